import { CircleAlert, CircleCheck, CirclePause, X } from "lucide-react";
import { timeLeftWords, useCountdown, useWords, type Words } from "@/change";
import { countWords, settledOf, useRunActions } from "@/change/run";
import type { RunView } from "@/platform";
import { IconButton, ProgressBar, Spinner } from "@/ui";
import { Button } from "react-aria-components";
import styles from "./RunIndicator.module.css";

export interface RunIndicatorProps {
  run: RunView;
  onShow: (id: string) => void;
}

/** A run whose dialog is closed: how far it is, and the way back to it. */
export function RunIndicator({ run, onShow }: RunIndicatorProps) {
  const { text } = useWords();
  const { phase } = run;
  return (
    <>
      <Indicator run={run} onShow={onShow} />
      {/* How far it is would be said all the time; that it waits or is over is worth it. */}
      <span role="status" className="visually-hidden">
        {phase === "finished" && text("app.run.finished")}
        {phase === "paused" && text("app.run.paused")}
      </span>
    </>
  );
}

function Indicator({ run, onShow }: RunIndicatorProps) {
  const words = useWords();
  const { text } = words;
  const waiting = useCountdown(run);
  const { dismiss } = useRunActions(run.id);
  const { counts, phase } = run;
  const state = stateOf(words, run);
  const isOver = phase === "finished";
  const settled = text("run.settled", { settled: settledOf(counts), total: counts.steps });
  return (
    <div className={styles.indicator}>
      {!isOver && (
        <div className={styles.line}>
          <ProgressBar
            isLine
            label={state}
            value={settledOf(counts)}
            max={counts.steps}
            valueLabel={settled}
          />
        </div>
      )}
      <Button className={styles.button ?? ""} onPress={() => onShow(run.id)}>
        <StateIcon run={run} label={state} />
        <span className={styles.words}>
          <span className={styles.state}>{state}</span>{" "}
          <span className={styles.note}>{isOver ? resultNote(words, run) : settled}</span>{" "}
          {phase === "running" && <span className={styles.note}>{leftWords(words, run, waiting)}</span>}
        </span>
      </Button>
      {isOver && (
        <IconButton
          size="small"
          label={text("app.run.dismiss")}
          icon={<X size={14} aria-hidden />}
          pendingLabel={dismiss.isPending ? text("app.run.dismiss") : null}
          onPress={dismiss.start}
        />
      )}
    </div>
  );
}

function stateOf({ text }: Words, { phase, counts }: RunView): string {
  switch (phase) {
    case "running":
      return text("app.run.running");
    case "paused":
      return text("app.run.paused");
    case "stopping":
      return text("run.title.stopping");
    case "finished":
      return counts.unknown > 0 ? text("run.title.needsCheck") : text("app.run.finished");
  }
}

function leftWords(words: Words, run: RunView, waiting: number | null): string {
  return waiting === null
    ? timeLeftWords(words, run.secondsLeft)
    : words.text("app.sync.waiting", { seconds: waiting });
}

function resultNote(words: Words, { counts }: RunView): string {
  return words.intl.formatList(
    countWords(words, counts).map(({ label }) => label),
    { type: "unit", style: "short" },
  );
}

function StateIcon({ run, label }: { run: RunView; label: string }) {
  const { phase, counts, problem } = run;
  if (phase === "paused") return <CirclePause size={16} aria-hidden data-tone="attention" />;
  if (phase !== "finished") return <Spinner label={label} size={14} />;
  const isClean = counts.applied === counts.steps && !problem;
  return isClean ? (
    <CircleCheck size={16} aria-hidden data-tone="accent" />
  ) : (
    <CircleAlert size={16} aria-hidden data-tone="attention" />
  );
}
