import { History } from "lucide-react";
import { type KeyboardEvent, useRef } from "react";
import { useText } from "@/i18n";
import type { ChangeSetView, RowWindows } from "@/platform";
import { ProblemCallout } from "@/problems";
import { DataGrid, EmptyState, useFocusComesBack } from "@/ui";
import styles from "../Changes.module.css";
import { useChangeSetColumns } from "./columns";

export interface ChangeSetTableProps {
  rows: RowWindows<ChangeSetView>;
  /** The one that is shown beside the table. */
  open: ChangeSetView | null;
  onOpen: (set: ChangeSetView | null) => void;
}

/** As many rows as keep the place of those that are read. */
const PLACES = 8;

/** All change sets, the newest first. */
export function ChangeSetTable({ rows, open, onOpen }: ChangeSetTableProps) {
  const text = useText();
  const table = useRef<HTMLDivElement>(null);
  const columns = useChangeSetColumns();
  useFocusComesBack(table, open !== null);
  if (rows.problem && rows.total === undefined) {
    return (
      <div className={styles.problem}>
        <ProblemCallout problem={rows.problem} handlers={{ retry: rows.retry, refresh: rows.retry }} />
      </div>
    );
  }
  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key === "Escape" && !event.defaultPrevented && open) onOpen(null);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- it only listens to what its rows let through
    <div ref={table} className={styles.table} onKeyDown={closeOnEscape}>
      <DataGrid
        label={text("changes.table")}
        columns={columns}
        total={rows.isLoading ? PLACES : (rows.total ?? 0)}
        getRow={rows.getRow}
        rowKey={(set) => set.id}
        isBusy={rows.isLoading}
        onRangeChange={rows.onRangeChange}
        onOpen={onOpen}
        activeKey={open?.id ?? null}
        empty={
          <EmptyState icon={<History size={22} />} title={text("changes.none.title")}>
            {text("changes.none.why")}
          </EmptyState>
        }
      />
    </div>
  );
}
