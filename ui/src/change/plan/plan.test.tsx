import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { LicenseState, PlanRowView, Platform } from "@/platform";
import { everyLicense, problem, wholePlan } from "@/platform";
import { expectNoAxeFindings } from "@/testing/axe";
import { inStates, renderChange, these } from "@/testing/renderChange";

type Replaced = Parameters<typeof renderChange>[2];

/** Asks to revoke the first licenses in these states. */
async function revoking(states: LicenseState[], replaced: Replaced = {}) {
  const rows: Awaited<ReturnType<typeof inStates>>[number][] = [];
  const page = await renderChange(
    async (platform: Platform) => {
      rows.push(...(await inStates(platform, ...states)));
      return { kind: "revoke", selection: these(rows), count: rows.length };
    },
    {},
    replaced,
  );
  const dialog = within(await screen.findByRole("dialog", { name: /^Revoke / }));
  return { ...page, dialog, rows };
}

const all = { kind: "matching" as const, query: everyLicense, except: [] };

/** Asks to revoke everything: more rows than anybody sees at once. */
async function revokingAll(replaced: Replaced = {}) {
  const page = await renderChange({ kind: "revoke", selection: all, count: 238 }, {}, replaced);
  const dialog = within(await screen.findByRole("dialog", { name: "Revoke 238 licenses" }));
  const grid = await dialog.findByRole("grid", { name: "Plan" });
  await waitFor(() => expect(grid.getAttribute("aria-busy")).toBe("false"));
  return { ...page, dialog, grid };
}

/** The rows that are drawn, without the head. */
const drawn = (grid: HTMLElement) => within(grid).getAllByRole("row").slice(1);

