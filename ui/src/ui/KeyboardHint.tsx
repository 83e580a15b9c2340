import styles from "./KeyboardHint.module.css";

/** The keys of a shortcut. Quiet: it reminds, it does not teach, and screen readers have their own way. */
export function KeyboardHint({ keys }: { keys: readonly string[] }) {
  return (
    <kbd className={styles.hint} aria-hidden="true">
      {keys.join(" ")}
    </kbd>
  );
}
