import { Info, TriangleAlert } from "lucide-react";
import styles from "./RowNotes.module.css";
import type { RowSentence } from "./rowWords";

/** Why, or what to know, as quiet lines. */
export function RowNotes({ notes }: { notes: readonly RowSentence[] }) {
  return (
    <div className={styles.notes} data-selectable>
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
