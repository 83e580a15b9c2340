import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { expectNoAxeFindings } from "@/testing/axe";
import { renderApp } from "@/testing/renderApp";

type Options = Parameters<typeof renderApp>[0];

async function openChanges(options: Options = {}, address = "/changes") {
  const app = renderApp({ start: "connected", ...options }, address);
  await screen.findByRole("heading", { level: 1, name: "Changes" });
  const callsOf = (name: string) => app.platform.calls.filter((call) => call === name).length;
  return { ...app, callsOf };
}

const rowsOf = async (name: string) => {
  const grid = await screen.findByRole("grid", { name });
  await waitFor(() => expect(grid.getAttribute("aria-busy")).toBe("false"));
  return within(grid).getAllByRole("row").slice(1);
};

describe("the list of change sets", () => {
  it("says what was done, of what, when, by whom, and what came of it", async () => {
    await openChanges({ changes: 5 });
    const rows = await rowsOf("Changes");
    expect(rows).toHaveLength(5);
    expect(rows[0]?.textContent).toMatch(
      /^Assigned 14 of 18 licensesList “New starters November.xlsx”2 failed/,
    );
    expect(rows[0]?.textContent).toContain("Organization admin");
    expect(rows[2]?.textContent).toContain("1 done");
    expect(screen.getByText("5 changes")).toBeTruthy();
    await expectNoAxeFindings();
  });

  it("says where nothing was changed yet", async () => {
    await openChanges();
    expect(await screen.findByText("Nothing was changed yet")).toBeTruthy();
    await expectNoAxeFindings();
  });

  it("says why it can't be read, and tries again", async () => {
    const { user, callsOf } = await openChanges({ failing: { changeSets: "storeFailed" } });
    expect(await screen.findByRole("alert")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(callsOf("changeSets")).toBe(2));
  });

  it("can be read offline", async () => {
    await openChanges({ changes: 3, offline: "connectFailed" });
    expect(await rowsOf("Changes")).toHaveLength(3);
  });

  it("shows one with its steps, by keyboard, and gives the focus back", async () => {
    const { user } = await openChanges({ changes: 5 });
    const [row] = await rowsOf("Changes");
    row?.focus();
    await user.keyboard("{Enter}");
    const panel = await screen.findByRole("complementary", { name: "Change details" });
    const steps = await within(panel).findByRole("region", { name: "Steps" });
    await waitFor(() => expect(within(steps).getAllByRole("listitem").length).toBeGreaterThan(5));
    expect(within(steps).getAllByText("ALLOCATED").length).toBeGreaterThan(0);
    await expectNoAxeFindings();
    await user.click(within(panel).getByRole("button", { name: "2 failed" }));
    await waitFor(() => expect(within(steps).getAllByRole("listitem")).toHaveLength(2));
    await user.click(within(panel).getByRole("button", { name: "Close details" }));
    await waitFor(() => expect(document.activeElement?.getAttribute("data-index")).toBe("0"));
  });

  it("leads to a plan that undoes, and refuses with a reason what can't be", async () => {
    const { user } = await openChanges({ changes: 5 });
    const rows = await rowsOf("Changes");
    await user.click(rows[2] as HTMLElement);
    const panel = await screen.findByRole("complementary", { name: "Change details" });
    const repeat = within(panel).getByRole("button", { name: "Repeat…" });
    expect(repeat.getAttribute("aria-disabled")).toBe("true");
    await user.click(within(panel).getByRole("button", { name: "Undo…" }));
    expect(await screen.findByText(/Nothing has been sent yet/)).toBeTruthy();
  });

  it("offers to continue or leave one that was cut off", async () => {
    const { user, callsOf } = await openChanges({ recovery: true, changes: 2 });
    const [cutOff] = await rowsOf("Changes");
    expect(cutOff?.textContent).toContain("Cut off");
    await user.click(cutOff as HTMLElement);
    const panel = await screen.findByRole("complementary", { name: "Change details" });
    await user.click(await within(panel).findByRole("button", { name: "Continue" }));
    await waitFor(() => expect(callsOf("continueChange")).toBe(1));
    expect(await screen.findByRole("dialog", { name: /Revok/ })).toBeTruthy();
  });

  it("says who continued one that was cut off", async () => {
    const { user, platform } = await openChanges({ recovery: true, changes: 2 });
    const [cutOff] = await rowsOf("Changes");
    await user.click(cutOff as HTMLElement);
    const panel = await screen.findByRole("complementary", { name: "Change details" });
    expect(within(panel).queryByText("Continued")).toBeNull();
    const [set] = (await platform.changeSets(0, 1)).changeSets;
    await platform.continueChange(set?.id ?? "");
    expect(await within(panel).findByText("Continued")).toBeTruthy();
    expect(within(panel).getAllByText("Organization admin")).toHaveLength(2);
  });

  it("offers nothing that needs a connection where there is none", async () => {
    const { user } = await openChanges({ changes: 5, offline: "connectFailed" });
    await user.click((await rowsOf("Changes"))[0] as HTMLElement);
    const panel = await screen.findByRole("complementary", { name: "Change details" });
    for (const name of [/^Repeat/, /^Undo/])
      expect((await within(panel).findByRole("button", { name })).getAttribute("aria-disabled")).toBe("true");
  });
});

