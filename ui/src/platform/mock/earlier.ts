import type { ChangeSource, RecoveryView, StepStateView } from "../bindings";
import { problem } from "../platform";
import { changeSetOf, type MockChangeSet, viewOfChange } from "./changeSets";
import type { MockLicense, MockOrganization } from "./model";
import { type MockRow, Planner, type Wish } from "./wishes";

const HOUR = 3_600_000;

type Made = (license: MockLicense, index: number) => Wish;

const revoke: Made = ({ id }) => ({ capability: "revoke", license: id });

const transfer: Made = ({ id }, index) => ({ capability: "transfer", license: id, team: 101 + (index % 5) });

const assign: Made = ({ id }, index) => {
  const person = {
    email: `starter.${"abcdefgh"[index % 8]}@northwind.example`,
    firstName: "Nia",
    lastName: "Starter",
  };
  return { capability: "assign", license: id, person, includeOfflineCode: false };
};

const KINDS: { source: ChangeSource; made: Made; steps: number }[] = [
  { source: { kind: "list", name: "New starters November.xlsx" }, made: assign, steps: 18 },
  { source: { kind: "selection" }, made: revoke, steps: 12 },
  { source: { kind: "license" }, made: assign, steps: 1 },
  { source: { kind: "selection" }, made: transfer, steps: 25 },
  { source: { kind: "queue", byItself: true }, made: revoke, steps: 3 },
];

const ENDINGS: StepStateView[] = [
  { kind: "applied", readBack: false },
  { kind: "applied", readBack: false },
  { kind: "applied", readBack: true },
  { kind: "applied", readBack: false },
  {
    kind: "rejected",
    problem: problem("licenseTaken", { status: 400, vendorCode: "ALLOCATED", text: "Taken." }),
  },
  { kind: "applied", readBack: false },
  { kind: "holderChanged" },
];

/** Change sets of the last days, the newest first. */
export function earlierChanges(organization: MockOrganization, count: number, now: Date): MockChangeSet[] {
  return Array.from({ length: count }, (_, index) => {
    const { source, made, steps } = KINDS[index % KINDS.length] ?? {
      source: { kind: "license" },
      made: revoke,
      steps: 1,
    };
    const at = new Date(now.getTime() - (index * 7 + 2) * HOUR);
    const change = madeOf(
      organization,
      { id: `change-${count - index}`, source, made, steps, skip: index },
      at,
    );
    settle(change, (position) => (steps === 1 ? 0 : position + index));
    return change;
  });
}

function madeOf(
  organization: MockOrganization,
  {
    id,
    source,
    made,
    steps,
    skip,
  }: { id: string; source: ChangeSource; made: Made; steps: number; skip: number },
  at: Date,
): MockChangeSet {
  const planner = new Planner(organization, at);
  const held = organization.licenses.filter(({ holder }) => holder?.kind === "person");
  const rows: MockRow[] = held.slice(skip, skip + steps).map((license, index) => {
    const wish = made(license, index);
    planner.wish(wish);
    return { wish, view: planner.rows[index]?.view ?? never() };
  });
  return changeSetOf(organization, { id, source, rows }, at);
}

function settle(change: MockChangeSet, ending: (position: number) => number): void {
  for (const step of change.steps) {
    const state = ENDINGS[ending(step.view.position) % ENDINGS.length] ?? { kind: "unknown" };
    step.view = { ...step.view, state };
  }
}

function never(): never {
  throw new Error("a wish always makes a row");
}

/** A run that was cut off: one of each kind of ending, and some that were never sent. */
export function cutOff(organization: MockOrganization, now: Date): MockChangeSet {
  const at = new Date(now.getTime() - 14 * HOUR);
  const made = {
    id: "change-cut-off",
    source: { kind: "selection" } as const,
    made: revoke,
    steps: 8,
    skip: 0,
  };
  const change = madeOf(organization, made, at);
  const known: StepStateView[] = [
    { kind: "applied", readBack: true },
    { kind: "applied", readBack: false },
    { kind: "notApplied" },
    { kind: "unknown" },
  ];
  for (const [position, state] of known.entries()) {
    const step = change.steps[position];
    if (step)
      step.view = { ...step.view, state, holder: state.kind === "notApplied" ? step.view.holder : null };
  }
  return change;
}

/** What is offered at the start. */
export function recoveryOf({ changeSets }: MockOrganization): RecoveryView | null {
  const open = changeSets.map((change) => viewOfChange(change, null)).filter(({ isCutOff }) => isCutOff);
  return open.length > 0 ? { changeSets: open } : null;
}
