import type { ChangeRequest, PlanRowView } from "@/platform";
import { ProductTile, TwoLines } from "@/ui";
import { ConsoleLink } from "../ConsoleLink";
import { personOf } from "../words/names";
import { useWords } from "../words/useWords";
import styles from "./PlanOne.module.css";
import { RowNotes } from "./RowNotes";
import { oneSentences, rowNote } from "./rowWords";
import { VerdictBadge } from "./VerdictBadge";

/** What happens to a single license: no table, and nothing to choose. */
export function PlanOne({ row, request }: { row: PlanRowView; request: ChangeRequest }) {
  const words = useWords();
  const person = row.text ?? personOf(words, row);
  const note = row.product || row.license ? rowNote(words, row) : "";
  const notes = oneSentences(words, request, row);
  return (
    <section className={styles.one} aria-label={words.text("licenses.plan.list")}>
      <div className={styles.head}>
        <TwoLines
          leading={<ProductTile code={row.product?.code ?? "?"} />}
          primary={person}
          secondary={note}
          title={[person, note].filter(Boolean).join("\n")}
        />
        <VerdictBadge row={row} />
      </div>
      {notes.length > 0 && <RowNotes notes={notes} />}
      {row.obstacle?.kind === "recentlyAssigned" && <ConsoleLink />}
    </section>
  );
}
