import { useMemo } from "react";
import type { PlanRowView, PlanView } from "@/platform";
import { type GridColumn, ProductTile, TwoLines } from "@/ui";
import { holderNote, personOf, productName, teamName } from "../words/names";
import { useWords, type Words } from "../words/useWords";
import styles from "./PlanTable.module.css";
import { RowNotes } from "./RowNotes";
import { rowSentences } from "./rowWords";
import { VerdictBadge } from "./VerdictBadge";

/** The columns of a plan; those of a list say the line, too. */
export function usePlanColumns({ source, targetTeam }: PlanView): readonly GridColumn<PlanRowView>[] {
  const words = useWords();
  const isList = source.kind === "list";
  const hasOneTarget = targetTeam !== null;
  return useMemo(() => {
    const { text } = words;
    const columns: GridColumn<PlanRowView>[] = [
      {
        id: "person",
        header: text("plan.column.person"),
        minWidth: 172,
        sortable: true,
        render: (row) => <Person words={words} row={row} />,
      },
      {
        id: "product",
        header: text("licenses.column.product"),
        minWidth: 160,
        sortable: true,
        render: (row) => <ProductCell words={words} row={row} />,
      },
      {
        id: "license",
        header: text("plan.column.license"),
        minWidth: 118,
        grow: 0,
        priority: 2,
        sortable: true,
        render: (row) => <Line text={row.license ?? ""} className={styles.id} />,
      },
      {
        id: "team",
        header: text("licenses.column.team"),
        minWidth: 108,
        grow: 0.8,
        priority: 1,
        sortable: true,
        render: (row) => <Line text={teamsOf(words, row, hasOneTarget)} />,
      },
      {
        id: "verdict",
        header: text("plan.column.what"),
        minWidth: 386,
        sortable: true,
        render: (row) => <What words={words} row={row} />,
      },
    ];
    return isList ? [lineColumn(words), ...columns] : columns;
  }, [words, isList, hasOneTarget]);
}

function lineColumn({ text, intl }: Words): GridColumn<PlanRowView> {
  return {
    id: "line",
    header: text("plan.column.line"),
    minWidth: 84,
    grow: 0,
    align: "end",
    sortable: true,
    render: ({ line }) => <Line text={line === null ? "" : intl.formatNumber(line)} className={styles.id} />,
  };
}

interface CellProps {
  words: Words;
  row: PlanRowView;
}

function Line({ text, className }: { text: string; className?: string | undefined }) {
  return (
    <div className={styles.line} title={text}>
      <span className={className ? `${styles.cut} ${className}` : styles.cut}>{text}</span>
    </div>
  );
}

/** Who gets it or loses it; of a line that says nothing that could be done, what it says. */
function Person({ words, row }: CellProps) {
  if (row.text !== null) return <Line text={row.text} />;
  const person = row.recipient ?? row.holder;
  const name = personOf(words, row);
  const note = person ? holderNote(person) : "";
  const isMade = row.warnings.some(({ kind }) => kind === "nameFromEmail");
  const made = words.text("plan.nameFromEmail");
  return (
    <div className={styles.line}>
      <TwoLines
        primary={name}
        secondary={isMade ? [note, made].filter(Boolean).join(" · ") : note}
        title={[name, note, isMade ? made : ""].filter(Boolean).join("\n")}
      />
    </div>
  );
}

function ProductCell({ words, row }: CellProps) {
  if (!row.product) return null;
  const name = productName(words, row.product);
  return (
    <div className={styles.line} title={name}>
      <TwoLines
        leading={<ProductTile code={row.product.code} />}
        primary={name}
        secondary={row.license && <span className={styles.below}>{row.license}</span>}
      />
    </div>
  );
}

/** The team that it is in, and where it goes, unless all go there: then the title says it. */
function teamsOf(words: Words, { team, targetTeam }: PlanRowView, hasOneTarget: boolean): string {
  const from = team ? teamName(words, team) : "";
  if (!targetTeam || hasOneTarget) return from;
  const to = teamName(words, targetTeam);
  return from ? words.text("plan.toTeam", { from, to }) : words.text("plan.toTeamOnly", { to });
}

function What({ words, row }: CellProps) {
  const notes = rowSentences(words, row);
  return (
    <div className={styles.what}>
      <div className={styles.verdict}>
        <VerdictBadge row={row} />
      </div>
      {notes.length > 0 && (
        <div className={styles.why}>
          <RowNotes notes={notes} />
        </div>
      )}
    </div>
  );
}
