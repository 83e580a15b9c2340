import { describe, expect, it, vi } from "vitest";
import type { ChangeRequest, ListWish, RunView, Selection, Want } from "../bindings";
import { everyLicense } from "../licenses";
import { wholePlan } from "../plans";
import { createMockPlatform, type MockOptions, type MockPlatform } from "./index";

const open = (options: MockOptions = {}) => createMockPlatform({ start: "connected", ...options });

async function assignTo(platform: MockPlatform, email: string): Promise<ChangeRequest> {
  const [seat] = await platform.freeSeats();
  const person = { email, firstName: "Nia", lastName: "New" };
  return {
    kind: "assign",
    license: seat?.license ?? "",
    ...person,
    sendEmail: false,
    includeOfflineCode: false,
  };
}

/** Applies a request and waits for the end; what was told on the way comes along. */
async function applied(platform: MockPlatform, request: ChangeRequest) {
  const told: RunView[] = [];
  const plan = await platform.planChange(request);
  const run = await started(platform, plan.id, told);
  await vi.waitFor(() => expect(told.at(-1)?.phase).toBe("finished"));
  const { steps } = await platform.changeSteps(run.id, null, 0, 1_000);
  return { id: run.id, told, steps };
}

function started(platform: MockPlatform, plan: string, told: RunView[]) {
  platform.onChangeProgressed((run) => told.push(run));
  return platform.applyPlan(plan);
}

const idsOf = async (platform: MockPlatform, states: (typeof everyLicense)["states"], limit: number) =>
  platform.licenseIds({ ...everyLicense, states }, 0, limit);

describe("a plan of the stand-in", () => {
  it("hands its rows out in windows, found, filtered and sorted", async () => {
    const platform = open();
    const selection: Selection = { kind: "matching", query: everyLicense, except: [] };
    const request: ChangeRequest = { kind: "revoke", selection };
    const { id, counts } = await platform.planChange(request);
    expect(counts.rows).toBe(238);
    const part = await platform.planRows(id, wholePlan, 100, 20);
    expect(part.rows.map(({ row }) => row)).toEqual(Array.from({ length: 20 }, (_, index) => 100 + index));
    for (const only of ["changes", "warned", "nothingToDo", "queueable", "blocked"] as const) {
      const { total } = await platform.planRows(id, { ...wholePlan, only }, 0, 300);
      expect([only, total]).toEqual([only, counts[only]]);
    }
    expect(counts.changes + counts.nothingToDo + counts.queueable + counts.blocked).toBe(238);
    const sorted = await platform.planRows(id, { ...wholePlan, sort: "product", descending: true }, 0, 300);
    const names = sorted.rows.map(({ product }) => product?.name ?? "");
    expect(names).toEqual(names.toSorted((left, right) => right.localeCompare(left)));
    const found = await platform.planRows(id, { ...wholePlan, search: "webstorm" }, 0, 300);
    expect(new Set(found.rows.map(({ product }) => product?.code))).toEqual(new Set(["WS"]));
  });

  it("leaves out what was taken out, and nothing else can be", async () => {
    const platform = open();
    const ids = [...(await idsOf(platform, ["idle"], 3)), ...(await idsOf(platform, ["free"], 1))];
    const plan = await platform.planChange({ kind: "revoke", selection: { kind: "ids", ids } });
    expect(plan.counts).toMatchObject({ rows: 4, changes: 3, nothingToDo: 1 });
    const { counts } = await platform.takeOut(plan.id, [1, 3], true);
    expect(counts).toMatchObject({ changes: 2, takenOut: 1 });
    const left = await platform.planRows(plan.id, { ...wholePlan, only: "changes" }, 0, 9);
    expect(left.rows.map(({ row }) => row)).toEqual([0, 2]);
    await expect(platform.takeOut(plan.id, [1], false)).resolves.toMatchObject({ counts: { changes: 3 } });
  });
});

