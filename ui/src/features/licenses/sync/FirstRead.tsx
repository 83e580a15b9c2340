import { useCountdown, useWords } from "@/change";
import { useText } from "@/i18n";
import { type SyncProgress, useCancelSync } from "@/platform";
import { useProblemToast } from "@/problems";
import { Button, ProgressBar } from "@/ui";
import { readWords, syncNotes } from "../words/sync";
import styles from "./FirstRead.module.css";

/** The first reading of the list: nothing else can be done yet, so it says how far it is and how long it takes. */
export function FirstRead({ running }: { running: SyncProgress }) {
  const words = useWords();
  const text = useText();
  const cancel = useCancelSync();
  const showProblem = useProblemToast();
  const waiting = useCountdown(running);
  const { read, total } = running;
  const notes = syncNotes(words, running, waiting);
  return (
    <div className={styles.panel}>
      <h2 className={styles.title}>{text("licenses.first.title")}</h2>
      <p className={styles.why}>{text("licenses.first.why")}</p>
      <div className={styles.progress}>
        <ProgressBar
          label={text("licenses.first.progress")}
          value={total === null ? undefined : read}
          max={total ?? 100}
          valueLabel={readWords(words, running)}
        />
        <div className={styles.notes}>
          {notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </div>
      </div>
      <Button
        onPress={() => cancel.mutate(undefined, { onError: showProblem })}
        // It stops with the pages that are still on their way.
        pendingLabel={cancel.isPending || cancel.isSuccess ? text("sync.canceling") : null}
      >
        {text("common.cancel")}
      </Button>
    </div>
  );
}
