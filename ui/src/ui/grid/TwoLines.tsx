import type { ReactNode } from "react";
import styles from "./TwoLines.module.css";

export interface TwoLinesProps {
  leading?: ReactNode;
  /** What people look for first. */
  primary: ReactNode;
  /** The identifier below it. In compact rows it follows on the same line. */
  secondary?: ReactNode;
  /** The whole text on hover, where it may be cut off. */
  title?: string;
}

/** The content of a cell: a tile, a name, its identifier. */
export function TwoLines({ leading, primary, secondary, title }: TwoLinesProps) {
  return (
    <div className={styles.cell} title={title}>
      {leading}
      <div className={styles.words}>
        <div className={styles.primary}>{primary}</div>
        {secondary && <div className={styles.secondary}>{secondary}</div>}
      </div>
    </div>
  );
}