describe("a run of the stand-in", () => {
  it("goes on by itself, tells of each step and keeps what came of it", async () => {
    const platform = open();
    const request = await assignTo(platform, "new@northwind.example");
    const { told, steps, id } = await applied(platform, request);
    expect(told.map(({ counts }) => [counts.underWay, counts.applied])).toEqual([
      [1, 0],
      [0, 1],
      [0, 1],
    ]);
    expect(steps).toMatchObject([{ state: { kind: "applied", readBack: false } }]);
    const { current } = await platform.session();
    expect(current?.run).toMatchObject({ id, phase: "finished" });
    const details = await platform.licenseDetails(steps[0]?.license ?? "");
    expect(details.row).toMatchObject({ state: "locked", holder: { email: "new@northwind.example" } });
    await expect(platform.applyPlan(id)).rejects.toMatchObject({ code: "planGone" });
    await platform.dismissRun(id);
    expect((await platform.session()).current?.run).toBeNull();
  });

  it("sends nothing while it is paused, and nothing more once it is canceled", async () => {
    const platform = open();
    const ids = await idsOf(platform, ["idle"], 6);
    const plan = await platform.planChange({ kind: "revoke", selection: { kind: "ids", ids } });
    const told: RunView[] = [];
    await started(platform, plan.id, told);
    await expect(platform.applyPlan(plan.id)).rejects.toMatchObject({ code: "planGone" });
    expect(await platform.pauseRun(plan.id)).toMatchObject({ phase: "paused" });
    await new Promise((done) => setTimeout(done, 20));
    const paused = told.at(-1)?.counts.planned;
    expect(paused).toBeGreaterThan(0);
    await new Promise((done) => setTimeout(done, 20));
    expect(told.at(-1)?.counts.planned).toBe(paused);
    expect(await platform.resumeRun(plan.id)).toMatchObject({ phase: "running" });
    await platform.cancelRun(plan.id);
    await vi.waitFor(() => expect(told.at(-1)?.phase).toBe("finished"));
    expect(told.at(-1)?.counts).toMatchObject({ planned: 0, underWay: 0 });
    const canceled = await platform.changeSteps(plan.id, "skipped", 0, 10);
    expect(canceled.total).toBeGreaterThan(0);
    expect(canceled.steps.every(({ state }) => state.kind === "canceled")).toBe(true);
    await expect(platform.pauseRun(plan.id)).rejects.toMatchObject({ code: "changeSetSettled" });
  });

  it.each([
    ["stop@x.example", { phase: "finished", problem: { code: "tokenRejected" } }],
    ["wait@x.example", { phase: "finished", problem: null, counts: { applied: 1 } }],
    ["unknown@x.example", { phase: "finished", counts: { unknown: 1 } }],
  ])("ends at %s as special inputs say", async (email, end) => {
    const platform = open();
    const { told } = await applied(platform, await assignTo(platform, email));
    expect(told.at(-1)).toMatchObject(end);
    expect(told.some(({ waitingSeconds }) => waitingSeconds === 20)).toBe(email.startsWith("wait"));
  });

  it("pauses by itself where the network is gone, and goes on when it is told to", async () => {
    const platform = open();
    const told: RunView[] = [];
    const { id } = await platform.planChange(await assignTo(platform, "nonetwork@x.example"));
    await started(platform, id, told);
    await vi.waitFor(() =>
      expect(told.at(-1)).toMatchObject({ phase: "paused", problem: { code: "connectFailed" } }),
    );
    await platform.resumeRun(id);
    await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ phase: "finished", counts: { applied: 1 } }));
  });
});

