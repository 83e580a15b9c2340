import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { expectNoAxeFindings } from "@/testing/axe";
import { renderApp } from "@/testing/renderApp";
import { startRun } from "@/testing/startRun";

type Options = Parameters<typeof renderApp>[0];

/** A run whose dialog is opened from the frame. */
async function openRun(names: readonly string[], options: Options = {}) {
  const app = renderApp({ start: "connected", ...options }, "/");
  await screen.findByRole("heading", { level: 1, name: "Licenses" });
  const id = await startRun(app.platform, names);
  const indicator = await screen.findByRole("button", {
    name: /Making changes|Changes are|This needs|Stopping/,
  });
  await app.user.click(indicator);
  const dialog = await screen.findByRole("dialog");
  const press = async (name: string | RegExp) =>
    app.user.click(await within(dialog).findByRole("button", { name }));
  const titled = (title: string | RegExp) => within(dialog).findByRole("heading", { level: 2, name: title });
  const callsOf = (name: string) => app.platform.calls.filter((call) => call === name).length;
  return { ...app, id, dialog, press, titled, callsOf };
}

const steps = (dialog: HTMLElement) =>
  within(within(dialog).getByRole("region", { name: "Steps" })).queryAllByRole("listitem");

describe("a run", () => {
  it("shows each step as it settles, and what came of all", async () => {
    const { dialog, titled, press, callsOf } = await openRun(["ann", "taken", "slow", "odd"]);
    await titled("Assigned 2 of 4 licenses");
    await waitFor(() => expect(steps(dialog)).toHaveLength(4));
    const [done, refused, slow, odd] = steps(dialog);
    await waitFor(() => expect(done?.textContent).toContain("Assigned"));
    await waitFor(() => expect(refused?.textContent).toContain("Refused"));
    expect(refused?.textContent).toContain("HTTP 400");
    await waitFor(() => expect(slow?.textContent).toContain("reading the license back shows that it worked"));
    await waitFor(() => expect(odd?.textContent).toContain("SOMETHING_NEW"));
    expect(within(dialog).getByText(/List “New starters.csv”/)).toBeTruthy();
    await expectNoAxeFindings();
    await press("Done");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(callsOf("dismissRun")).toBe(1);
    expect(screen.queryByRole("button", { name: /Changes are done/ })).toBeNull();
  });

  it("leaves steps of one kind when its chip is pressed, and all again", async () => {
    const { dialog, titled, press } = await openRun(["ann", "taken", "ben", "odd"]);
    await titled("Assigned 2 of 4 licenses");
    await press("2 failed");
    await waitFor(() => expect(steps(dialog)).toHaveLength(2));
    await press("2 failed");
    await waitFor(() => expect(steps(dialog)).toHaveLength(4));
  });

  it("pauses, goes on, and says what it does", async () => {
    const names = ["nonetwork", "ben", "cem", "dee", "eve"];
    const { dialog, press, titled, callsOf } = await openRun(names, { latency: 250 });
    await titled("Paused after 0 of 5");
    expect(within(dialog).getByRole("progressbar", { name: "Progress" })).toBeTruthy();
    await press("Continue");
    await press("Pause");
    await titled(/Paused after \d of 5/);
    expect(callsOf("pauseRun")).toBe(1);
    await expectNoAxeFindings();
    await press("Continue");
    await titled("Assigned 5 licenses");
    await waitFor(() => expect(within(dialog).queryByRole("progressbar")).toBeNull());
  });

  it("asks before it cancels the rest", async () => {
    const { press, titled, user, callsOf } = await openRun(["ann", "nonetwork", "cem"]);
    await titled("Paused after 1 of 3");
    await press("Cancel the rest…");
    const question = await screen.findByRole("alertdialog", { name: "Cancel the rest?" });
    expect(question.textContent).toContain("2 licenses stay as they are.");
    await user.click(within(question).getByRole("button", { name: "Don’t cancel" }));
    expect(callsOf("cancelRun")).toBe(0);
    await press("Cancel the rest…");
    await user.click(await screen.findByRole("button", { name: "Cancel the rest" }));
    await titled("Assigned 1 of 3 licenses");
    expect(callsOf("cancelRun")).toBe(1);
  });

  it("says how long JetBrains asked to wait", async () => {
    const { dialog } = await openRun(["ann", "wait", "cem"], { latency: 150 });
    expect(await within(dialog).findByText("JetBrains asked to wait: 20 seconds")).toBeTruthy();
  });

  it("that paused by itself says why, and goes on when it is told to", async () => {
    const { dialog, press, titled } = await openRun(["ann", "nonetwork", "cem"]);
    await titled("Paused after 1 of 3");
    expect((await within(dialog).findByRole("alert")).textContent).toMatch(/2 licenses were not touched yet/);
    await expectNoAxeFindings();
    // One button continues it, and no second one by another name.
    expect(within(dialog).queryByRole("button", { name: "Try again" })).toBeNull();
    await press("Continue");
    await titled("Assigned 3 licenses");
  });

  it("that stopped by itself says why, and that the rest was not sent", async () => {
    const { dialog, titled } = await openRun(["ann", "stop", "cem", "dee"]);
    await titled("Assigned 1 of 4 licenses");
    expect((await within(dialog).findByRole("alert")).textContent).toMatch(/2 changes were not sent/);
    expect(within(dialog).getByRole("button", { name: "2 not sent" })).toBeTruthy();
  });

  it("that stopped because of the token leads to where another is entered, and offers nothing that needs one", async () => {
    const { dialog, titled, press } = await openRun(["ann", "stop", "cem", "dee"]);
    await titled("Assigned 1 of 4 licenses");
    for (const name of [/^Repeat/, /^Undo/])
      expect(within(dialog).getByRole("button", { name }).getAttribute("aria-disabled")).toBe("true");
    await press("Enter a new token");
    await screen.findByRole("heading", { name: "Enter a new token" });
  });

  it("looks again at what nobody knows, and says what that brought", async () => {
    const { dialog, press, titled, callsOf } = await openRun(["ann", "unknown"]);
    await titled("Assigned 1 of 2 licenses");
    expect(await within(dialog).findByText("1 license needs your check")).toBeTruthy();
    expect(within(dialog).getAllByRole("button", { name: "Open JetBrains Account" }).length).toBeGreaterThan(
      0,
    );
    await press("Check again");
    expect(await screen.findByText("1 license is still not known")).toBeTruthy();
    expect(callsOf("checkChange")).toBe(1);
  });

  it("closes and shows the license that a step is about", async () => {
    const { dialog, press, titled } = await openRun(["ann", "unknown"]);
    await titled("Assigned 1 of 2 licenses");
    await within(dialog).findByText("Needs your check");
    await press(/^Show the license/);
    expect(await screen.findByRole("complementary", { name: "License details" })).toBeTruthy();
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await waitFor(() => expect(window.location.hash).toBe("#/licenses"));
  });

  it("can be left alone: the frame says how far it is and leads back", async () => {
    const { press, user, titled } = await openRun(["ann", "nonetwork", "cem"]);
    await titled("Paused after 1 of 3");
    await press("Keep working");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    const indicator = screen.getByRole("button", { name: /Changes are paused 1 of 3/ });
    expect(
      screen.getByRole("progressbar", { name: "Changes are paused" }).getAttribute("aria-valuetext"),
    ).toBe("1 of 3");
    await expectNoAxeFindings();
    await user.click(indicator);
    expect(await screen.findByRole("heading", { name: "Paused after 1 of 3" })).toBeTruthy();
  });

  it.each([
    ["Repeat 1…", "repeat"],
    ["Undo…", "undo"],
  ] as const)("leads to a plan: %s", async (button, kind) => {
    const { press, titled, platform, id } = await openRun(["ann", "taken"]);
    const planChange = vi.spyOn(platform, "planChange");
    await titled("Assigned 1 of 2 licenses");
    await press(button);
    await waitFor(() => expect(planChange).toHaveBeenCalledWith({ kind, changeSet: id }));
    await waitFor(() => expect(screen.getByText(/Nothing has been sent yet/)).toBeTruthy());
  });

  it("is saved as a file", async () => {
    const { press, titled, user, callsOf } = await openRun(["ann", "taken"]);
    await titled("Assigned 1 of 2 licenses");
    await press("Export…");
    await user.click(await screen.findByRole("menuitem", { name: "Text table (CSV)" }));
    await waitFor(() => expect(callsOf("exportChange")).toBe(1));
    expect(await screen.findByText("Saved")).toBeTruthy();
  });

  it("of a single license says it in one sentence", async () => {
    const { titled, dialog } = await openRun(["ann"]);
    await titled(/^Nia New can use .+ now$/);
    expect(within(dialog).queryByRole("group", { name: "Show only" })).toBeNull();
  });
});
