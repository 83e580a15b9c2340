import { useWords } from "@/change";
import { ConfirmDialog } from "@/change/run";
import { type QueuedView, useRemoveQueued } from "@/platform";
import { ProblemCallout } from "@/problems";
import { useToast } from "@/ui";

export interface RemoveDialogProps {
  /** What is taken out of the queue. */
  entries: readonly QueuedView[];
  onClose: () => void;
}

/** Asks before revocations are taken out of the queue: nobody would remind of them then. */
export function RemoveDialog({ entries, onClose }: RemoveDialogProps) {
  const { text } = useWords();
  const toast = useToast();
  const remove = useRemoveQueued();
  const count = entries.length;
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={text("queue.remove.title", { count })}
      doLabel={text("queue.remove.do")}
      isPending={remove.isPending}
      onConfirm={() =>
        remove.mutate(
          entries.map(({ license }) => license),
          {
            onSuccess: () => {
              toast({ tone: "accent", title: text("queue.removed", { count }) });
              onClose();
            },
          },
        )
      }
    >
      {remove.error && <ProblemCallout problem={remove.error} />}
      <p>{text("queue.remove.means", { count })}</p>
    </ConfirmDialog>
  );
}
