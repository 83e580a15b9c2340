import { ProgressBar as AriaProgressBar } from "react-aria-components";
import { classes } from "./classes";
import styles from "./Spinner.module.css";

export interface SpinnerProps {
  /** What is being waited for. */
  label: string;
  size?: number;
  className?: string | undefined;
}

/** Something is under way, nobody knows how long. */
export function Spinner({ label, size = 16, className }: SpinnerProps) {
  return (
    <AriaProgressBar isIndeterminate aria-label={label} className={classes(styles.spinner, className)}>
      <svg width={size} height={size} viewBox="0 0 16 16" fill="none" aria-hidden="true">
        <circle cx="8" cy="8" r="6.25" stroke="currentColor" strokeWidth="2" opacity="0.25" />
        <path
          d="M14.25 8A6.25 6.25 0 0 0 8 1.75"
          stroke="currentColor"
          strokeWidth="2"
          strokeLinecap="round"
        />
      </svg>
    </AriaProgressBar>
  );
}
