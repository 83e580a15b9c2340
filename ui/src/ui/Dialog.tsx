import type { FormEvent, ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { classes } from "./classes";
import styles from "./Dialog.module.css";

export interface DialogProps {
  isOpen: boolean;
  /** Called for Escape. What is open stays open until the owner closes it. */
  onClose: () => void;
  title: ReactNode;
  /** Below the title: what this is about. */
  subtitle?: ReactNode;
  /** Below that: badges that sum up, always in sight. */
  summary?: ReactNode;
  /** "full" fills the window, whatever is in it: for long tables. */
  size?: "small" | "medium" | "large" | "wide" | "full";
  /** While something is being carried out, Escape does not close: the outcome would be lost from sight. */
  isBusy?: boolean;
  children?: ReactNode;
  /** The content reaches the edges (tables), with lines above and below. */
  isFlush?: boolean;
  /** Left in the footer: what to know before pressing. */
  footerNote?: ReactNode;
  /** Buttons, the one that does it last. */
  footer: ReactNode;
  /** Makes content and footer a form. */
  onSubmit?: ((event: FormEvent<HTMLFormElement>) => void) | undefined;
  /** For questions that must be answered. */
  role?: "dialog" | "alertdialog";
}

/** A modal dialog. A click beside it does nothing: too easily a plan would be lost. */
export function Dialog(props: DialogProps) {
  const { isOpen, onClose, title, subtitle, summary, size = "medium", isBusy, role = "dialog" } = props;
  return (
    <ModalOverlay
      className={styles.overlay}
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      isDismissable={false}
      isKeyboardDismissDisabled={isBusy ?? false}
    >
      <Modal className={classes(styles.modal, styles[size])}>
        <AriaDialog
          className={styles.dialog}
          role={role}
          render={(dom) => <section {...dom} aria-busy={isBusy ?? false} />}
        >
          <header className={classes(styles.header, props.isFlush && styles.headerLine)}>
            <Heading slot="title" level={2} className={styles.title}>
              {title}
            </Heading>
            {subtitle && <div className={styles.subtitle}>{subtitle}</div>}
            {summary && <div className={styles.summary}>{summary}</div>}
          </header>
          <DialogForm onSubmit={props.onSubmit}>
            {props.children && (
              <div className={classes(styles.body, props.isFlush && styles.flush)}>{props.children}</div>
            )}
            <footer className={styles.footer}>
              <div className={styles.note}>{props.footerNote}</div>
              <div className={styles.actions}>{props.footer}</div>
            </footer>
          </DialogForm>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

function DialogForm({ onSubmit, children }: Pick<DialogProps, "onSubmit" | "children">) {
  if (!onSubmit) return children;
  return (
    <form className={styles.form} noValidate onSubmit={onSubmit}>
      {children}
    </form>
  );
}
