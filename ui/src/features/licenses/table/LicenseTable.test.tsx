import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { everyLicense, problem } from "@/platform";
import { createMockPlatform } from "@/platform/mock";
import { expectNoAxeFindings } from "@/testing/axe";
import { renderLicenses } from "@/testing/renderLicenses";

const grid = () => screen.getByRole("grid", { name: "Licenses" });

async function loaded() {
  const page = await renderLicenses();
  await screen.findByText("238 shown");
  return page;
}

describe("the table", () => {
  it("shows licenses with who holds them and a state that helps, and has no accessibility findings", async () => {
    const { inState, find } = await loaded();
    expect(
      within(grid())
        .getAllByRole("columnheader")
        .map((cell) => cell.textContent),
    ).toEqual(expect.arrayContaining(["Product", "Assigned to", "Team", "State", "Valid until"]));
    await expectNoAxeFindings();
    const idle = await inState("idle");
    expect((await find(idle)).textContent).toContain(`Idle ${idle.unseenDays} days`);
    const expiring = await inState("expiring");
    expect((await find(expiring)).textContent).toContain(`Expires in ${expiring.expiresInDays} days`);
    const vault = await find(await inState("licenseVault"));
    expect(vault.textContent).toContain("License Vaultnorthwind-vault-1");
    expect((await find(await inState("free"))).textContent).toContain("Nobody");
  });

  it("shows masked names as they are, with the reason at hand", async () => {
    const { user } = await loaded();
    await user.type(screen.getByRole("searchbox"), "***");
    const name = await waitFor(() => within(grid()).getAllByText(/\*\*\* .*\*{5}/)[0]);
    expect(name?.closest("[title]")?.getAttribute("title")).toContain("without a JetBrains Account");
  });

  it("asks for what is typed and keeps the focus in the field", async () => {
    const { user, platform } = await loaded();
    const search = screen.getByRole("searchbox", { name: "Search licenses" });
    await user.type(search, "webstorm ");
    await waitFor(() =>
      expect(platform.queryLicenses).toHaveBeenCalledWith({ ...everyLicense, search: "webstorm" }, 0, 100),
    );
    await screen.findByText(/^\d+ of 238$/);
    expect(document.activeElement).toBe(search);
  });

  it("never has more than one search under way, and asks for the newest words next", async () => {
    const mock = createMockPlatform({ start: "connected" });
    const answers: (() => void)[] = [];
    const asked: string[] = [];
    const { user } = await renderLicenses(
      {},
      {
        queryLicenses: async (query, ...window) => {
          asked.push(query.search);
          if (query.search !== "") await new Promise<void>((resolve) => answers.push(resolve));
          return mock.queryLicenses(query, ...window);
        },
      },
    );
    await screen.findByText("238 shown");
    await user.type(screen.getByRole("searchbox"), "rider");
    expect(asked.filter(Boolean)).toEqual(["r"]);
    answers.shift()?.();
    await waitFor(() => expect(asked.filter(Boolean)).toEqual(["r", "rider"]));
    answers.shift()?.();
    await screen.findByText(/^\d+ of 238$/);
    await waitFor(() => expect(within(grid()).getAllByText("Rider").length).toBeGreaterThan(1));
  });

  it("leads to the search field by Ctrl+F", async () => {
    const { user } = await loaded();
    await user.keyboard("{Control>}f{/Control}");
    expect(document.activeElement).toBe(screen.getByRole("searchbox", { name: "Search licenses" }));
  });

  it("filters by chips with counts, and clears all of them at once", async () => {
    const { user, platform, press } = await loaded();
    await user.click(screen.getByRole("button", { name: "State", expanded: false }));
    const free = await screen.findByRole("option", { name: /^Free/ });
    expect(free.textContent).toMatch(/Free \d+/);
    await user.click(free);
    await waitFor(() =>
      expect(platform.queryLicenses).toHaveBeenCalledWith({ ...everyLicense, states: ["free"] }, 0, 100),
    );
    await user.keyboard("{Escape}");
    expect(await screen.findByRole("button", { name: "State: Free" })).toBeTruthy();
    await press("Clear all");
    expect(document.activeElement).toBe(screen.getByRole("searchbox"));
    expect(await screen.findByText("238 shown")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Clear all" })).toBeNull();
  });

  it("sorts by a column, then the other way round", async () => {
    const { platform, press } = await loaded();
    await press("Valid until", grid());
    const sorted = { ...everyLicense, sort: "validUntil" };
    await waitFor(() =>
      expect(platform.queryLicenses).toHaveBeenCalledWith({ ...sorted, descending: false }, 0, 100),
    );
    await press("Valid until", grid());
    await waitFor(() =>
      expect(platform.queryLicenses).toHaveBeenCalledWith({ ...sorted, descending: true }, 0, 100),
    );
  });

  it("says kindly that nothing matches, and offers the way back", async () => {
    const { user, press } = await loaded();
    await user.type(screen.getByRole("searchbox"), "nobody-has-this");
    expect(await screen.findByRole("heading", { name: "No license matches" })).toBeTruthy();
    await press("Clear search and filters");
    expect(document.activeElement).toBe(screen.getByRole("searchbox"));
    expect(await screen.findByText("238 shown")).toBeTruthy();
  });

  it("says that there are no licenses at all, and reads them again", async () => {
    const { platform, press } = await renderLicenses({ licenses: 0 });
    expect(await screen.findByRole("heading", { name: "There are no licenses here" })).toBeTruthy();
    await expectNoAxeFindings();
    await press("Update now");
    await waitFor(() => expect(platform.calls).toContain("sync"));
  });

  it("keeps the place of rows while the first are read", async () => {
    await renderLicenses({}, { queryLicenses: () => new Promise(() => {}) });
    expect(grid().getAttribute("aria-busy")).toBe("true");
    expect(within(grid()).getAllByRole("row").length).toBeGreaterThan(5);
  });

  it("tells what went wrong in place of rows, and tries again", async () => {
    let fails = true;
    const window = await createMockPlatform({ start: "connected", licenses: 0 }).queryLicenses(
      everyLicense,
      0,
      100,
    );
    const { press } = await renderLicenses(
      {},
      { queryLicenses: () => (fails ? Promise.reject(problem("storeFailed")) : Promise.resolve(window)) },
    );
    expect((await screen.findByRole("alert")).textContent).toContain("can’t be opened");
    fails = false;
    await press("Try again");
    expect(await screen.findByRole("heading", { name: "There are no licenses here" })).toBeTruthy();
  });
});

describe("selecting", () => {
  it("selects all that match but one, and plans exactly that", async () => {
    const { user, platform, press } = await loaded();
    await user.click(within(grid()).getByRole("checkbox", { name: "Select all licenses that match" }));
    expect(await screen.findByText("238 licenses")).toBeTruthy();
    const [box] = within(grid()).getAllByRole("checkbox", { name: /^Select .* [0-9A-Z]{10}$/ });
    const id = box?.getAttribute("aria-label")?.split(" ").at(-1);
    if (box) await user.click(box);
    expect(await screen.findByText("237 licenses")).toBeTruthy();
    await press("Revoke…");
    const selection = { kind: "matching", query: everyLicense, except: [id] };
    await waitFor(() => expect(platform.planChange).toHaveBeenCalledWith({ kind: "revoke", selection }));
    expect(await screen.findByRole("dialog", { name: "Revoke 237 licenses" })).toBeTruthy();
  });

  it("asks for the rows of a range that are not loaded", async () => {
    const { user, platform } = await loaded();
    const [row] = within(grid()).getAllByRole("row").slice(1);
    row?.focus();
    await user.keyboard("{Shift>}{End}{/Shift}");
    expect(await screen.findByText("238 licenses")).toBeTruthy();
    expect(platform.licenseIds).toHaveBeenCalledWith(everyLicense, 0, 238);
    expect(platform.queryLicenses.mock.calls.every(([, , limit]) => limit === 100)).toBe(true);
  });

  it.each([
    ["{Control>}a{/Control}{Escape}", ""],
    ["{Control>}a{/Control}", "238 licenses"],
    // It waits for the range, and takes its first row out again.
    ["{Home} ", "237 licenses"],
  ])("by %s while a long range is asked for has the last word", async (keys, expected) => {
    const mock = createMockPlatform({ start: "connected" });
    let answer = () => {};
    const asked = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const licenseIds: typeof mock.licenseIds = async (...range) => {
      await asked;
      return mock.licenseIds(...range);
    };
    const { user } = await renderLicenses({}, { licenseIds });
    await screen.findByText("238 shown");
    within(grid()).getAllByRole("row")[1]?.focus();
    await user.keyboard(`{Shift>}{End}{/Shift}${keys}`);
    answer();
    await act(() => new Promise((resolve) => setTimeout(resolve, 50)));
    expect(screen.queryByText(/^\d+ licenses$/)?.textContent ?? "").toBe(expected);
  });

  it("does not select by places that may have changed", async () => {
    const { user, platform } = await loaded();
    // The list changed, and its new rows are not there yet.
    platform.queryLicenses.mockImplementation(() => new Promise(() => {}));
    await act(() => platform.sync());
    within(grid()).getAllByRole("row")[1]?.focus();
    await user.keyboard("{Shift>}{ArrowDown}{/Shift}");
    expect(await screen.findByText("2 licenses")).toBeTruthy();
    expect(platform.licenseIds).toHaveBeenCalledWith(everyLicense, 0, 2);
  });

  it("offers to assign where exactly one free license is selected", async () => {
    const { user, inState, find } = await loaded();
    const row = await find(await inState("free"));
    await user.click(within(row).getByRole("checkbox"));
    const bar = within(await screen.findByRole("toolbar", { name: "Actions for the selected licenses" }));
    expect(bar.getByRole("button", { name: "Assign…" })).toBeTruthy();
    expect(bar.queryByRole("button", { name: "Revoke…" })).toBeNull();
  });

  it("forgets all that matched when something else is searched", async () => {
    const { user } = await loaded();
    await user.click(within(grid()).getByRole("checkbox", { name: "Select all licenses that match" }));
    await user.type(screen.getByRole("searchbox"), "rider");
    await waitFor(() => expect(screen.queryByRole("toolbar")).toBeNull());
  });
});
