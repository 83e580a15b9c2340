import { ChevronsUpDown } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "react-aria-components";
import styles from "./SwitcherButton.module.css";

export interface SwitcherButtonProps {
  tile: ReactNode;
  title: string;
  subtitle: string;
}

/** Shows what the whole window is about, and opens the menu to change it. The trigger of a `Menu`. */
export function SwitcherButton({ tile, title, subtitle }: SwitcherButtonProps) {
  return (
    <Button className={styles.button}>
      {tile}
      <span className={styles.words}>
        <span className={styles.title}>{title}</span>
        <span className={styles.subtitle}>{subtitle}</span>
      </span>
      <ChevronsUpDown size={14} aria-hidden />
    </Button>
  );
}
