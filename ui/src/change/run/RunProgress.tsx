import type { RunView } from "@/platform";
import { ProgressBar } from "@/ui";
import { useCountdown } from "../words/useCountdown";
import { timeLeftWords } from "../words/timeLeft";
import { useWords } from "../words/useWords";
import styles from "./Run.module.css";
import { useRunState } from "./useRunState";
import { settledOf } from "./words";

/** How far a run is: nothing once it is over, and for a single step, which says it all by itself. */
export function RunProgress({ id }: { id: string }) {
  const { text } = useWords();
  const { run, phase, counts } = useRunState(id);
  if (!run || phase === "finished" || counts.steps <= 1) return null;
  const settled = settledOf(counts);
  return (
    <div className={styles.progress}>
      <ProgressBar
        label={text("run.progress")}
        value={settled}
        max={counts.steps}
        valueLabel={text("run.settled", { settled, total: counts.steps })}
      />
      <RunNote run={run} />
    </div>
  );
}

/** How long it takes, or what is waited for. */
function RunNote({ run }: { run: RunView }) {
  const words = useWords();
  const waiting = useCountdown(run);
  return (
    <p className={styles.note} data-attention={waiting === null ? undefined : ""}>
      {noteOf(words, run, waiting) || "\u00a0"}
    </p>
  );
}

function noteOf(words: ReturnType<typeof useWords>, run: RunView, waiting: number | null): string {
  const { text } = words;
  const { underWay } = run.counts;
  if (run.phase === "paused" || run.phase === "stopping") {
    return underWay > 0 ? text("run.note.settling", { count: underWay }) : "";
  }
  if (waiting !== null) return text("sync.waitingMeans", { seconds: waiting });
  return timeLeftWords(words, run.secondsLeft);
}
