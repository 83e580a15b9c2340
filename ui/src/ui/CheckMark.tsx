import { classes } from "./classes";
import styles from "./CheckMark.module.css";

export type CheckState = "none" | "some" | "all";

/** The drawn box of a checkbox. The control around it carries the meaning for screen readers. */
export function CheckMark({ state, className }: { state: CheckState; className?: string | undefined }) {
  return (
    <span className={classes(styles.mark, className)} data-state={state} aria-hidden="true">
      <svg width="12" height="12" viewBox="0 0 12 12" fill="none" stroke="currentColor" strokeWidth="2">
        {state === "all" && <path d="M2.5 6.4 5 8.8l4.6-5.3" strokeLinecap="round" strokeLinejoin="round" />}
        {state === "some" && <path d="M3 6h6" strokeLinecap="round" />}
      </svg>
    </span>
  );
}
