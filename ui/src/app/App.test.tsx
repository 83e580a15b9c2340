import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { expectNoAxeFindings } from "@/testing/axe";
import { renderApp } from "@/testing/renderApp";

type Options = Parameters<typeof renderApp>[0];

async function openLicenses(options: Options = {}) {
  const app = renderApp({ start: "connected", ...options }, "/");
  await screen.findByRole("heading", { level: 1, name: "Licenses" });
  return app;
}

async function openSettings(options: Options = {}) {
  const app = renderApp({ start: "connected", ...options }, "/settings");
  await screen.findByRole("heading", { level: 1, name: "Settings" });
  return app;
}

describe("the frame", () => {
  it("shows the organization, what its token may do, the sections and the age of the data", async () => {
    const { user } = await openLicenses();
    expect(screen.getByRole("button", { name: /Nordlicht GmbH\s*Administrator/ })).toBeTruthy();
    const navigation = screen.getByRole("navigation", { name: "Sections" });
    expect(within(navigation).getByRole("link", { current: "page" }).textContent).toBe("Licenses238");
    expect(screen.getByText("Up to date")).toBeTruthy();
    expect(screen.getByText(/3 min/, { selector: "[title] > *" })).toBeTruthy();
    expect(document.title).toBe("Licenses – Seatkeeper");
    await user.click(screen.getByRole("button", { name: "Full access" }));
    expect(await screen.findByText("Transfer licenses between teams")).toBeTruthy();
  });

  it.each<[string, Options]>([
    ["healthy", {}],
    ["offline", { offline: "connectFailed" }],
    ["with every banner", { thisRun: true, oddLicenses: 2, recovery: true, readOnly: true }],
    ["reading", { syncing: "reading" }],
  ])("has no accessibility findings when it is %s", async (_name, options) => {
    await openLicenses(options);
    await expectNoAxeFindings();
  });

  it("waits while it is asked what is open, and does not go back to setup meanwhile", async () => {
    const { platform } = renderApp({ start: "setup" });
    await screen.findByRole("heading", { name: "Connect your organization" });
    const ask = platform.session;
    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    vi.spyOn(platform, "session").mockImplementation(() => gate.then(ask));
    await act(async () => void (await platform.connectDemo()));
    act(() => void (window.location.hash = "/licenses"));
    expect(await screen.findByRole("progressbar", { name: "Starting…" })).toBeTruthy();
    expect(window.location.hash).toBe("#/licenses");
    act(() => release());
    expect(await screen.findByRole("heading", { level: 1, name: "Licenses" })).toBeTruthy();
  });

  it.each<[string, Options, string]>([
    ["in the frame", { start: "connected" }, "Licenses"],
    ["in setup", { start: "setup" }, "Connect your organization"],
  ])("says %s what went wrong at the start", async (_name, options, heading) => {
    renderApp({ ...options, startProblem: "storeDamaged" });
    await screen.findByRole("heading", { level: 1, name: heading });
    expect(screen.getByText("The data on this computer was damaged")).toBeTruthy();
    await expectNoAxeFindings();
  });

  it("goes to the settings and back by its links", async () => {
    const { user } = await openLicenses();
    await user.click(screen.getByRole("link", { name: "Settings" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Settings" })).toBeTruthy();
    await user.click(screen.getByRole("link", { name: /Licenses/ }));
    expect(await screen.findByRole("heading", { level: 1, name: "Licenses" })).toBeTruthy();
  });

  it("says why it can't start, and tries again", async () => {
    const failing: Options = { failing: { session: "storeFailed" } };
    const { user, platform } = renderApp(failing);
    expect((await screen.findByRole("alert")).textContent).toContain("can’t be opened");
    await expectNoAxeFindings();
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(platform.calls.filter((call) => call === "session")).toHaveLength(2));
  });
});

describe("the age of the data", () => {
  it("counts while the list is read", async () => {
    await openLicenses({ syncing: "reading" });
    const progress = screen.getByRole("progressbar", { name: "Updating" });
    expect(progress.getAttribute("aria-valuetext")).toBe("119 of 238");
  });

  it("says that it waits", async () => {
    await openLicenses({ syncing: "waiting" });
    expect(screen.getByRole("progressbar", { name: "Waiting 20 s" })).toBeTruthy();
  });

  it.each([
    ["timedOut", /^$/],
    ["busy", /^Another change is under way/],
  ] as const)("says in a toast what no banner says: %s", async (code, toast) => {
    const { user, platform } = await openLicenses({ syncProblem: "timedOut", failing: { sync: code } });
    const sessions = () => platform.calls.filter((call) => call === "session").length;
    const before = sessions();
    await user.click(screen.getByRole("button", { name: "Update now" }));
    await waitFor(() => expect(sessions()).toBeGreaterThan(before));
    await act(() => new Promise((resolve) => setTimeout(resolve, 50)));
    expect(screen.getByRole("region", { name: "Notifications" }).textContent).toMatch(toast);
    expect(screen.getByText("JetBrains did not answer in time")).toBeTruthy();
  });

  it("reads the list again on request", async () => {
    const { user, platform } = await openLicenses({ syncProblem: "timedOut" });
    expect(screen.getByText("Not updated")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Update now" }));
    expect(await screen.findByText("Up to date")).toBeTruthy();
    expect(platform.calls.filter((call) => call === "sync")).toHaveLength(1);
  });
});

describe("banners", () => {
  it("say offline what is shown and what to do", async () => {
    const { user } = await openLicenses({ offline: "dnsFailed" });
    const banner = screen
      .getByText("JetBrains can’t be found on the network")
      .closest<HTMLElement>("[role=status]");
    if (!banner) throw new Error("no banner");
    expect(banner.textContent).toMatch(/You are looking at data from .+\. Changes need a connection\./);
    await user.click(within(banner).getByRole("button", { name: "Details" }));
    expect(await screen.findByText(/could not be looked up/)).toBeTruthy();
  });

  it("lead to where a new token is entered when the old one was revoked", async () => {
    const { user } = await openLicenses({ offline: "tokenRejected" });
    await user.click(screen.getByRole("button", { name: "Enter a new token" }));
    const code = await screen.findByLabelText<HTMLInputElement>("Customer code");
    expect(code.value).toBe("6703615");
  });

  it("say that a token is kept for this run only, until dismissed", async () => {
    const { user } = await openLicenses({ thisRun: true });
    expect(screen.getByText("The token is kept for this run only.")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Dismiss" }));
    expect(screen.queryByText("The token is kept for this run only.")).toBeNull();
  });

  it("count the licenses that are odd, and say what that means for each kind", async () => {
    const { user } = await openLicenses({ oddLicenses: 3 });
    const banner = screen
      .getByText("JetBrains lists 3 licenses in an odd way.")
      .closest<HTMLElement>("[role=status]");
    if (!banner) throw new Error("no banner");
    await user.click(within(banner).getByRole("button", { name: "Details" }));
    const kinds = within(await screen.findByRole("dialog")).getAllByRole("listitem");
    expect(kinds.map((kind) => kind.textContent)).toEqual([
      expect.stringMatching(/^2 licenses have a product or team without a name.*code or the team’s number/),
      expect.stringMatching(/^1 license is listed twice.*once/),
    ]);
    await expectNoAxeFindings();
    await user.keyboard("{Escape}");
    await user.click(within(banner).getByRole("button", { name: "Dismiss" }));
    expect(screen.queryByText(/in an odd way/)).toBeNull();
  });

  it("tell what became of a change that was cut off, until it is decided and read", async () => {
    const { user, platform } = await openLicenses({ recovery: true });
    await user.click(await screen.findByRole("button", { name: "Show what happened" }));
    const dialog = await screen.findByRole("dialog");
    await waitFor(() => expect(within(dialog).getAllByRole("listitem")).toHaveLength(8));
    expect(within(dialog).queryByRole("button", { name: "I have read it" })).toBeNull();
    await user.click(within(dialog).getByRole("button", { name: "Decide later" }));
    await user.click(await screen.findByRole("button", { name: "Dismiss" }));
    await waitFor(() => expect(screen.queryByText(/^A change was cut off/)).toBeNull());
    expect(await platform.recovery()).toBeNull();
  });

  it("are absent when all is well", async () => {
    await openLicenses();
    expect(screen.queryByRole("button", { name: "Details" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Dismiss" })).toBeNull();
  });
});

describe("the switcher", () => {
  it("opens another organization and shows its licenses", async () => {
    const { user } = await openLicenses();
    await user.click(screen.getByRole("button", { name: /Nordlicht GmbH/ }));
    const menu = await screen.findByRole("menu");
    await expectNoAxeFindings();
    await user.click(within(menu).getByRole("menuitem", { name: /^Harbor Games · Web/ }));
    expect(await screen.findByRole("button", { name: /Harbor Games · Web/ })).toBeTruthy();
    const navigation = screen.getByRole("navigation", { name: "Sections" });
    await waitFor(() => expect(navigation.textContent).toContain("34"));
  });

  it("leads to setup, with a way back", async () => {
    const { user } = await openLicenses();
    await user.click(screen.getByRole("button", { name: /Nordlicht GmbH/ }));
    await user.click(await screen.findByRole("menuitem", { name: "Connect another organization" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Connect your organization" })).toBeTruthy();
    expect(screen.getByRole("button", { name: "Back" })).toBeTruthy();
  });

  it("says when an organization can't be opened, and stays where it is", async () => {
    const { user } = await openLicenses({ failing: { openOrganization: "storeFailed" } });
    await user.click(screen.getByRole("button", { name: /Nordlicht GmbH/ }));
    await user.click(await screen.findByRole("menuitem", { name: /^Harbor Games · Web/ }));
    expect(await screen.findByText("The data on this computer can’t be opened")).toBeTruthy();
    expect(screen.getByRole("button", { name: /Nordlicht GmbH/ })).toBeTruthy();
  });
});

describe("settings", () => {
  it("have no accessibility findings", async () => {
    await openSettings();
    await expectNoAxeFindings();
  });

  it("change the theme at once and keep it", async () => {
    const { user, platform } = await openSettings();
    await user.click(screen.getByRole("radio", { name: "Dark" }));
    await waitFor(() => expect(document.documentElement.dataset["theme"]).toBe("dark"));
    expect((await platform.session()).preferences.theme).toBe("dark");
    await user.click(screen.getByRole("radio", { name: "System" }));
    await waitFor(() => expect(document.documentElement.dataset["theme"]).toBeUndefined());
  });

  it("go back to the theme before when it can't be kept", async () => {
    const { user } = await openSettings({ failing: { setPreferences: "storeFull" } });
    await user.click(screen.getByRole("radio", { name: "Dark" }));
    expect(await screen.findByText("The disk is full")).toBeTruthy();
    expect(document.documentElement.dataset["theme"]).toBeUndefined();
  });

  it("let the list be refreshed more often, or only by hand", async () => {
    const { user, platform } = await openSettings();
    const choices = screen.getByRole("radiogroup", { name: "Update the list" });
    const names = within(choices)
      .getAllByRole("radio")
      .map((radio) => radio.textContent);
    expect(names).toEqual(["5 min", "15 min", "30 min", "60 min", "By hand"]);
    expect(within(choices).getByRole("radio", { checked: true }).textContent).toBe("15 min");
    expect(screen.getByText(/updated at the start.*older than 5 minutes/)).toBeTruthy();
    await user.click(within(choices).getByRole("radio", { name: "30 min" }));
    await waitFor(async () => expect((await platform.session()).preferences.refreshMinutes).toBe(30));
    await user.click(within(choices).getByRole("radio", { name: "By hand" }));
    expect(await screen.findByText(/Only when you press “Update now”/)).toBeTruthy();
    expect((await platform.session()).preferences).toMatchObject({ theme: "system", refreshMinutes: 0 });
  });

  it("say what is removed with an organization, and remove it only then", async () => {
    const { user, platform } = await openSettings();
    await user.click(screen.getByRole("button", { name: "Remove Harbor Games · Web" }));
    const dialog = await screen.findByRole("alertdialog");
    expect(dialog.textContent).toContain("the token, from this computer’s keychain");
    expect(dialog.textContent).toContain("Nothing changes at JetBrains");
    expect(platform.calls).not.toContain("removeOrganization");
    await expectNoAxeFindings();
    await user.click(within(dialog).getByRole("button", { name: "Remove from this computer" }));
    expect(await screen.findByText("Harbor Games · Web was removed")).toBeTruthy();
    expect((await platform.session()).organizations.map((one) => one.id)).toEqual(["nordlicht"]);
  });

  it("lead to setup when the last organization was removed", async () => {
    const { user } = await openSettings();
    for (const name of ["Remove Harbor Games · Web", "Remove Nordlicht GmbH"]) {
      await user.click(await screen.findByRole("button", { name }));
      await user.click(await screen.findByRole("button", { name: "Remove from this computer" }));
      await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
    }
    expect(await screen.findByRole("heading", { level: 1, name: "Connect your organization" })).toBeTruthy();
  });

  it("say the version and whose software it is not", async () => {
    await openSettings();
    expect(screen.getByText("Seatkeeper 0.1.0")).toBeTruthy();
    expect(screen.getByText("Independent software, not affiliated with JetBrains.")).toBeTruthy();
  });
});
