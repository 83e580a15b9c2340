import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { ChangeStart } from "@/change";
import type { ListWish, PlanRowView, Platform } from "@/platform";
import { expectNoAxeFindings } from "@/testing/axe";
import { inStates, renderChange, these } from "@/testing/renderChange";

type Options = Partial<ChangeStart & { kind: "request" }>;

/** Asks for a pasted list to be carried out. */
async function planned(lines: string, wish: ListWish, options: Options = {}) {
  const page = await renderChange(async (platform: Platform) => {
    const { id, mapping } = await platform.readPastedList(lines);
    return { kind: "request", request: { kind: "list", list: id, mapping, wish }, ...options };
  });
  const dialog = await page.dialog();
  await dialog.findByText(/From your list/);
  return { ...page, dialog };
}

const assign = {
  kind: "assign",
  product: "WS",
  team: null,
  sendEmail: true,
  includeOfflineCode: false,
} as const;

const PEOPLE = ["email", "ann.lee@new.example", "bo.berg@new.example", "nobody", "cy.diaz@new.example"].join(
  "\n",
);

const title = () => screen.getByRole("heading", { level: 2 }).textContent;

describe("a plan from a list", () => {
  it("says who gets what, line by line, and what is wrong with the others", async () => {
    const { dialog } = await planned(PEOPLE, assign);
    expect(title()).toBe("3 people get WebStorm");
    const bad = await dialog.findByText("Bad line");
    const row = within(bad.closest<HTMLElement>('[role="row"]') as HTMLElement);
    expect(row.getByText("nobody")).toBeTruthy();
    expect(row.getByText("This is no complete e-mail address.")).toBeTruthy();
    // The heading is the first line of the list.
    expect(row.getByText("4")).toBeTruthy();
    expect(row.queryByRole("checkbox")).toBeNull();
    expect(dialog.getByRole("button", { name: "1 bad line" })).toBeTruthy();
    expect(dialog.getByText("JetBrains sends an e-mail to each who gets a license.")).toBeTruthy();
    expect(dialog.getByRole("button", { name: "Assign 3" })).toBeTruthy();
    await expectNoAxeFindings();
  });

  it("says where a name was made from the e-mail", async () => {
    const { dialog } = await planned(PEOPLE, assign);
    expect(await dialog.findAllByText(/ann\.lee@new\.example · name from e-mail/)).toHaveLength(1);
    expect(dialog.getAllByText("The list says no name: it was made from the e-mail.")).toHaveLength(3);
  });

  it("says plainly that nobody is told by mail", async () => {
    const { dialog } = await planned(PEOPLE, { ...assign, sendEmail: false });
    expect(await dialog.findByText("No e-mail is sent: tell people yourself.")).toBeTruthy();
  });

  it("that makes it so counts what it gives and takes, and says that it takes", async () => {
    const wish = { ...assign, kind: "makeItSo", takeFromOthers: true } as const;
    const { dialog, user, platform } = await planned(PEOPLE.replace("nobody\n", ""), wish);
    expect(title()).toMatch(/^\d+ changes: assign 3, revoke \d+$/);
    expect(dialog.getByText(/taken from people who are not in the list/)).toBeTruthy();
    expect(await dialog.findAllByText("Will be revoked")).not.toHaveLength(0);
    await user.type(dialog.getByRole("searchbox", { name: "Search the plan" }), "ann.lee");
    expect(await dialog.findByText("Will be assigned")).toBeTruthy();
    const [, changes] = /^(\d+)/.exec(title() ?? "") ?? [];
    await user.click(dialog.getByRole("button", { name: `Apply ${changes} changes` }));
    await waitFor(() => expect(platform.applyPlan).toHaveBeenCalledOnce());
  });

  it("that makes it so takes nothing while a line does not say whom it means", async () => {
    const { dialog } = await planned(PEOPLE, { ...assign, kind: "makeItSo", takeFromOthers: true });
    expect(title()).toBe("3 people get WebStorm");
    expect((await dialog.findAllByText(/whoever they mean might be this person/)).length).toBeGreaterThan(1);
    expect(dialog.queryByText("Will be revoked")).toBeNull();
  });

  it("leads back to the list", async () => {
    const onBack = vi.fn();
    const { dialog, user, onClose } = await planned(PEOPLE, assign, { onBack });
    await user.click(dialog.getByRole("button", { name: "Back" }));
    expect(onBack).toHaveBeenCalledOnce();
    expect(onClose).toHaveBeenCalledOnce();
  });

  it("where nothing has to be done says so", async () => {
    const { dialog } = await planned("email\nnobody\nnobody at all", assign);
    expect(title()).toBe("Nothing would change");
    const button = dialog.getByRole("button", { name: "Apply" });
    expect(button.getAttribute("aria-disabled")).toBe("true");
    expect(dialog.getByText("There is nothing to apply. The reasons stand beside each row.")).toBeTruthy();
  });
});

