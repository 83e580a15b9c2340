import type {
  ChangeSetView,
  ChangeSetWindow,
  ChangeSource,
  RunView,
  StepCounts,
  StepFilter,
  StepStateView,
  StepView,
  StepWindow,
} from "../bindings";
import { problem } from "../platform";
import type { MockOrganization } from "./model";
import { type MockRow, type Person, type Planner, teamOf, type Wish } from "./wishes";

/** A step with what carries it out and what was there before. */
export interface MockStep {
  wish: Wish;
  /** Who held the license when the step was planned. */
  before: Person | null;
  view: StepView;
}

/** A change set as the stand-in keeps it. */
export interface MockChangeSet {
  id: string;
  at: string;
  actor: ChangeSetView["actor"];
  /** Who went on with it after it had been cut off. */
  continued: ChangeSetView["continued"];
  source: ChangeSource;
  steps: MockStep[];
}

/** The change set that rows of a plan become. */
export function changeSetOf(
  { view, access, licenses }: MockOrganization,
  { id, source, rows }: { id: string; source: ChangeSource; rows: readonly MockRow[] },
  now: Date,
): MockChangeSet {
  const { kind, otherRole, team } = access;
  const at = now.toISOString();
  const steps = rows.flatMap(({ wish, view: row }) => {
    const license = licenses.find((one) => one.id === wish?.license);
    if (!wish || !license) return [];
    const { firstName, lastName } = license;
    return [
      { wish, before: license.holder && { email: license.holder.email, firstName, lastName }, row, license },
    ];
  });
  return {
    id,
    at,
    source,
    actor: { kind, otherRole, name: team?.name ?? view.name },
    continued: [],
    steps: steps.map(({ wish, before, row, license }, position) => ({
      wish,
      before,
      view: {
        position,
        capability: wish.capability,
        license: license.id,
        product: license.product,
        person: row.recipient ?? row.holder,
        team: license.team,
        targetTeam: wish.capability === "transfer" ? teamOf(wish.team) : null,
        state: { kind: "planned" },
        at,
        holder: license.holder,
      },
    })),
  };
}

/** Which of the six kinds a state is of. */
export function kindOfState(state: StepStateView): StepFilter {
  switch (state.kind) {
    case "planned":
    case "applied":
    case "unknown":
      return state.kind;
    case "sending":
    case "checking":
      return "underWay";
    case "rejected":
    case "notApplied":
    case "leftOut":
      return "rejected";
    default:
      return "skipped";
  }
}

export function countsOfSteps(steps: readonly MockStep[]): StepCounts {
  const counts: StepCounts = {
    steps: steps.length,
    planned: 0,
    underWay: 0,
    applied: 0,
    rejected: 0,
    skipped: 0,
    unknown: 0,
  };
  for (const { view } of steps) counts[kindOfState(view.state)] += 1;
  return counts;
}

export function recordOf({ changeSets }: MockOrganization, id: string): MockChangeSet {
  const found = changeSets.find((one) => one.id === id);
  if (!found) throw problem("changeSetUnknown");
  return found;
}

/** What a list of change sets shows of one. */
export function viewOfChange(change: MockChangeSet, run: RunView | null): ChangeSetView {
  const counts = countsOfSteps(change.steps);
  const isRunning = run?.id === change.id && run.phase !== "finished";
  return {
    id: change.id,
    at: change.at,
    actor: change.actor,
    continued: change.continued,
    source: change.source,
    capabilities: [...new Set(change.steps.map(({ wish }) => wish.capability))],
    counts,
    isRunning,
    isCutOff: !isRunning && counts.planned > 0,
    isChecking: false,
    repeatable: counts.rejected + counts.skipped,
    undoable: counts.applied,
  };
}

export function changeWindow(
  changes: readonly MockChangeSet[],
  run: RunView | null,
  [offset, limit]: readonly [number, number],
): ChangeSetWindow {
  const changeSets = changes.slice(offset, offset + limit).map((change) => viewOfChange(change, run));
  return { changeSets, total: changes.length };
}

export function stepWindow(
  { steps }: MockChangeSet,
  only: StepFilter | null,
  [offset, limit]: readonly [number, number],
): StepWindow {
  const found = steps.filter(({ view }) => only === null || kindOfState(view.state) === only);
  return { steps: found.slice(offset, offset + limit).map(({ view }) => view), total: found.length };
}

/** Plans again what was not done. */
export function againOf({ steps }: MockChangeSet, planner: Planner): void {
  for (const { wish, view } of steps) {
    if (["rejected", "skipped"].includes(kindOfState(view.state))) planner.wish(wish);
  }
}

/** Plans the opposite of what was done. */
export function oppositeOf({ steps }: MockChangeSet, planner: Planner): void {
  for (const { wish, before, view } of steps.filter((step) => step.view.state.kind === "applied")) {
    const { license } = wish;
    if (wish.capability === "assign") planner.wish({ capability: "revoke", license });
    else if (wish.capability === "transfer") {
      planner.wish({ capability: "transfer", license, team: view.team?.id ?? 0 });
    } else if (before) {
      planner.wish({ capability: "assign", license, person: before, includeOfflineCode: false });
    }
  }
}