describe("a plan of a few licenses", () => {
  it("tells for each what will happen, or why not", async () => {
    const { dialog } = await revoking(["idle", "locked", "licenseVault", "free"]);
    const grid = await dialog.findByRole("grid", { name: "Plan" });
    expect(await within(grid).findByText("Will be revoked")).toBeTruthy();
    expect(dialog.getByRole("button", { name: "1 will be revoked" })).toBeTruthy();
    expect(dialog.getByRole("button", { name: "1 locked for now" })).toBeTruthy();
    expect(dialog.getByRole("button", { name: "1 can’t be revoked" })).toBeTruthy();
    expect(dialog.getByRole("button", { name: "1 with nothing to do" })).toBeTruthy();
    expect(dialog.getByText(/can’t use .* until they get another license|loses nothing/)).toBeTruthy();
    expect(within(grid).getByText(/^Locked until/)).toBeTruthy();
    expect(dialog.getByText(/Assigned less than 30 days ago. It can be revoked from/)).toBeTruthy();
    expect(dialog.getByText(/License Vault or license server hands it out/)).toBeTruthy();
    expect(drawn(grid)).toHaveLength(4);
    // What can't be done can't be taken out either; what can only be queued can.
    expect(within(grid).getAllByRole("checkbox", { name: /^Include/ })).toHaveLength(2);
    expect(dialog.getByText(/^1 call to JetBrains, a few seconds/)).toBeTruthy();
    expect(dialog.getByText(/Whoever loses this license can’t use the product/)).toBeTruthy();
    expect(dialog.getByText(/Nothing has been sent yet/)).toBeTruthy();
    await expectNoAxeFindings();
  });

  it("carries out what was left in it, and nothing else", async () => {
    const { dialog, rows, user, platform, onChanged } = await revoking(["idle", "assigned", "neverSeen"]);
    const box = await dialog.findByRole("checkbox", { name: new RegExp(rows[0]?.id ?? "") });
    await user.click(box);
    expect(await dialog.findByRole("button", { name: "1 taken out" })).toBeTruthy();
    expect(await dialog.findByText("Taken out")).toBeTruthy();
    expect(platform.takeOut).toHaveBeenCalledWith(expect.any(String), [0], true);
    expect(onChanged).not.toHaveBeenCalled();
    await user.click(dialog.getByRole("button", { name: "Revoke 2" }));
    await screen.findByRole("dialog", { name: "Revoked 2 licenses" });
    expect(onChanged).toHaveBeenCalledOnce();
    const [license] = rows;
    expect((await platform.licenseDetails(license?.id ?? "")).row.holder).not.toBeNull();
    await user.click(screen.getByRole("button", { name: "Done" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("puts back in what was taken out", async () => {
    const { dialog, user } = await revoking(["idle", "assigned"]);
    const [box] = await dialog.findAllByRole("checkbox", { name: /^Include/ });
    await user.click(box as HTMLElement);
    expect(await dialog.findByRole("button", { name: "Revoke 1" })).toBeTruthy();
    await user.click(dialog.getAllByRole("checkbox", { name: /^Include/ })[0] as HTMLElement);
    expect(await dialog.findByRole("button", { name: "Revoke 2" })).toBeTruthy();
  });

  it("can't be begun where everything was taken out, and says so", async () => {
    const { dialog, user, platform } = await revoking(["idle", "assigned"]);
    await user.click(await dialog.findByRole("checkbox", { name: "Take all of these in or out" }));
    const button = await dialog.findByRole("button", { name: "Revoke" });
    expect(button.getAttribute("aria-disabled")).toBe("true");
    expect(dialog.getByText("Everything was taken out of this plan.")).toBeTruthy();
    await user.click(button);
    expect(platform.applyPlan).not.toHaveBeenCalled();
  });

  it("stays in sight when it could not be begun", async () => {
    const { dialog, user } = await revoking(["idle"], {
      applyPlan: () => Promise.reject(problem("planGone")),
    });
    await user.click(await dialog.findByRole("button", { name: "Revoke" }));
    expect((await screen.findByRole("alert")).textContent).toContain("This plan is out of date");
    expect(dialog.getByRole("button", { name: "Revoke" })).toBeTruthy();
  });

  it("that can't be made says why, and tries again", async () => {
    const page = await renderChange(
      { kind: "revoke", selection: all, count: 238 },
      {},
      {
        planChange: () => Promise.reject(problem("storeFailed")),
      },
    );
    const dialog = await page.dialog();
    expect((await dialog.findByRole("alert")).textContent).toContain("can’t be opened");
    await page.user.click(dialog.getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(page.platform.planChange).toHaveBeenCalledTimes(2));
  });
});

describe("a long plan", () => {
  it("draws only what is in sight, and asks for it by window", async () => {
    const { grid, platform } = await revokingAll();
    expect(grid.getAttribute("aria-rowcount")).toBe("239");
    expect(drawn(grid).length).toBeLessThan(30);
    for (const [, , offset, limit] of platform.planRows.mock.calls)
      expect(offset + limit).toBeLessThanOrEqual(100);
    await expectNoAxeFindings();
  });

  it("shows one kind alone, and all again", async () => {
    const { dialog, grid, user, platform } = await revokingAll();
    const chip = dialog.getByRole("button", { name: /can’t be revoked$/ });
    await user.click(chip);
    await waitFor(() => expect(within(grid).queryByText("Will be revoked")).toBeNull());
    expect(platform.planRows).toHaveBeenLastCalledWith(
      expect.any(String),
      { ...wholePlan, only: "blocked" },
      0,
      100,
    );
    await user.click(chip);
    await waitFor(() => expect(grid.getAttribute("aria-rowcount")).toBe("239"));
  });

  it("is searched, and says where nothing is found", async () => {
    const { dialog, grid, user } = await revokingAll();
    const search = dialog.getByRole("searchbox", { name: "Search the plan" });
    await user.type(search, "webstorm");
    await waitFor(() => {
      for (const row of drawn(grid)) expect(row.textContent).toContain("WebStorm");
    });
    await user.type(search, " that nobody has");
    expect(await dialog.findByText("No row matches")).toBeTruthy();
    await user.click(dialog.getByRole("button", { name: "Show all rows" }));
    await waitFor(() => expect(grid.getAttribute("aria-rowcount")).toBe("239"));
  });

  it.each([
    ["What happens", "verdict"],
    ["Person", "person"],
    ["Product", "product"],
    ["License", "license"],
    ["Team", "team"],
  ] as const)("is sorted by “%s”, and backwards", async (name, sort) => {
    // In a narrow window licenses have no column of their own.
    vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(1_300);
    const { grid, user, platform } = await revokingAll();
    const header = within(grid).getByRole("columnheader", { name });
    const button = within(header).getByRole("button");
    await user.click(button);
    expect(header.getAttribute("aria-sort")).toBe("ascending");
    const asked = { ...wholePlan, sort };
    await waitFor(() =>
      expect(platform.planRows).toHaveBeenLastCalledWith(expect.any(String), asked, 0, 100),
    );
    await user.click(button);
    expect(header.getAttribute("aria-sort")).toBe("descending");
    await waitFor(() =>
      expect(platform.planRows).toHaveBeenLastCalledWith(
        expect.any(String),
        { ...asked, descending: true },
        0,
        100,
      ),
    );
  });

  it("takes out with one press all that was found, and nothing else", async () => {
    const { dialog, grid, user, platform } = await revokingAll();
    await user.type(dialog.getByRole("searchbox", { name: "Search the plan" }), "webstorm");
    await waitFor(() => expect(grid.getAttribute("aria-rowcount")).not.toBe("239"));
    await user.click(dialog.getByRole("checkbox", { name: "Take all of these in or out" }));
    await waitFor(() => expect(platform.takeOut).toHaveBeenCalledOnce());
    const [id, numbers] = platform.takeOut.mock.calls[0] ?? [];
    const { rows } = await platform.planRows(id ?? "", wholePlan, 0, 238);
    const canBe = ({ verdict }: PlanRowView) => verdict === "change" || verdict === "queueable";
    const found = rows.filter((row) => row.product?.code === "WS" && canBe(row));
    expect(numbers).toEqual(found.map(({ row }) => row));
    expect(rows.filter(({ takenOut }) => takenOut)).toHaveLength(found.length);
  });

  it("keeps its boxes when Escape is pressed in it", async () => {
    const { grid, user, platform } = await revokingAll();
    await user.click(within(grid).getAllByRole("gridcell")[1] as HTMLElement);
    await user.keyboard("{Escape}");
    expect(platform.takeOut).not.toHaveBeenCalled();
  });
});

describe("what can't be revoked yet", () => {
  it("is the main thing where nothing can be done now, and only what is ticked is queued", async () => {
    const { dialog, user, platform } = await revoking(["locked", "locked"]);
    const buttons = (await dialog.findAllByRole("button", { name: /^(Revoke|Queue)/ })).map(
      (one) => one.textContent,
    );
    expect(buttons).toEqual(["Revoke", "Queue 2 for later"]);
    expect(dialog.getByRole("button", { name: "2 locked for now" })).toBeTruthy();
    await user.click((await dialog.findAllByRole("checkbox", { name: /^Include/ }))[0] as HTMLElement);
    await user.click(await dialog.findByRole("button", { name: "Queue 1 for later" }));
    await waitFor(async () => expect((await platform.queue()).entries).toHaveLength(1));
  });

  it("leaves no box where nothing can be taken out", async () => {
    const { dialog } = await revoking(["free", "licenseVault"]);
    await dialog.findByText("Nothing to do");
    expect(dialog.queryByRole("checkbox")).toBeNull();
  });

  it("is queued for its day, and the plan says so", async () => {
    const { dialog, user, platform } = await revoking(["idle", "locked", "locked"]);
    await user.click(await dialog.findByRole("button", { name: "Queue 2 for later" }));
    expect(await dialog.findByText(/2 revocations are queued\. Each is due/)).toBeTruthy();
    expect(platform.queuePlan).toHaveBeenCalledOnce();
    expect(dialog.queryByRole("button", { name: /Queue/ })).toBeNull();
    // What is queued is taken out of the queue, not of the plan.
    expect(dialog.getAllByRole("checkbox", { name: /^Include/ })).toHaveLength(1);
    expect((await platform.queue()).entries).toHaveLength(2);
    // What can be done now still can.
    expect(dialog.getByRole("button", { name: "Revoke 1" }).getAttribute("aria-disabled")).toBeNull();
  });

  it("of a single license names the day, and is all there is to do", async () => {
    const { dialog, user, onClose } = await revoking(["locked"]);
    expect(await dialog.findByText("In JetBrains Account there is no such limit.")).toBeTruthy();
    await expectNoAxeFindings();
    await user.click(dialog.getByRole("button", { name: /^Queue for \w+ \d+/ }));
    expect(await dialog.findByText(/1 revocation is queued/)).toBeTruthy();
    expect(dialog.queryByRole("button", { name: "Revoke" })).toBeNull();
    await user.click(dialog.getByRole("button", { name: "Close" }));
    expect(onClose).toHaveBeenCalledOnce();
  });

  it("says why it was not queued", async () => {
    const { dialog, user } = await revoking(["locked"], {
      queuePlan: () => Promise.reject(problem("planGone")),
    });
    await user.click(await dialog.findByRole("button", { name: /^Queue for/ }));
    expect(await screen.findByText("This plan is out of date")).toBeTruthy();
    expect(dialog.getByRole("button", { name: /^Queue for/ })).toBeTruthy();
  });
});
