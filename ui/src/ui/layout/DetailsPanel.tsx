import { X } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "../Button";
import { classes } from "../classes";
import styles from "./DetailsPanel.module.css";

export interface DetailsPanelProps {
  /** The name of the region. */
  label: string;
  tile?: ReactNode;
  title: string;
  subtitle?: ReactNode;
  closeLabel: string;
  onClose: () => void;
  /** As wide as half of the page: for what is a table itself. */
  isWide?: boolean;
  /** The content fills the panel to its edges and scrolls by itself. */
  isFilled?: boolean;
  children: ReactNode;
}

/** Details beside a table: it takes its own room and covers nothing. Escape inside it closes it. */
export function DetailsPanel(props: DetailsPanelProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape is a shortcut, the button does it too
    <aside
      className={classes(styles.panel, props.isWide && styles.wide, props.isFilled && styles.filled)}
      aria-label={props.label}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented) props.onClose();
      }}
    >
      <div className={styles.slide}>
        <header className={styles.header}>
          {props.tile}
          <div className={styles.titles} data-selectable>
            <h2 className={styles.title}>{props.title}</h2>
            {props.subtitle && <div className={styles.subtitle}>{props.subtitle}</div>}
          </div>
          <IconButton
            size="small"
            label={props.closeLabel}
            icon={<X size={16} aria-hidden />}
            onPress={props.onClose}
          />
        </header>
        <div className={styles.body}>{props.children}</div>
      </div>
    </aside>
  );
}

export interface Fact {
  id: string;
  label: string;
  value: ReactNode;
  /** Below the value in grey. */
  note?: ReactNode;
}

/** Labels and values in two columns. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={styles.facts} data-selectable>
      {facts.map((fact) => (
        <div key={fact.id} className={styles.fact}>
          <dt className={styles.factLabel}>{fact.label}</dt>
          <dd className={styles.factValue}>
            <div className={styles.factMain}>{fact.value}</div>
            {fact.note && <div className={styles.factNote}>{fact.note}</div>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A part of a panel with a title. */
export function PanelSection({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <section className={styles.section}>
      {title && <h3 className={styles.sectionTitle}>{title}</h3>}
      {children}
    </section>
  );
}
