import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Toolbar } from "react-aria-components";
import { IconButton } from "../Button";
import styles from "./SelectionBar.module.css";

export interface SelectionBarProps {
  label: string;
  /** What is selected, in words. */
  summary: string;
  /** Buttons. */
  children: ReactNode;
  clearLabel: string;
  onClear: () => void;
}

/** What can be done with the selection, near it. */
export function SelectionBar({ label, summary, children, clearLabel, onClear }: SelectionBarProps) {
  return (
    <div className={styles.bar}>
      <span className={styles.summary} role="status">
        {summary}
      </span>
      <Toolbar aria-label={label} className={styles.tools}>
        {children}
        <IconButton label={clearLabel} icon={<X size={16} aria-hidden />} onPress={onClear} />
      </Toolbar>
    </div>
  );
}
