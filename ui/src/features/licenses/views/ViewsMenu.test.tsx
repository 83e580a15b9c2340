import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { everyLicense, type Platform, problem, type TableView } from "@/platform";
import { createMockPlatform } from "@/platform/mock";
import { expectNoAxeFindings } from "@/testing/axe";
import { dialogNamed, renderLicenses } from "@/testing/renderLicenses";

const freeByTeam: TableView = {
  query: { ...everyLicense, states: ["free"], sort: "team", descending: true },
  columns: [
    { column: "team", width: null },
    { column: "id", width: 140 },
  ],
};

const headers = () =>
  within(screen.getByRole("grid", { name: "Licenses" }))
    .getAllByRole("columnheader")
    .map((cell) => cell.getAttribute("aria-label"))
    .filter(Boolean);

/** A page whose application knows saved views already. */
async function withViews(prepare: (mock: Platform) => Promise<unknown> = async () => {}) {
  const mock = createMockPlatform({ start: "connected" });
  const id = await mock.saveView(null, "Free by team", freeByTeam);
  await prepare(mock);
  const { calls: _calls, ...commands } = mock;
  const page = await renderLicenses({}, commands);
  const choose = async (trigger: RegExp, entry: string) => {
    await page.user.click(await screen.findByRole("button", { name: trigger }));
    await page.user.click(await screen.findByRole("menuitem", { name: entry }));
  };
  return { ...page, mock, id, choose };
}

