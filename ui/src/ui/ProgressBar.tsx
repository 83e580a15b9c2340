import { Label, ProgressBar as AriaProgressBar } from "react-aria-components";
import { classes } from "./classes";
import styles from "./ProgressBar.module.css";

export interface ProgressBarProps {
  label: string;
  /** Left out: nobody knows how far it is. */
  value?: number | undefined;
  max?: number;
  /** Such as "3 of 12"; also what screen readers say. */
  valueLabel?: string | undefined;
  /** Only a thin line: its words stand elsewhere. */
  isLine?: boolean;
}

/** How far something is. */
export function ProgressBar({ label, value, max = 100, valueLabel, isLine }: ProgressBarProps) {
  return (
    <AriaProgressBar
      className={styles.progress}
      isIndeterminate={value === undefined}
      value={value ?? 0}
      maxValue={max}
      {...(valueLabel !== undefined && { valueLabel })}
      {...(isLine && { "aria-label": label })}
    >
      {({ percentage }) => (
        <>
          {!isLine && (
            <div className={styles.words}>
              <Label className={styles.label}>{label}</Label>
              {valueLabel && <span className={styles.value}>{valueLabel}</span>}
            </div>
          )}
          <div className={classes(styles.track, isLine && styles.line)}>
            <div
              className={value === undefined ? styles.unknown : styles.fill}
              style={value === undefined ? undefined : { width: `${percentage ?? 0}%` }}
            />
          </div>
        </>
      )}
    </AriaProgressBar>
  );
}