describe("change sets of the stand-in", () => {
  it("are listed, can be undone and repeated, and say what can't be", async () => {
    const platform = open();
    const { id } = await applied(platform, await assignTo(platform, "new@northwind.example"));
    const undo = await platform.planChange({ kind: "undo", changeSet: id });
    expect(undo).toMatchObject({ source: { kind: "undo" }, counts: { changes: 0, queueable: 1 } });
    const refused = await applied(platform, await assignTo(platform, "taken@northwind.example"));
    const again = await platform.planChange({ kind: "repeat", changeSet: refused.id });
    expect(again.counts).toMatchObject({ rows: 1, assigns: 1 });
    const { changeSets, total } = await platform.changeSets(0, 10);
    expect(total).toBe(2);
    expect(changeSets.map((change) => [change.id, change.undoable, change.repeatable])).toEqual([
      [refused.id, 0, 1],
      [id, 1, 0],
    ]);
    await expect(platform.changeSet("gone")).rejects.toMatchObject({ code: "changeSetUnknown" });
  });

  it("that were cut off can be checked, continued and left", async () => {
    const platform = open({ recovery: true, changes: 4 });
    const [cut] = (await platform.recovery())?.changeSets ?? [];
    expect(cut).toMatchObject({
      isCutOff: true,
      counts: { planned: 4, unknown: 1, applied: 2, rejected: 1 },
    });
    const id = cut?.id ?? "";
    expect(await platform.checkChange(id)).toMatchObject({ counts: { unknown: 0, applied: 3 } });
    const told: RunView[] = [];
    platform.onChangeProgressed((run) => told.push(run));
    await platform.continueChange(id);
    expect(await platform.recovery()).toBeNull();
    await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ phase: "finished", counts: { planned: 0 } }));
    const other = open({ recovery: true });
    expect(await other.leaveChange(id)).toMatchObject({ isCutOff: false, counts: { skipped: 4 } });
    expect((await platform.changeSets(0, 10)).total).toBe(5);
  });
});

describe("the queue of the stand-in", () => {
  it("takes what can't be revoked yet, and lets go of what is carried out", async () => {
    const platform = open({ queued: 6 });
    const before = await platform.queue();
    expect(before).toMatchObject({ due: 2 });
    const ids = await idsOf(platform, ["locked"], 20);
    const plan = await platform.planChange({ kind: "revoke", selection: { kind: "ids", ids } });
    expect(await platform.queuePlan(plan.id)).toBe(plan.counts.queueable);
    const { entries } = await platform.queue();
    const [last] = entries.toReversed();
    await expect(platform.postponeQueued([last?.license ?? ""], "2020-01-01")).rejects.toMatchObject({
      code: "dayInvalid",
    });
    const moved = await platform.postponeQueued([last?.license ?? ""], "2099-01-01");
    expect(moved.entries.at(-1)).toMatchObject({ license: last?.license, dueOn: "2099-01-01" });
    expect((await platform.removeQueued([last?.license ?? ""])).entries).toHaveLength(entries.length - 1);
    const { steps } = await applied(platform, { kind: "due" });
    expect(steps).toHaveLength(2);
    expect((await platform.session()).current).toMatchObject({ due: 0, queued: entries.length - 3 });
  });
});

const FILE = [
  "E-Mail;First name;Last name;Product",
  "ada@x.example;Ada;Byron;WebStorm",
  "ben@x.example;Ben;Ode;Nothing we have",
  "not an address;Cem;Ak;WebStorm",
  "ada@x.example;Ada;Byron;WebStorm",
].join("\n");

const read = (platform: MockPlatform, name = "people.csv", text = FILE) =>
  platform.readList(name, btoa(text), null);

const WISHES: Record<Want, ListWish> = {
  assign: { kind: "assign", product: null, team: null, sendEmail: false, includeOfflineCode: false },
  revoke: { kind: "revoke", product: null },
  transfer: { kind: "transfer", team: 105 },
  makeItSo: {
    kind: "makeItSo",
    product: null,
    team: null,
    takeFromOthers: true,
    sendEmail: false,
    includeOfflineCode: false,
  },
};

