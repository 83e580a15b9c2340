import type { ReactNode } from "react";
import styles from "./Badge.module.css";

export type Tone = "neutral" | "accent" | "attention" | "wrong" | "fact" | "idle";

export interface BadgeProps {
  tone?: Tone;
  icon?: ReactNode;
  /** Always a word: a colour alone says nothing to many people. */
  children: ReactNode;
  /** The whole story on hover. */
  title?: string | undefined;
}

/** A state, in a word or two. */
export function Badge({ tone = "neutral", icon, children, title }: BadgeProps) {
  return (
    <span className={styles.badge} data-ground={tone} title={title}>
      {icon}
      <span className={styles.label}>{children}</span>
    </span>
  );
}