describe("the queue", () => {
  const openQueue = (options: Options = {}) => openChanges({ queued: 6, ...options }, "/changes/queue");

  it("counts down and says what is due", async () => {
    await openQueue();
    const rows = await rowsOf("Queued revocations");
    expect(rows).toHaveLength(6);
    expect(rows[0]?.textContent).toMatch(/due yesterday.*Due/);
    expect(rows.at(-1)?.textContent).toMatch(/in \d+ days.*Waiting/);
    expect(screen.getByText("6 queued, 2 due")).toBeTruthy();
    await expectNoAxeFindings();
  });

  it("says where nothing is queued, and why something would be", async () => {
    await openChanges({}, "/changes/queue");
    expect(await screen.findByText("Nothing is queued")).toBeTruthy();
    const button = screen.getByRole("button", { name: "Revoke what is due" });
    expect(button.getAttribute("aria-disabled")).toBe("true");
    await expectNoAxeFindings();
  });

  it("makes a plan of what is due", async () => {
    const { user } = await openQueue();
    await rowsOf("Queued revocations");
    await user.click(screen.getByRole("button", { name: "Revoke 2 due now" }));
    expect(await screen.findByText(/Nothing has been sent yet/)).toBeTruthy();
  });

  it("lets go of what is selected, after a question", async () => {
    const { user, callsOf } = await openQueue();
    await rowsOf("Queued revocations");
    const [, first, second] = screen.getAllByRole("checkbox");
    await user.click(first as HTMLElement);
    await user.click(second as HTMLElement);
    expect(screen.getByText("2 selected")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Remove…" }));
    const question = await screen.findByRole("alertdialog", { name: "Remove 2 from the queue?" });
    await expectNoAxeFindings();
    expect(callsOf("removeQueued")).toBe(0);
    await user.click(within(question).getByRole("button", { name: "Remove" }));
    await waitFor(async () => expect(await rowsOf("Queued revocations")).toHaveLength(4));
    expect(screen.queryByText("2 selected")).toBeNull();
  });

  it("moves one to another day, and says which can't be", async () => {
    const { user, callsOf } = await openQueue();
    const rows = await rowsOf("Queued revocations");
    await user.click(rows.at(-1) as HTMLElement);
    const panel = await screen.findByRole("complementary", { name: "Queued revocation" });
    await expectNoAxeFindings();
    await user.click(within(panel).getByRole("button", { name: "Change the day…" }));
    const dialog = await screen.findByRole("dialog", { name: "When to revoke it" });
    const year = await within(dialog).findByRole("spinbutton", { name: /year/ });
    await user.click(year);
    await user.keyboard("2020");
    await user.click(within(dialog).getByRole("button", { name: "Save" }));
    expect(await within(dialog).findByText("This day can’t be used")).toBeTruthy();
    await expectNoAxeFindings();
    await user.click(within(dialog).getByRole("button", { name: "As early as possible" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(callsOf("postponeQueued")).toBe(2);
  });

  it("is carried out without asking if that is chosen", async () => {
    const { user, platform } = await openQueue();
    await rowsOf("Queued revocations");
    await user.click(screen.getByRole("switch", { name: "Revoke on their day without asking" }));
    await waitFor(async () => expect((await platform.session()).preferences.revokeByItself).toBe(true));
  });
});
