import { useWords } from "@/change";
import {
  actorWords,
  changeSetTitle,
  CheckingCallout,
  CutOff,
  ExportMenu,
  instantWords,
  kindOf,
  SourceText,
  StepsPane,
  UnknownCallout,
  useNextRefusals,
} from "@/change/run";
import { type ChangeRequest, type ChangeSetView, useChangeSet } from "@/platform";
import { ProblemCallout } from "@/problems";
import { Button, DetailsPanel, FactList } from "@/ui";
import styles from "../Changes.module.css";

export interface ChangeSetPanelProps {
  /** The change set as the table shows it. */
  shown: ChangeSetView;
  onClose: () => void;
  onRequest: (request: ChangeRequest) => void;
  onShowRun: (id: string) => void;
}

/** One change set with all its steps, and what can be done about it. */
export function ChangeSetPanel({ shown, onClose, onRequest, onShowRun }: ChangeSetPanelProps) {
  const words = useWords();
  const { text } = words;
  const { data, error, refetch } = useChangeSet(shown.id);
  const set = data ?? shown;
  const { role, name } = actorWords(words, set.actor);
  return (
    <DetailsPanel
      label={text("changes.details.label")}
      title={changeSetTitle(words, set)}
      subtitle={instantWords(words, set.at)}
      closeLabel={text("licenses.details.close")}
      onClose={onClose}
      isWide
      isFilled
    >
      <div className={styles.facts}>
        <FactList
          facts={[
            { id: "who", label: text("changes.column.who"), value: role, note: name },
            ...set.continued.map(({ at, actor }) => ({
              id: `continued ${at}`,
              label: text("changes.continued"),
              value: actorWords(words, actor).role,
              note: text("changes.continuedBy", {
                name: actorWords(words, actor).name,
                time: instantWords(words, at),
              }),
            })),
            { id: "source", label: text("changes.source"), value: <SourceText source={set.source} /> },
          ]}
        />
        <Actions set={set} onRequest={onRequest} onShowRun={onShowRun} />
      </div>
      {error && (
        <div className={styles.problem}>
          <ProblemCallout problem={error} handlers={{ retry: () => void refetch() }} live="polite" />
        </div>
      )}
      {set.isChecking && <CheckingCallout counts={set.counts} />}
      {set.isCutOff && !set.isChecking && <CutOff set={set} onContinued={() => onShowRun(set.id)} />}
      {!set.isRunning && !set.isChecking && set.counts.unknown > 0 && (
        <UnknownCallout id={set.id} count={set.counts.unknown} />
      )}
      <StepsPane id={set.id} counts={set.counts} isMixed={kindOf(set.capabilities) === "mixed"} isFilling />
    </DetailsPanel>
  );
}

function Actions({
  set,
  onRequest,
  onShowRun,
}: Pick<ChangeSetPanelProps, "onRequest" | "onShowRun"> & { set: ChangeSetView }) {
  const { text } = useWords();
  const { id, repeatable, undoable, isRunning } = set;
  const refusals = useNextRefusals(set);
  if (isRunning) {
    return (
      <div className={styles.actions}>
        <Button variant="primary" onPress={() => onShowRun(id)}>
          {text("changes.showRun")}
        </Button>
      </div>
    );
  }
  return (
    <div className={styles.actions}>
      <Button
        disabledReason={repeatable === 0 ? text("changes.nothingToRepeat") : refusals.repeat}
        onPress={() => onRequest({ kind: "repeat", changeSet: id })}
      >
        {repeatable === 0 ? text("changes.repeat") : text("run.repeat", { count: repeatable })}
      </Button>
      <Button
        disabledReason={undoable === 0 ? text("changes.nothingToUndo") : refusals.undo}
        onPress={() => onRequest({ kind: "undo", changeSet: id })}
      >
        {text("run.undo")}
      </Button>
      <ExportMenu id={id} />
    </div>
  );
}
