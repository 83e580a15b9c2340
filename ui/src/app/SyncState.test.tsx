import { act, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { expectNoAxeFindings } from "@/testing/axe";
import { renderApp } from "@/testing/renderApp";

type Options = Parameters<typeof renderApp>[0];

async function openLicenses(options: Options = {}) {
  const app = renderApp({ start: "connected", ...options }, "/");
  await screen.findByRole("heading", { level: 1, name: "Licenses" });
  return app;
}

afterEach(() => {
  vi.useRealTimers();
});

describe("a sync of a list that is shown", () => {
  it("says quietly how far it is, how long it takes, and how old the list is meanwhile", async () => {
    await openLicenses({ syncing: "restarted" });
    expect(screen.getByText(/^Updated/).textContent).toMatch(/3 min/);
    expect(screen.getByText("Updating: 119 of 238")).toBeTruthy();
    expect(screen.getByText("About 2 minutes left")).toBeTruthy();
    expect(screen.getByText("Started again, because the list changed while it was read")).toBeTruthy();
    expect(screen.queryByText("Reading your licenses")).toBeNull();
    await expectNoAxeFindings();
  });

  it("says nothing of starting again where it did not", async () => {
    await openLicenses({ syncing: "reading" });
    expect(screen.getByText("About 2 minutes left")).toBeTruthy();
    expect(screen.queryByText(/^Started again/)).toBeNull();
  });

  it("can be stopped; what was there before stays", async () => {
    const { user, platform } = await openLicenses({ syncing: "reading" });
    await user.click(screen.getByRole("button", { name: "Stop updating" }));
    expect(await screen.findByText("Up to date")).toBeTruthy();
    expect(platform.calls.filter((call) => call === "cancelSync")).toHaveLength(1);
    expect(screen.queryByRole("progressbar", { name: "Updating" })).toBeNull();
    expect(within(screen.getByRole("grid")).getAllByRole("row").length).toBeGreaterThan(5);
  });

  it("keeps the focus of who started it, while it runs and afterwards", async () => {
    const { user, platform } = await openLicenses({ latency: 30 });
    await user.click(screen.getByRole("button", { name: "Update now" }));
    expect(document.activeElement).toBe(await screen.findByRole("button", { name: "Stop updating" }));
    await waitFor(() =>
      expect(document.activeElement).toBe(screen.queryByRole("button", { name: "Update now" })),
    );
    await user.keyboard("{Enter}");
    await user.click(await screen.findByRole("button", { name: "Stop updating" }));
    await screen.findByRole("button", { name: "Update now" });
    // What was stopped once can be stopped again.
    await user.keyboard("{Enter}");
    await user.click(await screen.findByRole("button", { name: "Stop updating" }));
    await waitFor(() => expect(platform.calls.filter((call) => call === "cancelSync")).toHaveLength(2));
  });

  it("says why it can't be stopped", async () => {
    const { user } = await openLicenses({ syncing: "reading", failing: { cancelSync: "storeFailed" } });
    await user.click(screen.getByRole("button", { name: "Stop updating" }));
    expect(await screen.findByText("The data on this computer can’t be opened")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Stop updating" })).toBeTruthy();
  });

  it("counts down what the vendor asked to wait", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    await openLicenses({ syncing: "waiting" });
    expect(screen.getByText("JetBrains asked to wait: 20 seconds")).toBeTruthy();
    await act(() => vi.advanceTimersByTimeAsync(8_000));
    expect(screen.getByText(/^JetBrains asked to wait: 1[12] seconds$/)).toBeTruthy();
    await act(() => vi.advanceTimersByTimeAsync(60_000));
    expect(screen.getByText("JetBrains asked to wait: 1 second")).toBeTruthy();
  });
});

describe("the first sync", () => {
  it("shows in the table how far it is and how long it takes", async () => {
    await openLicenses({ syncing: "first" });
    expect(await screen.findByRole("heading", { name: "Reading your licenses" })).toBeTruthy();
    const bar = screen.getByRole("progressbar", { name: "Licenses read" });
    expect(bar.getAttribute("aria-valuetext")).toBe("119 of 238");
    expect(screen.getByText("About 45 seconds left")).toBeTruthy();
    await expectNoAxeFindings();
  });

  it("that was stopped says so, and goes on when asked", async () => {
    const { user } = await openLicenses({ syncing: "first" });
    await user.click(await screen.findByRole("button", { name: "Cancel" }));
    expect(await screen.findByRole("heading", { name: "The list is not complete yet" })).toBeTruthy();
    await expectNoAxeFindings();
    await user.click(screen.getByRole("button", { name: "Continue reading" }));
    expect(await screen.findByText("Up to date")).toBeTruthy();
    await waitFor(() => expect(screen.getByText("238 shown")).toBeTruthy());
  });

  it("that failed says that there is nothing yet, and the banner why", async () => {
    await openLicenses({ syncing: "stopped", syncProblem: "timedOut" });
    expect(await screen.findByRole("heading", { name: "Nothing to show yet" })).toBeTruthy();
    expect(screen.getByText("JetBrains did not answer in time")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Continue reading" })).toBeNull();
  });

  it("is not confused with an organization that has no licenses", async () => {
    await openLicenses({ licenses: 0 });
    expect(await screen.findByRole("heading", { name: "There are no licenses here" })).toBeTruthy();
  });
});

describe("the age of the data", () => {
  it("grows by itself", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true, now: new Date(2026, 10, 23, 9, 30) });
    await openLicenses();
    expect(screen.getByText(/^Updated/).textContent).toMatch(/3 min/);
    await act(() => vi.advanceTimersByTimeAsync(4 * 60_000));
    expect(screen.getByText(/^Updated/).textContent).toMatch(/7 min/);
    // Not out loud, though: that it is up to date did not change.
    const said = screen.getAllByRole("status").map((status) => status.textContent);
    expect(said).toContain("Up to date");
    expect(said.filter((words) => words.includes("min"))).toEqual([]);
  });
});

describe("the window without a connection", () => {
  it("says since when, and that it tries again by itself", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true, now: new Date(2026, 10, 23, 14, 2) });
    await openLicenses({ offline: "connectFailed" });
    expect(screen.getByText(/since .*2:02/)).toBeTruthy();
    await act(() => vi.advanceTimersByTimeAsync(10 * 60_000));
    expect(screen.getByText(/since .*2:02/)).toBeTruthy();
    expect(screen.getByText(/Seatkeeper tries again by itself\./)).toBeTruthy();
  });

  it.each([
    ["tokenRejected", "JetBrains did not accept the token"],
    ["accessRefused", "JetBrains refuses this token"],
    ["keychainLocked", "The keychain is locked"],
  ] as const)("promises nothing where only a person helps: %s", async (offline, title) => {
    await openLicenses({ offline });
    expect(screen.getByText(title)).toBeTruthy();
    expect(screen.queryByText(/tries again by itself/)).toBeNull();
  });

  it("promises nothing where the list is read only by hand", async () => {
    const { user, platform } = await openLicenses({ offline: "connectFailed" });
    await user.click(screen.getByRole("link", { name: "Settings" }));
    await user.click(await screen.findByRole("radio", { name: "By hand" }));
    await waitFor(() => expect(screen.queryByText(/tries again by itself/)).toBeNull());
    expect((await platform.session()).preferences.refreshMinutes).toBe(0);
  });
});
