import { useState } from "react";
import type { ChangeSetView } from "@/platform";
import { Button } from "@/ui";
import { useWords } from "../words/useWords";
import { ConfirmDialog } from "./ConfirmDialog";
import { ExportMenu } from "./ExportMenu";
import type { RunDoing } from "./runScreen";
import { useNextRefusals } from "./useNextRefusals";
import { useRunActions } from "./useRunActions";
import { useRunState } from "./useRunState";

export interface RunFooterProps {
  id: string;
  doing: RunDoing;
}

/** What can be done while it is carried out, and after. */
export function RunFooter({ id, doing }: RunFooterProps) {
  const { phase } = useRunState(id);
  return phase === "finished" ? <Finished id={id} doing={doing} /> : <UnderWay id={id} doing={doing} />;
}

/** The dialog is in nobody's way: what happens in the meantime is said where it was. */
export function RunFooterNote({ id }: { id: string }) {
  const { text } = useWords();
  const { phase } = useRunState(id);
  return phase === "finished" ? null : text("run.keepWorking.note");
}

function UnderWay({ id, doing }: RunFooterProps) {
  const { text } = useWords();
  const { phase, counts } = useRunState(id);
  const { pause, resume, cancel } = useRunActions(id);
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      {phase !== "stopping" && <Button onPress={() => setAsking(true)}>{text("run.cancel")}</Button>}
      <Button onPress={doing.close}>{text("run.keepWorking")}</Button>
      {phase === "running" && (
        <Button onPress={pause.start} pendingLabel={pause.isPending ? text("run.pause") : null}>
          {text("run.pause")}
        </Button>
      )}
      {phase === "paused" && (
        <Button
          variant="primary"
          onPress={resume.start}
          pendingLabel={resume.isPending ? text("run.resume") : null}
        >
          {text("run.resume")}
        </Button>
      )}
      <ConfirmDialog
        // When everything is settled meanwhile, there is nothing left to ask.
        isOpen={isAsking && phase !== "stopping"}
        onClose={() => setAsking(false)}
        title={text("run.cancel.title")}
        keepLabel={text("run.cancel.keep")}
        doLabel={text("run.cancel.do")}
        isDanger
        isPending={cancel.isPending}
        onConfirm={() => {
          setAsking(false);
          cancel.start();
        }}
      >
        <p>{text("run.cancel.underWay")}</p>
        <p>{text("run.cancel.rest", { count: counts.planned })}</p>
      </ConfirmDialog>
    </>
  );
}

function Finished({ id, doing }: RunFooterProps) {
  const { text } = useWords();
  const { set, run, counts } = useRunState(id);
  const { dismiss } = useRunActions(id, doing.close);
  const { dismiss: putAway } = useRunActions(id);
  const isOne = counts.steps === 1;
  const { back } = doing;
  const changeForm = () => {
    // Who fills the form in again has seen why it was refused.
    putAway.start();
    back?.();
  };
  return (
    <>
      {back && counts.rejected === counts.steps && (
        <Button onPress={changeForm}>{text("run.changeForm")}</Button>
      )}
      {!isOne && <ExportMenu id={id} />}
      {set && <NextPlans set={set} doing={doing} />}
      <Button
        variant="primary"
        onPress={run ? dismiss.start : doing.close}
        pendingLabel={dismiss.isPending ? text("run.done") : null}
      >
        {text("run.done")}
      </Button>
    </>
  );
}

/** What came of it can lead to another plan; of a kind that makes no sense here there is no button. */
function NextPlans({ set, doing }: { set: ChangeSetView; doing: RunDoing }) {
  const { text } = useWords();
  const refusals = useNextRefusals(set);
  return (
    <>
      {set.undoable > 0 && (
        <Button
          disabledReason={refusals.undo}
          onPress={() => doing.request({ kind: "undo", changeSet: set.id })}
        >
          {text("run.undo")}
        </Button>
      )}
      {set.repeatable > 0 && (
        <Button
          disabledReason={refusals.repeat}
          onPress={() => doing.request({ kind: "repeat", changeSet: set.id })}
        >
          {text("run.repeat", { count: set.repeatable })}
        </Button>
      )}
    </>
  );
}
