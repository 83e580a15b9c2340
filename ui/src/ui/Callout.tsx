import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { Tone } from "./Badge";
import styles from "./Callout.module.css";

const ICONS = {
  neutral: Info,
  accent: CircleCheck,
  attention: TriangleAlert,
  wrong: CircleAlert,
  fact: Info,
  idle: Info,
} as const;

export interface CalloutProps {
  tone?: Tone;
  /** What happened. */
  title?: ReactNode;
  /** Why, and what to do next. */
  children?: ReactNode;
  actions?: ReactNode;
  icon?: ReactNode;
  /** Read out when it appears: "assertive" for what went wrong just now. */
  live?: "polite" | "assertive";
}

/** A few sentences that matter here and now. */
export function Callout({ tone = "neutral", title, children, actions, icon, live }: CalloutProps) {
  const Icon = ICONS[tone];
  const role = live === "assertive" ? "alert" : live === "polite" ? "status" : undefined;
  return (
    <div className={styles.callout} data-ground={tone} role={role}>
      {icon ?? <Icon size={16} aria-hidden />}
      <div className={styles.words} data-selectable>
        {title && <div className={styles.title}>{title}</div>}
        {children && <div className={styles.text}>{children}</div>}
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
    </div>
  );
}
