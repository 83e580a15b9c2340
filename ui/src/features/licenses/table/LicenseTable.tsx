import { SearchX } from "lucide-react";
import { type KeyboardEvent, memo, type ReactNode, useMemo, useRef } from "react";
import { useText } from "@/i18n";
import {
  type ColumnLayout,
  type LicenseRow,
  type RowSource,
  type SortColumn,
  useLicenseRows,
} from "@/platform";
import { ProblemCallout } from "@/problems";
import { Button, DataGrid, EmptyState, type GridResizing, type GridSort, useFocusComesBack } from "@/ui";
import { type LicenseSelection, useGridSelection } from "../selection/useLicenseSelection";
import { NoLicenses } from "../sync/NoLicenses";
import type { LicenseView } from "../view/useLicenseView";
import { isSortColumn, layoutOf, useLicenseColumns } from "./columns";
import styles from "./LicenseTable.module.css";
import { useShownByKeyboard } from "./useShownByKeyboard";

export interface LicenseTableProps {
  view: TableControls;
  source: RowSource;
  selected: LicenseSelection;
  /** The license whose details are shown. */
  open: LicenseRow | null;
  onOpen: (row: LicenseRow | null) => void;
  /** A change is being made in a dialog. */
  isChanging: boolean;
}

/** What of a view is the table's: it stays the same while somebody types. */
export interface TableControls {
  sort: SortColumn;
  descending: boolean;
  columns: readonly ColumnLayout[];
  change: LicenseView["change"];
  clear: LicenseView["clear"];
  setColumns: LicenseView["setColumns"];
}

/** As many rows as fill a window, to keep their place while the first are read. */
const PLACES = 24;

/** Room for the bar that floats above the last rows. */
const BAR = 76;

/** The table. It draws what its source has, and knows nothing of what is being typed. */
export const LicenseTable = memo(function LicenseTable(props: LicenseTableProps) {
  const { view, source, selected, open, onOpen, isChanging } = props;
  const text = useText();
  const rows = useLicenseRows(source);
  const columns = useLicenseColumns(view.columns, open !== null);
  const resizing = useResizing(view);
  const sorting = useSorting(view);
  const selection = useGridSelection(selected, rows);
  const table = useRef<HTMLDivElement>(null);
  const followed = useShownByKeyboard(rows, open, onOpen);
  useFocusComesBack(table, open !== null || isChanging);

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
    <div ref={table} className={styles.table} {...followed} onKeyDown={closeOnEscape}>
      <DataGrid
        label={text("licenses.table")}
        columns={columns}
        total={rows.isLoading ? PLACES : (rows.total ?? 0)}
        getRow={rows.getRow}
        rowKey={(row) => row.id}
        isBusy={rows.isLoading}
        onRangeChange={rows.onRangeChange}
        {...sorting}
        resizing={resizing}
        content={rows.query}
        selection={selection}
        onOpen={onOpen}
        activeKey={open?.id ?? null}
        bottomInset={selected.hasAny ? BAR : 0}
        empty={rows.all === 0 ? <NoLicenses /> : <NoMatch onClear={view.clear} />}
      />
    </div>
  );
});

function useSorting({ sort, descending, change }: TableControls) {
  return useMemo(
    () => ({
      sort: { column: sort, direction: descending ? "descending" : "ascending" } as const,
      onSort: ({ column, direction }: GridSort) => {
        if (isSortColumn(column)) change({ sort: column, descending: direction === "descending" });
      },
    }),
    [sort, descending, change],
  );
}

/** A width that is given to one of the standard columns makes them the person's own. */
function useResizing({ columns, setColumns }: TableControls): GridResizing {
  const text = useText();
  return useMemo(
    () => ({
      onResize: (widths) =>
        setColumns(
          layoutOf(columns).map((layout) => {
            const width = widths.get(layout.column);
            return width === undefined ? layout : { ...layout, width };
          }),
        ),
      label: (column) => text("licenses.columns.edge", { column }),
      byKeys: (column) => text("licenses.columns.edgeByKeys", { column }),
      help: text("licenses.columns.edgeHelp"),
    }),
    [columns, setColumns, text],
  );
}

function NoMatch({ onClear }: { onClear: () => void }): ReactNode {
  const text = useText();
  return (
    <EmptyState
      icon={<SearchX size={22} />}
      title={text("licenses.noMatch.title")}
      actions={<Button onPress={onClear}>{text("licenses.noMatch.clear")}</Button>}
    >
      {text("licenses.noMatch.why")}
    </EmptyState>
  );
}
