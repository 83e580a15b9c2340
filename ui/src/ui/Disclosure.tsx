import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./Disclosure.module.css";

export interface DisclosureProps {
  label: string;
  /** As much weight as a line of help, or as a button. */
  tone?: "quiet" | "accent";
  children: ReactNode;
}

/** More for those who ask. It opens in place. */
export function Disclosure({ label, tone = "quiet", children }: DisclosureProps) {
  return (
    <details className={styles.disclosure}>
      <summary className={styles.summary} data-tone={tone}>
        <ChevronRight size={14} className={styles.sign} aria-hidden />
        {label}
      </summary>
      <div className={styles.content}>{children}</div>
    </details>
  );
}
