import { useState } from "react";
import type { ChangeSetView } from "@/platform";
import { Button, Callout } from "@/ui";
import { useWords } from "../words/useWords";
import { ConfirmDialog } from "./ConfirmDialog";
import styles from "./Run.module.css";
import { useNextRefusals } from "./useNextRefusals";
import { useRunActions } from "./useRunActions";

export interface CutOffProps {
  set: ChangeSetView;
  /** It goes on: its progress can be shown. */
  onContinued: () => void;
}

/** A change set that was cut off: what is left of it, and the ways to go on. */
export function CutOff({ set, onContinued }: CutOffProps) {
  const { text } = useWords();
  const [isAsking, setAsking] = useState(false);
  const { continueChange } = useRunActions(set.id, onContinued);
  const { leave } = useRunActions(set.id, () => setAsking(false));
  const refusal = useNextRefusals(set).repeat;
  const count = set.counts.planned;
  return (
    <div className={styles.callout}>
      <Callout
        tone="attention"
        title={text("run.cutOff.title", { count })}
        actions={
          <>
            <Button
              size="small"
              variant="primary"
              disabledReason={refusal}
              onPress={continueChange.start}
              pendingLabel={continueChange.isPending ? text("run.cutOff.continue") : null}
            >
              {text("run.cutOff.continue")}
            </Button>
            <Button size="small" onPress={() => setAsking(true)}>
              {text("run.cutOff.leave")}
            </Button>
          </>
        }
      >
        {text("run.cutOff.means")}
      </Callout>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={text("run.leave.title")}
        doLabel={text("run.leave.do")}
        isPending={leave.isPending}
        onConfirm={leave.start}
      >
        <p>{text("run.leave.rest", { count })}</p>
        <p>{text("run.leave.later")}</p>
      </ConfirmDialog>
    </div>
  );
}