describe("lists of the stand-in", () => {
  it("are read, checked and planned, with every bad line", async () => {
    const platform = open();
    const list = await read(platform);
    expect(list).toMatchObject({
      mapping: { email: 0, firstName: 1, product: 3, team: null },
      isRemembered: false,
    });
    const check = await platform.checkList(list.id, list.mapping, "assign");
    expect(check).toMatchObject({ problem: null, good: 2, bad: 2, namesProducts: true });
    expect(check.badLines.map(({ line, bad }) => [line, bad.problem.code])).toEqual([
      [4, "emailMalformed"],
      [5, "duplicate"],
    ]);
    const none = await platform.checkList(list.id, { ...list.mapping, email: null }, "assign");
    expect(none.problem).toEqual({ code: "missing", needed: ["email"] });
    const { id } = await platform.planChange({
      kind: "list",
      list: list.id,
      mapping: list.mapping,
      wish: WISHES.assign,
    });
    const { rows } = await platform.planRows(id, wholePlan, 0, 10);
    expect(rows.map(({ verdict, obstacle }) => obstacle?.kind ?? verdict)).toEqual([
      "change",
      "unknownProduct",
      "badLine",
      "badLine",
    ]);
    expect((await read(platform)).isRemembered).toBe(true);
  });

  it.each(["assign", "revoke", "transfer", "makeItSo"] as const)("become plans that %s", async (want) => {
    const platform = open();
    const [row] = (await platform.queryLicenses({ ...everyLicense, states: ["idle"] }, 0, 1)).rows;
    const text = `email,product\n${row?.holder?.email},${row?.product.code}\nnew.person@x.example,${row?.product.code}`;
    const list = await read(platform, "who.csv", text);
    const plan = await platform.planChange({
      kind: "list",
      list: list.id,
      mapping: list.mapping,
      wish: WISHES[want],
    });
    const { rows } = await platform.planRows(plan.id, wholePlan, 0, 300);
    const ofLines = rows.filter(({ line }) => line !== null).map(({ obstacle }) => obstacle?.kind ?? null);
    const expected = {
      assign: ["alreadyHolds", null],
      revoke: [null, "holdsNothing"],
      transfer: [null, "holdsNothing"],
      makeItSo: ["alreadySo", null],
    };
    expect(ofLines).toEqual(expected[want]);
    expect(plan.counts.revokes > 1).toBe(want === "makeItSo");
  });

  it.each([
    ["locked.xlsx", "listLocked"],
    ["old.xls", "listUnsupported"],
    ["photo.png", "listBinary"],
    ["huge.csv", "listTooLarge"],
    ["quote.csv", "listQuoteOpen"],
    ["damaged.ods", "listDamaged"],
  ])("can't be read from %s", async (name, code) => {
    await expect(read(open(), name)).rejects.toMatchObject({ code });
  });

  it("come from pasted addresses, too, and from sheets", async () => {
    const platform = open();
    const pasted = await platform.readPastedList('"Ada Byron" <ada@x.example>; ben@x.example');
    expect(pasted.preview).toMatchObject({ headings: null, total: 2, source: { kind: "addresses" } });
    expect(pasted.preview.rows[0]?.cells).toEqual(["ada@x.example", "Ada Byron"]);
    const leavers = await platform.readList("team.xlsx", btoa(FILE), "Leavers");
    expect(leavers.preview).toMatchObject({
      total: 3,
      source: { name: "Leavers", sheets: ["People", "Leavers"] },
    });
    await expect(platform.readList("team.xlsx", btoa(FILE), "Gone")).rejects.toMatchObject({
      code: "listSheetGone",
    });
    await expect(platform.readPastedList("  ")).rejects.toMatchObject({ code: "listEmpty" });
    await platform.forgetList(leavers.id);
    await expect(platform.checkList(leavers.id, leavers.mapping, "assign")).rejects.toMatchObject({
      code: "listGone",
    });
  });
});
