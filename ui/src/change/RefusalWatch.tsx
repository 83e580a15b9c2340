import { useEffect, useEffectEvent } from "react";
import { type AnyProblem, useChangeSteps } from "@/platform";

/** Tells once why the vendor refused the only step of a change set, as soon as it did. */
export function RefusalWatch({ id, onRefused }: { id: string; onRefused: (problem: AnyProblem) => void }) {
  const step = useChangeSteps(id, null).getRow(0);
  const problem = step?.state.kind === "rejected" ? step.state.problem : null;
  const tell = useEffectEvent(onRefused);
  useEffect(() => {
    if (problem) tell(problem);
  }, [problem]);
  return null;
}
