import { useWords } from "@/change";
import {
  changeSetTitle,
  CheckingCallout,
  CutOff,
  instantWords,
  kindOf,
  SourceText,
  StepsPane,
  UnknownCallout,
} from "@/change/run";
import { type ChangeSetView, useChangeSet } from "@/platform";
import { Button, Dialog } from "@/ui";
import styles from "./Recovery.module.css";

export interface RecoveryDialogProps {
  sets: readonly ChangeSetView[];
  isOpen: boolean;
  isPending: boolean;
  onClose: () => void;
  onRead: () => void;
  onContinued: (id: string) => void;
}

/** What is known of changes that were cut off, and the ways to go on. */
export function RecoveryDialog(props: RecoveryDialogProps) {
  const { text } = useWords();
  const { sets, isOpen, isPending, onClose, onRead } = props;
  const isDecided = sets.every(({ isCutOff }) => !isCutOff);
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      isFlush
      size="large"
      title={text("app.recovery.title")}
      subtitle={text("app.recovery.subtitle")}
      footerNote={isDecided ? null : text("app.recovery.laterMeans")}
      footer={
        <>
          <Button onPress={onClose}>{text(isDecided ? "app.recovery.close" : "app.recovery.later")}</Button>
          {isDecided && (
            <Button
              variant="primary"
              onPress={onRead}
              pendingLabel={isPending ? text("app.recovery.done") : null}
            >
              {text("app.recovery.done")}
            </Button>
          )}
        </>
      }
    >
      {sets.map((set) => (
        <Recovered key={set.id} shown={set} {...props} />
      ))}
    </Dialog>
  );
}

function Recovered({ shown, sets, onClose, onContinued }: RecoveryDialogProps & { shown: ChangeSetView }) {
  const words = useWords();
  const set = useChangeSet(shown.id).data ?? shown;
  return (
    <section className={styles.changeSet} data-alone={sets.length === 1 ? "" : undefined}>
      <h3 className={styles.title}>{changeSetTitle(words, set)}</h3>
      <p className={styles.note}>
        {instantWords(words, set.at)} {"·"} <SourceText source={set.source} />
      </p>
      {set.isChecking && <CheckingCallout counts={set.counts} />}
      {set.isCutOff && !set.isChecking && <CutOff set={set} onContinued={() => onContinued(set.id)} />}
      {set.counts.unknown > 0 && !set.isChecking && <UnknownCallout id={set.id} count={set.counts.unknown} />}
      <StepsPane
        id={set.id}
        counts={set.counts}
        isMixed={kindOf(set.capabilities) === "mixed"}
        onLeave={onClose}
      />
    </section>
  );
}
