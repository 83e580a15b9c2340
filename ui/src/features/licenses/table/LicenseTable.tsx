import { SearchX } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import { useText } from "@/i18n";
import type { LicenseRow, LicenseRows } from "@/platform";
import { ProblemCallout } from "@/problems";
import { Button, DataGrid, EmptyState } from "@/ui";
import type { LicenseSelection } from "../selection/useLicenseSelection";
import { NoLicenses } from "../sync/NoLicenses";
import type { LicenseView } from "../view/useLicenseView";
import { useLicenseColumns } from "./columns";
import styles from "./LicenseTable.module.css";
import { useShownByKeyboard } from "./useShownByKeyboard";

export interface LicenseTableProps {
  view: LicenseView;
  rows: LicenseRows;
  selected: LicenseSelection;
  /** The license whose details are shown. */
  open: LicenseRow | null;
  onOpen: (row: LicenseRow | null) => void;
  /** A change is being made in a dialog. */
  isChanging: boolean;
}

/** As many rows as fill a window, to keep their place while the first are read. */
const PLACES = 24;

/** Room for the bar that floats above the last rows. */
const BAR = 76;

export function LicenseTable({ view, rows, selected, open, onOpen, isChanging }: LicenseTableProps) {
  const text = useText();
  const columns = useLicenseColumns(open !== null);
  const table = useRef<HTMLDivElement>(null);
  const followed = useShownByKeyboard(rows, open, onOpen);
  useFocusComesBack(table, open, isChanging);
  const { sort, descending } = view.shown;

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
        isBusy={rows.isLoading || rows.isStale}
        onRangeChange={rows.onRangeChange}
        sort={{ column: sort, direction: descending ? "descending" : "ascending" }}
        onSort={({ column, direction }) => {
          const wanted = columns.find(({ id }) => id === column);
          if (wanted) view.change({ sort: wanted.id, descending: direction === "descending" });
        }}
        selection={selected.grid}
        onOpen={onOpen}
        activeKey={open?.id ?? null}
        bottomInset={selected.count > 0 ? BAR : 0}
        empty={rows.all === 0 ? <NoLicenses /> : <NoMatch onClear={view.clear} />}
      />
    </div>
  );
}

/** What had the focus is gone with the panel or the dialog: the row that it was about takes it. */
function useFocusComesBack(
  table: React.RefObject<HTMLElement | null>,
  open: LicenseRow | null,
  isChanging: boolean,
) {
  const isAway = open !== null || isChanging;
  const wasAway = useRef(isAway);
  useEffect(() => {
    const cameBack = wasAway.current && !isAway;
    wasAway.current = isAway;
    if (!cameBack) return undefined;
    // The dialog gives the focus back by itself, a little later, where its button is still there.
    const timer = setTimeout(() => {
      if (document.activeElement !== document.body) return;
      table.current?.querySelector<HTMLElement>('[data-index][tabindex="0"]')?.focus({ preventScroll: true });
    }, 60);
    return () => clearTimeout(timer);
  }, [isAway, table]);
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
