import {
  type ChangeSetView,
  type RunPhase,
  type RunView,
  type StepCounts,
  useChangeSet,
  useRun,
} from "@/platform";
import { type Kind, kindOf } from "./words";

/** Where a change set stands, whether or not it is being carried out. */
export interface RunState {
  set: ChangeSetView | null;
  /** While it is carried out, and until its result was put away. */
  run: RunView | null;
  phase: RunPhase;
  counts: StepCounts;
  kind: Kind;
}

const NOTHING: StepCounts = {
  steps: 0,
  planned: 0,
  underWay: 0,
  applied: 0,
  rejected: 0,
  skipped: 0,
  unknown: 0,
};

/** A change set as it stands now. */
export function useRunState(id: string): RunState {
  const last = useRun();
  const set = useChangeSet(id).data ?? null;
  const run = last?.id === id ? last : null;
  return {
    set,
    run,
    phase: run?.phase ?? (set?.isRunning ? "running" : "finished"),
    counts: newer(run?.counts ?? NOTHING, set?.counts ?? NOTHING),
    kind: kindOf(set?.capabilities ?? []),
  };
}

/** Steps only ever get settled: of two answers the one that knows of more is the newer one. */
function newer(one: StepCounts, other: StepCounts): StepCounts {
  return knownOf(one) >= knownOf(other) ? one : other;
}

function knownOf({ steps, applied, rejected, skipped, unknown }: StepCounts): number {
  // What nobody can say yet is more than nothing, and less than an answer.
  return steps + 2 * (applied + rejected + skipped) + unknown;
}
