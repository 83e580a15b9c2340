import type { ReactNode } from "react";
import { classes } from "../classes";
import styles from "./Page.module.css";

export interface PageProps {
  title: string;
  /** In grey after the title, such as "46 of 1,284". */
  titleNote?: ReactNode;
  /** Buttons on the right of the title, the main one last. */
  actions?: ReactNode;
  /** Search and filters. */
  toolbar?: ReactNode;
  /** On the right of the toolbar. */
  toolbarEnd?: ReactNode;
  /** Between header and content: what concerns the whole page (offline, read-only). */
  notice?: ReactNode;
  children: ReactNode;
  /** Slides in beside the content, which makes room for it. */
  aside?: ReactNode;
  /** Floats near the bottom of the content. */
  floating?: ReactNode;
  statusStart?: ReactNode;
  statusEnd?: ReactNode;
  /** The content scrolls and has margins; without it the content fills its area itself (a table). */
  isDocument?: boolean;
}

/** A page: header, content, details beside it, a line of status below. */
export function Page(props: PageProps) {
  const { aside, notice, statusStart, statusEnd } = props;
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <div className={styles.titleRow}>
          <h1 className={styles.title}>{props.title}</h1>
          {props.titleNote && <div className={styles.titleNote}>{props.titleNote}</div>}
          {props.actions && <div className={styles.actions}>{props.actions}</div>}
        </div>
        {props.toolbar && (
          <div className={styles.toolbarRow}>
            <div className={styles.toolbar}>{props.toolbar}</div>
            {props.toolbarEnd && <div className={styles.toolbarEnd}>{props.toolbarEnd}</div>}
          </div>
        )}
        {notice && <div className={styles.notice}>{notice}</div>}
      </header>
      <div className={styles.middle}>
        <div className={classes(styles.content, props.isDocument && styles.document)}>
          {props.children}
          {props.floating && <div className={styles.floating}>{props.floating}</div>}
        </div>
        {aside}
      </div>
      {(statusStart || statusEnd) && (
        <footer className={styles.status}>
          <div className={styles.statusPart}>{statusStart}</div>
          <div className={styles.statusPart}>{statusEnd}</div>
        </footer>
      )}
    </div>
  );
}
