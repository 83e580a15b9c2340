import { ArrowDown, ArrowUp } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { classes } from "../classes";
import styles from "./DataGrid.module.css";
import { GridCheckbox } from "./GridCheckbox";
import type { DataGridProps, GridColumn, GridSort } from "./types";

type HeaderProps<Row> = Pick<DataGridProps<Row>, "sort" | "onSort" | "selection" | "total"> & {
  columns: readonly GridColumn<Row>[];
  template: string;
  onLeaveDown: () => void;
};

/** The head of the grid: one stop of the Tab key, arrows move in it. */
export function GridHeader<Row>(props: HeaderProps<Row>) {
  const { columns, template, selection, sort, onSort, total, onLeaveDown } = props;
  const [stop, setStop] = useState(0);
  const sortable = columns.filter((column) => column.sortable && onSort);
  const boxes = selection ? 1 : 0;
  const current = Math.min(stop, Math.max(0, boxes + sortable.length - 1));

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key === "ArrowDown") {
      event.preventDefault();
      onLeaveDown();
      return;
    }
    const next = nextStop(event.key, current, boxes + sortable.length);
    if (next === null) return;
    event.preventDefault();
    setStop(next);
    event.currentTarget.querySelectorAll<HTMLElement>("[data-header-stop]")[next]?.focus();
  };

  return (
    <div role="rowgroup" className={styles.head}>
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- its controls take the focus */}
      <div
        role="row"
        aria-rowindex={1}
        className={styles.headRow}
        style={{ gridTemplateColumns: template }}
        onKeyDown={onKeyDown}
      >
        {selection && (
          <div role="columnheader" className={styles.selectCell}>
            <GridCheckbox
              label={selection.allLabel}
              state={total === 0 ? "none" : selection.allState}
              tabIndex={current === 0 ? 0 : -1}
              isHeaderStop
              onChange={() => selection.setAll(selection.allState !== "all")}
            />
          </div>
        )}
        {columns.map((column) => (
          <HeaderCell
            key={column.id}
            column={column}
            sort={sort ?? null}
            onSort={onSort}
            isStop={sortable.indexOf(column) + boxes === current}
          />
        ))}
      </div>
    </div>
  );
}

function nextStop(key: string, current: number, count: number): number | null {
  switch (key) {
    case "ArrowRight":
      return Math.min(current + 1, count - 1);
    case "ArrowLeft":
      return Math.max(current - 1, 0);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}

interface HeaderCellProps<Row> {
  column: GridColumn<Row>;
  sort: GridSort | null;
  onSort: ((sort: GridSort) => void) | undefined;
  isStop: boolean;
}

function HeaderCell<Row>({ column, sort, onSort, isStop }: HeaderCellProps<Row>) {
  const direction = sort?.column === column.id ? sort.direction : "none";
  const Arrow = direction === "descending" ? ArrowDown : ArrowUp;
  const isSortable = Boolean(column.sortable && onSort);
  return (
    <div
      role="columnheader"
      aria-sort={isSortable ? direction : undefined}
      className={classes(styles.headCell, column.align === "end" && styles.end)}
    >
      {isSortable ? (
        <button
          type="button"
          className={styles.sort}
          tabIndex={isStop ? 0 : -1}
          data-header-stop=""
          data-sorted={direction === "none" ? undefined : ""}
          onClick={() =>
            onSort?.({ column: column.id, direction: direction === "ascending" ? "descending" : "ascending" })
          }
        >
          <span className={styles.headLabel}>{column.header}</span>
          <Arrow size={13} aria-hidden className={styles.arrow} />
        </button>
      ) : (
        <span className={styles.headLabel}>{column.header}</span>
      )}
    </div>
  );
}
