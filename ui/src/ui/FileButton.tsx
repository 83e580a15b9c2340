import { type ChangeEvent, type ReactNode, useId } from "react";
import buttonStyles from "./Button.module.css";
import { classes } from "./classes";
import styles from "./FileButton.module.css";

export interface FileButtonProps {
  children: ReactNode;
  /** Before the words, 16 px. */
  icon?: ReactNode;
  /** Ends of file names, such as ".csv,.txt". */
  accept: string;
  onChoose: (file: File) => void;
  variant?: "primary" | "secondary";
}

/**
 * Lets a person choose a file. The field of the browser itself is what is pressed and focused: it lies over the words,
 * so that every way to use it works, of people and of programs.
 */
export function FileButton({ children, icon, accept, onChoose, variant = "secondary" }: FileButtonProps) {
  const words = useId();
  const choose = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    const [file] = currentTarget.files ?? [];
    if (!file) return;
    onChoose(file);
    // The same file can be chosen again after it was changed.
    currentTarget.value = "";
  };
  return (
    <span className={classes(buttonStyles.button, buttonStyles[variant], styles.button)}>
      <span className={buttonStyles.content}>
        {icon}
        <span className={buttonStyles.label} id={words}>
          {children}
        </span>
      </span>
      <input type="file" className={styles.input} accept={accept} aria-labelledby={words} onChange={choose} />
    </span>
  );
}