describe("views", () => {
  it("show filters, order and columns under a name", async () => {
    const { choose } = await withViews();
    await choose(/^All licenses$/, "Free by team");
    expect(await screen.findByRole("button", { name: "Free by team" })).toBeTruthy();
    expect(await screen.findByRole("button", { name: /State: Free/ })).toBeTruthy();
    expect(headers()).toEqual(["Team", "License ID"]);
    expect(screen.getByRole("columnheader", { name: "Team" }).getAttribute("aria-sort")).toBe("descending");
    await choose(/^Free by team$/, "All licenses");
    await waitFor(() => expect(headers()).toContain("Assigned to"));
    expect(await screen.findByText("238 shown")).toBeTruthy();
  });

  it("say that they were changed, and can be saved so or put back", async () => {
    const { user, choose, platform, id } = await withViews();
    await choose(/^All licenses$/, "Free by team");
    await user.type(screen.getByRole("searchbox", { name: "Search licenses" }), "rider");
    await choose(/^Free by team changed$/, "Discard changes");
    const search = screen.getByRole<HTMLInputElement>("searchbox", { name: "Search licenses" });
    await waitFor(() => expect(search.value).toBe(""));
    await user.type(search, "rider");
    await choose(/^Free by team changed$/, "Save changes");
    const changed = { ...freeByTeam, query: { ...freeByTeam.query, search: "rider" } };
    await waitFor(() => expect(platform.saveView).toHaveBeenLastCalledWith(id, "Free by team", changed));
    expect(await screen.findByRole("button", { name: /^Free by team$/ })).toBeTruthy();
  });

  it("get a name when they are saved, which must be one and nobody else's", async () => {
    const { user, choose, platform, press } = await withViews();
    await user.type(screen.getByRole("searchbox", { name: "Search licenses" }), "rider");
    await choose(/^All licenses changed$/, "Save as new view…");
    const dialog = await dialogNamed("Save as new view");
    await expectNoAxeFindings(dialog);
    await press("Save", dialog);
    expect(within(dialog).getByText("Enter a name.")).toBeTruthy();
    await user.type(within(dialog).getByRole("textbox", { name: "Name" }), "free BY team");
    expect(within(dialog).getByText("Another view has this name.")).toBeTruthy();
    await user.clear(within(dialog).getByRole("textbox", { name: "Name" }));
    await user.type(within(dialog).getByRole("textbox", { name: "Name" }), "All of Rider{Enter}");
    expect(await screen.findByRole("button", { name: /^All of Rider$/ })).toBeTruthy();
    const view = { query: { ...everyLicense, search: "rider" }, columns: [] };
    expect(platform.saveView).toHaveBeenCalledExactlyOnceWith(null, "All of Rider", view);
    await waitFor(() =>
      expect(platform.rememberView).toHaveBeenLastCalledWith(view, expect.stringMatching(/.+/)),
    );
  });

  it("can be renamed as they were saved, without the changes since", async () => {
    const { user, choose, platform, id, press } = await withViews();
    await choose(/^All licenses$/, "Free by team");
    await user.type(screen.getByRole("searchbox", { name: "Search licenses" }), "rider");
    await choose(/^Free by team changed$/, "Rename…");
    const name = within(await dialogNamed("Rename view")).getByRole<HTMLInputElement>("textbox");
    expect(name.value).toBe("Free by team");
    await user.clear(name);
    await user.type(name, "Seats");
    await press("Rename");
    expect(await screen.findByRole("button", { name: /^Seats changed$/ })).toBeTruthy();
    expect(platform.saveView).toHaveBeenCalledWith(id, "Seats", freeByTeam);
  });

  it("can be deleted, and back with one press", async () => {
    const { user, choose, platform, id } = await withViews();
    await choose(/^All licenses$/, "Free by team");
    await choose(/^Free by team$/, "Delete");
    expect(await screen.findByText("“Free by team” was deleted")).toBeTruthy();
    expect(platform.deleteView).toHaveBeenCalledWith(id);
    // What is shown stays.
    expect(await screen.findByRole("button", { name: /^All licenses changed$/ })).toBeTruthy();
    expect(headers()).toEqual(["Team", "License ID"]);
    await user.click(screen.getByRole("button", { name: "Undo" }));
    expect(await screen.findByRole("button", { name: /^Free by team$/ })).toBeTruthy();
    expect(platform.saveView).toHaveBeenLastCalledWith(id, "Free by team", freeByTeam);
  });

  it("say that they were changed only where they show something else", async () => {
    const { user } = await withViews();
    await user.click(await screen.findByRole("button", { name: "Columns" }));
    const team = await screen.findByRole("checkbox", { name: "Team" });
    await user.click(team);
    expect(screen.getByRole("button", { name: /^All licenses changed$/, hidden: true })).toBeTruthy();
    await user.click(team);
    expect(screen.getByRole("button", { name: /^All licenses$/, hidden: true })).toBeTruthy();
  });

  it("that come back by Undo are not what is shown if another one is by then", async () => {
    const { choose, user } = await withViews((mock) => mock.saveView(null, "Two", freeByTeam));
    await choose(/^All licenses$/, "Free by team");
    await choose(/^Free by team$/, "Delete");
    await choose(/^All licenses changed$/, "Two");
    await user.click(screen.getByRole("button", { name: "Undo" }));
    await user.click(await screen.findByRole("button", { name: /^Two$/ }));
    expect(await screen.findByRole("menuitem", { name: "Free by team" })).toBeTruthy();
    await user.keyboard("{Escape}");
    expect(screen.getByRole("button", { name: /^Two$/ })).toBeTruthy();
  });

  it("that come back by Undo leave its name to what was saved as a new one", async () => {
    const { choose, user, platform } = await withViews();
    await choose(/^All licenses$/, "Free by team");
    await choose(/^Free by team$/, "Delete");
    await choose(/^All licenses changed$/, "Save as new view…");
    await user.type(within(await dialogNamed("Save as new view")).getByRole("textbox"), "Two{Enter}");
    await screen.findByRole("button", { name: /^Two$/ });
    await user.click(screen.getByRole("button", { name: "Undo" }));
    await waitFor(() => expect(platform.saveView).toHaveBeenCalledTimes(2));
    await user.click(screen.getByRole("button", { name: /^Two$/ }));
    expect(await screen.findByRole("menuitem", { name: "Free by team" })).toBeTruthy();
  });

  it("that come back by Undo do not take the place of all licenses", async () => {
    const { choose, user, platform } = await withViews();
    await choose(/^All licenses$/, "Free by team");
    await choose(/^Free by team$/, "Delete");
    await choose(/^All licenses changed$/, "All licenses");
    await user.click(await screen.findByRole("button", { name: "Undo" }));
    await waitFor(() => expect(platform.saveView).toHaveBeenCalled());
    await user.click(await screen.findByRole("button", { name: /^All licenses$/ }));
    expect(await screen.findByRole("menuitem", { name: "Free by team" })).toBeTruthy();
  });

  it("that can't come back say so, also where the page was left meanwhile", async () => {
    const { choose, user, platform, unmountPage } = await withViews();
    await choose(/^All licenses$/, "Free by team");
    await choose(/^Free by team$/, "Delete");
    const undo = await screen.findByRole("button", { name: "Undo" });
    platform.saveView.mockRejectedValue(problem("storeFull"));
    unmountPage();
    await user.click(undo);
    expect(await screen.findByText(/disk is full/)).toBeTruthy();
  });

  it("tell what went wrong in the dialog, and keep the name", async () => {
    const { user } = await renderLicenses({}, { saveView: () => Promise.reject(problem("storeFull")) });
    await user.click(await screen.findByRole("button", { name: "All licenses" }));
    await user.click(await screen.findByRole("menuitem", { name: "Save as new view…" }));
    const dialog = await dialogNamed("Save as new view");
    await user.type(within(dialog).getByRole("textbox"), "Mine{Enter}");
    expect((await within(dialog).findByRole("alert")).textContent).toContain("disk is full");
    expect(within(dialog).getByRole<HTMLInputElement>("textbox").value).toBe("Mine");
  });
});