describe("a plan that undoes", () => {
  it("says what can't be undone yet, and queues it", async () => {
    const page = await renderChange(async (platform: Platform) => {
      const [seat] = await platform.freeSeats();
      const plan = await platform.planChange({
        kind: "assign",
        license: seat?.license ?? "",
        email: "ann.lee@new.example",
        firstName: "Ann",
        lastName: "Lee",
        sendEmail: false,
        includeOfflineCode: false,
      });
      const finished = new Promise<void>((done) => {
        platform.onChangeProgressed((run) => run.phase === "finished" && done());
      });
      await platform.applyPlan(plan.id);
      await finished;
      return { kind: "request", request: { kind: "undo", changeSet: plan.id } };
    });
    const dialog = await page.dialog();
    expect(
      await dialog.findByText(/1 license can’t be taken back yet: JetBrains allows it 30 days/),
    ).toBeTruthy();
    await page.user.click(dialog.getByRole("button", { name: /^Queue for/ }));
    expect(await dialog.findByText(/1 revocation is queued/)).toBeTruthy();
  });
});

describe("the result of a change", () => {
  it("leads to another plan in the same dialog, which has no way back to what was asked first", async () => {
    const page = await renderChange(async (platform: Platform) => {
      const [row] = await inStates(platform, "idle");
      if (!row) throw new Error("nothing is idle");
      return { kind: "revoke", selection: these([row]), count: 1 };
    });
    await page.user.click(await screen.findByRole("button", { name: "Revoke" }));
    await page.user.click(await screen.findByRole("button", { name: "Undo…" }));
    expect(await screen.findByText(/Nothing has been sent yet/)).toBeTruthy();
    await waitFor(() => expect(title()).toMatch(/^Assign .+ to /));
    expect(screen.queryByRole("button", { name: "Back" })).toBeNull();
    await page.user.click(screen.getByRole("button", { name: "Assign" }));
    await waitFor(() => expect(title()).toMatch(/can use .+ now$/));
  });
});

describe("50,000 rows", () => {
  const rowAt = (row: number): PlanRowView => ({
    row,
    line: row + 2,
    capability: "assign",
    license: `L${row}`,
    product: { code: "WS", name: "WebStorm" },
    team: null,
    targetTeam: null,
    holder: null,
    recipient: { kind: "person", name: `Person ${row}`, email: `p${row}@new.example`, isMasked: false },
    text: null,
    verdict: "change",
    obstacle: null,
    warnings: [],
    takenOut: false,
  });
  const ROWS = 50_000;
  const counts = { rows: ROWS, changes: ROWS, assigns: ROWS, revokes: 0, transfers: 0, warned: 0 };
  const rest = { nothingToDo: 0, blocked: 0, badLines: 0, takenOut: 0, queueable: 0 };

  it("are there, and only those in sight are drawn", async () => {
    const page = await renderChange(
      { kind: "request", request: { kind: "undo", changeSet: "some" } },
      {},
      {
        planChange: () =>
          Promise.resolve({
            id: "long",
            source: { kind: "list", name: "everybody.xlsx" },
            targetTeam: null,
            counts: { ...counts, ...rest },
            calls: ROWS,
            seconds: 7_500,
          }),
        planRows: (_, __, offset, limit) =>
          Promise.resolve({
            rows: Array.from({ length: limit }, (_row, at) => rowAt(offset + at)),
            total: ROWS,
          }),
        takeOut: () => new Promise(() => {}),
      },
    );
    const dialog = await page.dialog();
    expect(await dialog.findByText(/From everybody\.xlsx/)).toBeTruthy();
    expect(title()).toBe("Assign 50,000 licenses");
    expect(dialog.getByText(/50,000 calls to JetBrains, about 2 hours/)).toBeTruthy();
    const grid = dialog.getByRole("grid");
    expect(grid.getAttribute("aria-rowcount")).toBe("50001");
    expect(within(grid).getAllByRole("row").length).toBeLessThan(30);
    // All of them are taken out without being asked for first.
    const asked = page.platform.planRows.mock.calls.length;
    await page.user.click(dialog.getByRole("checkbox", { name: "Take all of these in or out" }));
    const [, numbers] = page.platform.takeOut.mock.calls[0] ?? [];
    expect(numbers).toHaveLength(ROWS);
    expect(page.platform.planRows.mock.calls).toHaveLength(asked);
  });
});
