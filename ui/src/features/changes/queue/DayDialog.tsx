import { useState } from "react";
import { useWords } from "@/change";
import { type LicenseId, type QueuedView, usePostponeQueued } from "@/platform";
import { ProblemCallout } from "@/problems";
import { Button, DateField, Dialog } from "@/ui";
import styles from "../Changes.module.css";

export interface DayDialogProps {
  /** What is moved to another day. */
  entries: readonly QueuedView[];
  onClose: () => void;
}

/** Asks for another day. The vendor's first possible day is the earliest. */
export function DayDialog({ entries, onClose }: DayDialogProps) {
  const { text } = useWords();
  const postpone = usePostponeQueued();
  const [day, setDay] = useState<string | null>(() => sameDay(entries));
  const licenses: LicenseId[] = entries.map(({ license }) => license);
  const move = (to: string | null) => postpone.mutate({ licenses, day: to }, { onSuccess: onClose });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="small"
      isBusy={postpone.isPending}
      title={text("queue.day.title", { count: entries.length })}
      onSubmit={(event) => {
        event.preventDefault();
        if (day !== null) move(day);
      }}
      footer={
        <>
          <Button onPress={onClose}>{text("common.cancel")}</Button>
          <Button
            variant="primary"
            type="submit"
            disabledReason={day === null ? text("queue.day.missing") : null}
            pendingLabel={postpone.isPending ? text("queue.day.save") : null}
          >
            {text("queue.day.save")}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        {postpone.error && <ProblemCallout problem={postpone.error} />}
        <DateField label={text("queue.day.label")} value={day} onChange={setDay} />
        <p className={styles.explanation}>{text("queue.day.help")}</p>
        <div>
          <Button variant="link" onPress={() => move(null)}>
            {text("queue.day.first")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** The day that all of them are due on, where it is the same. */
function sameDay(entries: readonly QueuedView[]): string | null {
  const days = new Set(entries.map(({ dueOn }) => dueOn));
  const [day = null] = days;
  return days.size === 1 ? day : null;
}
