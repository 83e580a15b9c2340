import { CalendarClock } from "lucide-react";
import { type KeyboardEvent, useRef } from "react";
import { useText } from "@/i18n";
import type { QueuedView } from "@/platform";
import { DataGrid, EmptyState, type GridSelection, useFocusComesBack } from "@/ui";
import styles from "../Changes.module.css";
import { useQueueColumns } from "./columns";

export interface QueueTableProps {
  /** Undefined while they are read. */
  entries: readonly QueuedView[] | undefined;
  selection: GridSelection<QueuedView>;
  open: QueuedView | null;
  onOpen: (entry: QueuedView | null) => void;
  /** A dialog is open over it. */
  isAsking: boolean;
  /** Room for the bar that floats above the last rows. */
  bottomInset: number;
}

const PLACES = 5;

/** Revocations that wait for their day, the first due first. */
export function QueueTable({ entries, selection, open, onOpen, isAsking, bottomInset }: QueueTableProps) {
  const text = useText();
  const table = useRef<HTMLDivElement>(null);
  const columns = useQueueColumns();
  useFocusComesBack(table, open !== null || isAsking);
  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key === "Escape" && !event.defaultPrevented && open) onOpen(null);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- it only listens to what its rows let through
    <div ref={table} className={styles.table} onKeyDown={closeOnEscape}>
      <DataGrid
        label={text("queue.table")}
        columns={columns}
        total={entries ? entries.length : PLACES}
        getRow={(index) => entries?.[index]}
        rowKey={(entry) => entry.license}
        isBusy={entries === undefined}
        selection={selection}
        onOpen={onOpen}
        activeKey={open?.license ?? null}
        bottomInset={bottomInset}
        empty={
          <EmptyState icon={<CalendarClock size={22} />} title={text("queue.none.title")}>
            {text("queue.none.why")}
          </EmptyState>
        }
      />
    </div>
  );
}