describe("the last view", () => {
  it("comes back at the start, and nothing else was asked for before", async () => {
    const { platform } = await withViews(async (mock) => {
      const [saved] = (await mock.tableViews()).saved;
      await mock.rememberView(freeByTeam, saved?.id ?? null);
    });
    expect(await screen.findByRole("button", { name: /^Free by team$/ })).toBeTruthy();
    expect(headers()).toEqual(["Team", "License ID"]);
    const queries = platform.queryLicenses.mock.calls.map(([query]) => query);
    expect(queries.every((query) => query.states.join() === "free")).toBe(true);
  });

  it("is remembered a moment after it changed, once for all letters of a word", async () => {
    const { user, platform } = await withViews();
    await screen.findByText("238 shown");
    await new Promise((done) => setTimeout(done, 700));
    expect(platform.rememberView).not.toHaveBeenCalled();
    await user.type(screen.getByRole("searchbox", { name: "Search licenses" }), "anna");
    await waitFor(() =>
      expect(platform.rememberView).toHaveBeenCalledWith(
        { query: { ...everyLicense, search: "anna" }, columns: [] },
        null,
      ),
    );
    expect(platform.rememberView.mock.calls.length).toBeLessThanOrEqual(2);
  });

  it("may fail to be remembered: said once, and the table goes on", async () => {
    const { user, platform } = await renderLicenses(
      {},
      { rememberView: () => Promise.reject(problem("storeFull")) },
    );
    const search = await screen.findByRole("searchbox", { name: "Search licenses" });
    await user.type(search, "anna");
    expect(await screen.findByText(/disk is full/)).toBeTruthy();
    await user.type(search, " l");
    await waitFor(() => expect(platform.rememberView).toHaveBeenCalledTimes(2));
    expect(screen.getAllByText(/disk is full/)).toHaveLength(1);
  });

  it("is all licenses again after a first filter was taken back", async () => {
    const { user, choose, platform } = await withViews();
    const all = { query: everyLicense, columns: [] };
    await user.type(await screen.findByRole("searchbox", { name: "Search licenses" }), "anna");
    await waitFor(() => expect(platform.rememberView).toHaveBeenCalled());
    await choose(/^All licenses changed$/, "Discard changes");
    await waitFor(() => expect(platform.rememberView).toHaveBeenLastCalledWith(all, null));
  });

  it("never keeps the table waiting for long", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    await renderLicenses({}, { tableViews: () => new Promise(() => {}) });
    await vi.advanceTimersByTimeAsync(1_600);
    expect(await screen.findByText("238 shown")).toBeTruthy();
    vi.useRealTimers();
  });

  it.each([
    ["", /^Free by team$/],
    ["a", /^All licenses changed$/],
  ])("may come late, where nobody did anything but type “%s”", async (typed, name) => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const mock = createMockPlatform({ start: "connected" });
    const id = await mock.saveView(null, "Free by team", freeByTeam);
    await mock.rememberView(freeByTeam, id);
    const views = await mock.tableViews();
    let answer = () => {};
    const late = new Promise<typeof views>((resolve) => {
      answer = () => resolve(views);
    });
    const { user } = await renderLicenses({}, { tableViews: () => late }, { delay: null });
    await vi.advanceTimersByTimeAsync(1_600);
    await screen.findByText("238 shown");
    if (typed) await user.type(screen.getByRole("searchbox"), typed);
    answer();
    const menu = await screen.findByRole("button", { name });
    expect(screen.getByRole<HTMLInputElement>("searchbox").value).toBe(typed);
    await user.click(menu);
    expect(await screen.findByRole("menuitem", { name: "Free by team" })).toBeTruthy();
    vi.useRealTimers();
  });

  it("that can't be read is said, and all licenses are shown", async () => {
    await renderLicenses({}, { tableViews: () => Promise.reject(problem("storeFailed")) });
    expect(await screen.findByText("238 shown")).toBeTruthy();
    expect(await screen.findByText(/can’t be opened/)).toBeTruthy();
  });
});
