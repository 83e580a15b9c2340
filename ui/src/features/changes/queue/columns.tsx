import { useMemo } from "react";
import { dayWords, holderName, holderNote, productName, teamName, useWords } from "@/change";
import type { QueuedView } from "@/platform";
import { Badge, type GridColumn, ProductTile, TwoLines } from "@/ui";
import styles from "../Changes.module.css";
import { countdownWords, queuedWords } from "./words";

/** Who holds what, when it will be taken, and whether it can. */
export function useQueueColumns(): GridColumn<QueuedView>[] {
  const { text } = useWords();
  return useMemo(
    () => [
      {
        id: "holder",
        header: text("queue.column.holder"),
        minWidth: 170,
        render: (entry) => <HolderCell entry={entry} />,
      },
      {
        id: "product",
        header: text("queue.column.product"),
        minWidth: 170,
        priority: 1,
        render: (entry) => <ProductCell entry={entry} />,
      },
      {
        id: "day",
        header: text("queue.column.day"),
        minWidth: 120,
        grow: 0.6,
        render: (entry) => <DayCell entry={entry} />,
      },
      {
        id: "state",
        header: text("queue.column.state"),
        minWidth: 150,
        grow: 0.6,
        render: (entry) => <StateCell entry={entry} />,
      },
      {
        id: "team",
        header: text("queue.column.team"),
        minWidth: 110,
        grow: 0.6,
        priority: 2,
        render: (entry) => <TeamCell entry={entry} />,
      },
    ],
    [text],
  );
}

interface CellProps {
  entry: QueuedView;
}

function HolderCell({ entry: { holder } }: CellProps) {
  const words = useWords();
  if (!holder) return <span className={styles.quiet}>{words.text("licenses.holder.nobody")}</span>;
  const name = holderName(words, holder);
  const note = holderNote(holder);
  return <TwoLines primary={name} secondary={note} title={[name, note].filter(Boolean).join("\n")} />;
}

function ProductCell({ entry }: CellProps) {
  const words = useWords();
  const name = productName(words, entry.product);
  return (
    <TwoLines
      leading={<ProductTile code={entry.product.code} />}
      primary={name}
      secondary={entry.license}
      title={`${name}\n${entry.license}`}
    />
  );
}

function DayCell({ entry }: CellProps) {
  const words = useWords();
  return <TwoLines primary={dayWords(words, entry.dueOn)} secondary={countdownWords(words, entry)} />;
}

function StateCell({ entry }: CellProps) {
  const words = useWords();
  const { tone, label, sentence } = queuedWords(words, entry);
  return (
    <Badge tone={tone} title={sentence ?? undefined}>
      {label}
    </Badge>
  );
}

function TeamCell({ entry: { team } }: CellProps) {
  const words = useWords();
  if (!team) return <span className={styles.quiet}>{words.text("licenses.team.none")}</span>;
  const name = teamName(words, team);
  return (
    <span className={styles.line} title={name}>
      {name}
    </span>
  );
}
