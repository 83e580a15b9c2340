import type { ReactNode } from "react";
import { useText } from "@/i18n";
import { Button, Dialog } from "@/ui";
import styles from "./Run.module.css";

export interface ConfirmDialogProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  /** What will be true then. */
  children: ReactNode;
  /** The button that does nothing. */
  keepLabel?: string;
  /** The button that does it. */
  doLabel: string;
  isDanger?: boolean;
  isPending?: boolean;
  onConfirm: () => void;
}

/** A question before something that can't be taken back. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const text = useText();
  const { isOpen, onClose, title, children, keepLabel, doLabel, isDanger, isPending, onConfirm } = props;
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      role="alertdialog"
      size="small"
      title={title}
      footer={
        <>
          <Button onPress={onClose} autoFocus>
            {keepLabel ?? text("common.cancel")}
          </Button>
          <Button
            variant={isDanger ? "danger" : "primary"}
            onPress={onConfirm}
            pendingLabel={isPending ? doLabel : null}
          >
            {doLabel}
          </Button>
        </>
      }
    >
      <div className={styles.question}>{children}</div>
    </Dialog>
  );
}
