import { Info, TriangleAlert } from "lucide-react";
import { classes } from "@/ui";
import styles from "./PlanTable.module.css";
import type { RowSentence } from "./rowWords";

/** Why, or what to know, as quiet lines. */
export function RowNotes({ notes, className }: { notes: readonly RowSentence[]; className?: string }) {
  return (
    <div className={classes(styles.notes, className)} data-selectable>
      {notes.map(({ text, kind }) => (
        <p key={text} className={styles.note} data-kind={kind}>
          {kind === "attention" && <TriangleAlert size={14} aria-hidden />}
          {kind === "note" && <Info size={14} aria-hidden />}
          <span>{text}</span>
        </p>
      ))}
    </div>
  );
}
