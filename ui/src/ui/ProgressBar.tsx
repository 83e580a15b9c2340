import { Label, ProgressBar as AriaProgressBar } from "react-aria-components";
import styles from "./ProgressBar.module.css";

export interface ProgressBarProps {
  label: string;
  /** Left out: nobody knows how far it is. */
  value?: number | undefined;
  max?: number;
  /** Such as "3 of 12"; also what screen readers say. */
  valueLabel?: string | undefined;
}

/** How far something is. */
export function ProgressBar({ label, value, max = 100, valueLabel }: ProgressBarProps) {
  return (
    <AriaProgressBar
      className={styles.progress}
      isIndeterminate={value === undefined}
      value={value ?? 0}
      maxValue={max}
      {...(valueLabel !== undefined && { valueLabel })}
    >
      {({ percentage }) => (
        <>
          <div className={styles.words}>
            <Label className={styles.label}>{label}</Label>
            {valueLabel && <span className={styles.value}>{valueLabel}</span>}
          </div>
          <div className={styles.track}>
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
