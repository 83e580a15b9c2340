import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { expectNoAxeFindings } from "@/testing/axe";
import { renderApp } from "@/testing/renderApp";
import { startRun } from "@/testing/startRun";

type Options = Parameters<typeof renderApp>[0];

async function openApp(options: Options = {}) {
  const app = renderApp({ start: "connected", ...options }, "/");
  await screen.findByRole("heading", { level: 1, name: "Licenses" });
  const callsOf = (name: string) => app.platform.calls.filter((call) => call === name).length;
  return { ...app, callsOf };
}

describe("closing the window over a run", () => {
  it("asks first, and closes only when it is told to", async () => {
    const { platform, user, callsOf } = await openApp();
    await startRun(platform, ["ann", "nonetwork", "cem"]);
    await screen.findByRole("button", { name: /Changes are paused/ });
    act(() => platform.askToClose());
    const question = await screen.findByRole("alertdialog", { name: "Changes are not finished" });
    expect(question.textContent).toContain("2 licenses are left.");
    await expectNoAxeFindings();
    await user.click(within(question).getByRole("button", { name: "Don’t close" }));
    await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
    expect(callsOf("closeWindow")).toBe(0);
    expect(callsOf("stayOpen")).toBe(1);
    act(() => platform.askToClose());
    await user.click(await screen.findByRole("button", { name: "Stop here and close" }));
    await waitFor(() => expect(callsOf("closeWindow")).toBe(1));
    expect(callsOf("stayOpen")).toBe(1);
  });

  it("says so when everything is settled meanwhile", async () => {
    const { platform } = await openApp();
    await startRun(platform, ["ann"]);
    await screen.findByRole("button", { name: /Changes are done/ });
    act(() => platform.askToClose());
    expect(await screen.findByRole("alertdialog", { name: "All changes are settled" })).toBeTruthy();
  });
});

describe("a run that was cut off", () => {
  async function openRecovery() {
    const app = await openApp({ recovery: true });
    expect(screen.getByText("A change was cut off: 4 licenses are left.")).toBeTruthy();
    await app.user.click(screen.getByRole("button", { name: "Show what happened" }));
    const dialog = await screen.findByRole("dialog", { name: "What became of the unfinished change" });
    await within(dialog).findByText("This was cut off: 4 licenses are left");
    return { ...app, dialog };
  }

  it("says what is known of each license", async () => {
    const { dialog } = await openRecovery();
    const steps = await within(dialog).findByRole("region", { name: "Steps" });
    await waitFor(() => expect(within(steps).getAllByRole("listitem")).toHaveLength(8));
    expect(within(dialog).getByRole("button", { name: "1 needs your check" })).toBeTruthy();
    expect(within(dialog).queryByRole("button", { name: "I have read it" })).toBeNull();
    await expectNoAxeFindings();
  });

  it("goes on, and shows how far it is", async () => {
    const { dialog, user, callsOf } = await openRecovery();
    await user.click(within(dialog).getByRole("button", { name: "Continue" }));
    expect(await screen.findByRole("heading", { level: 2, name: /^Revoked \d of 8 licenses$/ })).toBeTruthy();
    expect(callsOf("continueChange")).toBe(1);
    await waitFor(() => expect(screen.queryByText(/^A change was cut off/)).toBeNull());
  });

  it("asks before the rest is left", async () => {
    const { dialog, user, callsOf } = await openRecovery();
    await user.click(within(dialog).getByRole("button", { name: "Leave the rest…" }));
    const question = await screen.findByRole("alertdialog", { name: "Leave the rest?" });
    expect(callsOf("leaveChange")).toBe(0);
    await user.click(within(question).getByRole("button", { name: "Leave the rest" }));
    await waitFor(() => expect(callsOf("leaveChange")).toBe(1));
    await waitFor(() => expect(screen.queryByText(/^A change was cut off/)).toBeNull());
  });

  it("looks again at what nobody knows", async () => {
    const { dialog, user, callsOf } = await openRecovery();
    await user.click(within(dialog).getByRole("button", { name: "Check again" }));
    await waitFor(() => expect(callsOf("checkChange")).toBe(1));
    expect(await screen.findByText("Everything is settled now")).toBeTruthy();
  });

  it("asks for no decision while it is being found out what became of it", async () => {
    const { user, platform } = await openApp({ recovery: true });
    const set = await platform.changeSet((await platform.recovery())?.changeSets[0]?.id ?? "");
    vi.spyOn(platform, "changeSet").mockResolvedValue({ ...set, isChecking: true });
    await user.click(screen.getByRole("button", { name: "Show what happened" }));
    const dialog = await screen.findByRole("dialog", { name: "What became of the unfinished change" });
    expect(await within(dialog).findByText("Finding out what became of 1 license…")).toBeTruthy();
    for (const name of ["Continue", "Check again"])
      expect(within(dialog).queryByRole("button", { name })).toBeNull();
    await expectNoAxeFindings();
  });

  it("can't go on without a connection, and says why", async () => {
    const { user } = await openApp({ recovery: true, offline: "connectFailed" });
    await user.click(screen.getByRole("button", { name: "Show what happened" }));
    const button = await screen.findByRole("button", { name: "Continue" });
    expect(button.getAttribute("aria-disabled")).toBe("true");
  });
});

describe("queued revocations that are due", () => {
  it("are said, and lead to a plan or to the queue", async () => {
    const { user, platform } = await openApp({ queued: 6 });
    expect(screen.getByText("2 queued revocations are due.")).toBeTruthy();
    expect(screen.getByRole("link", { name: /Changes\s*2 due/ })).toBeTruthy();
    await expectNoAxeFindings();
    await user.click(screen.getByRole("button", { name: "Revoke 2 due now" }));
    expect(await screen.findByRole("dialog", { name: /2 licenses/ })).toBeTruthy();
    expect(platform.calls).toContain("planChange");
    await user.keyboard("{Escape}");
    await user.click(await screen.findByRole("button", { name: "Show the queue" }));
    expect(await screen.findByRole("grid", { name: "Queued revocations" })).toBeTruthy();
    expect(screen.queryByText("2 queued revocations are due.")).toBeNull();
  });

  it("are not asked about where they are revoked by themselves", async () => {
    await openApp({ queued: 6, revokeByItself: true });
    expect(screen.queryByText("2 queued revocations are due.")).toBeNull();
  });
});

it("the choice to revoke without asking is in the settings, too", async () => {
  const { user, platform } = renderApp({ start: "connected" }, "/settings");
  const choice = await screen.findByRole("switch", { name: /Revoke on their day without asking/ });
  await user.click(choice);
  await waitFor(async () => expect((await platform.session()).preferences.revokeByItself).toBe(true));
  await expectNoAxeFindings();
});
