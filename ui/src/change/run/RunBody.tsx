import type { AnyProblem, StepCounts } from "@/platform";
import { ProblemCallout } from "@/problems";
import { Button, Callout } from "@/ui";
import { ConsoleLink } from "../ConsoleLink";
import { useChangeLinks } from "../links";
import { useWords } from "../words/useWords";
import styles from "./Run.module.css";
import { StepsPane } from "./StepsPane";
import { useRunActions } from "./useRunActions";
import { type RunState, useRunState } from "./useRunState";

/** Why it stopped, what somebody has to look at, and the steps. */
export function RunBody({ id, onLeave }: { id: string; onLeave: () => void }) {
  const state = useRunState(id);
  const problem = state.run?.problem ?? null;
  return (
    <div className={styles.pane}>
      {problem && <StopCallout problem={problem} state={state} onLeave={onLeave} />}
      {state.phase === "finished" && state.counts.unknown > 0 && (
        <UnknownCallout id={id} count={state.counts.unknown} />
      )}
      <StepsPane id={id} counts={state.counts} isMixed={state.kind === "mixed"} onLeave={onLeave} />
    </div>
  );
}

interface StopCalloutProps {
  problem: AnyProblem;
  state: RunState;
  onLeave: () => void;
}

/** It stopped by itself: why, and what helps. The footer has the button that continues what only waits. */
function StopCallout({ problem, state, onLeave }: StopCalloutProps) {
  const { text } = useWords();
  const links = useChangeLinks();
  const isPaused = state.phase === "paused";
  const enterToken = () => {
    onLeave();
    links?.enterToken();
  };
  return (
    <div className={styles.callout}>
      <ProblemCallout problem={problem} handlers={links ? { enterToken } : {}}>
        <p>{text(isPaused ? "run.stopped.paused" : "run.stopped.over", { count: leftOf(state) })}</p>
      </ProblemCallout>
    </div>
  );
}

function leftOf({ phase, counts }: RunState): number {
  return phase === "paused" ? counts.planned : counts.skipped + counts.planned;
}

/** What became of some is being found out; nothing has to be done for it. */
export function CheckingCallout({ counts }: { counts: StepCounts }) {
  const { text } = useWords();
  const count = counts.underWay + counts.unknown;
  return (
    <div className={styles.callout}>
      <Callout tone="fact" title={text("run.checking.title", { count })} live="polite">
        {text("run.checking.means")}
      </Callout>
    </div>
  );
}

/** Nobody knows what became of some: how to find out. */
export function UnknownCallout({ id, count }: { id: string; count: number }) {
  const { text } = useWords();
  const { check } = useRunActions(id);
  return (
    <div className={styles.callout}>
      <Callout
        tone="attention"
        title={text("run.unknown.title", { count })}
        actions={
          <>
            <Button
              size="small"
              onPress={check.start}
              pendingLabel={check.isPending ? text("run.check") : null}
            >
              {text("run.check")}
            </Button>
            <ConsoleLink />
          </>
        }
      >
        {text("run.unknown.means")}
      </Callout>
    </div>
  );
}
