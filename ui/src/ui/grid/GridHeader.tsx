import { ArrowDown, ArrowUp } from "lucide-react";
import {
  type KeyboardEvent,
  memo,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { classes } from "../classes";
import { NARROWEST, possibleWidth, WIDEST } from "./columns";
import styles from "./DataGrid.module.css";
import { GridCheckbox } from "./GridCheckbox";
import type { DataGridProps, GridColumn, GridResizing, GridSort } from "./types";
import { type ColumnEdge, useColumnResize } from "./useColumnResize";
import type { ElementSize } from "./useElementSize";

type HeaderProps<Row> = Pick<DataGridProps<Row>, "sort" | "onSort" | "selection" | "total" | "resizing"> & {
  columns: readonly GridColumn<Row>[];
  grid: RefObject<HTMLElement | null>;
  size: ElementSize | null;
  onLeaveDown: () => void;
  /** Says something out loud, for those who do not see it. */
  say: (words: string) => void;
};

/** The head of the grid: one stop of the Tab key, arrows move in it. It has nothing to do with scrolling. */
export const GridHeader = memo(GridHeaderInner) as typeof GridHeaderInner;

function GridHeaderInner<Row>(props: HeaderProps<Row>) {
  const { columns, selection, onSort, total, resizing, grid } = props;
  const [stop, setStop] = useState(0);
  const boxes = selection ? 1 : 0;
  const perColumn = resizing ? 2 : 1;
  const count = boxes + columns.length * perColumn;
  const current = Math.min(stop, Math.max(0, count - 1));
  const edge = useColumnResize({ grid, columns, hasSelection: boxes === 1, resizing });
  const row = useRef<HTMLDivElement>(null);
  useWidthsAreTold(row, columns, props.size);
  useResizingIsSaid(edge.byKeys, props);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const column = (event.target as HTMLElement).dataset.edge;
    if (column !== undefined && edge.onKeyDown(event, column)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (event.key === "ArrowDown") {
      event.preventDefault();
      props.onLeaveDown();
      return;
    }
    const next = nextStop(event.key, current, count);
    if (next === null) return;
    event.preventDefault();
    setStop(next);
    event.currentTarget.querySelectorAll<HTMLElement>("[data-header-stop]")[next]?.focus();
  };

  return (
    <div role="rowgroup" className={styles.head}>
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- its controls take the focus */}
      <div ref={row} role="row" aria-rowindex={1} className={styles.headRow} onKeyDown={onKeyDown}>
        {selection && (
          <div role="columnheader" aria-colindex={1} className={styles.selectCell} onFocus={() => setStop(0)}>
            <GridCheckbox
              label={selection.allLabel}
              state={total === 0 ? "none" : selection.allState}
              tabIndex={current === 0 ? 0 : -1}
              isHeaderStop
              onChange={() => selection.setAll(selection.allState !== "all")}
            />
          </div>
        )}
        {columns.map((column, position) => (
          <HeaderCell
            key={column.id}
            column={column}
            columnIndex={position + boxes + 1}
            sort={props.sort ?? null}
            onSort={onSort}
            resizing={resizing}
            edge={edge}
            // Which of its own stops the Tab key leads to, if any.
            stop={current - boxes - position * perColumn}
            onStop={(own) => setStop(boxes + position * perColumn + own)}
          />
        ))}
      </div>
    </div>
  );
}

/** That the arrow keys do something else now can be seen at the edge only. */
function useResizingIsSaid<Row>(column: string | null, { columns, resizing, say }: HeaderProps<Row>) {
  const header = columns.find(({ id }) => id === column)?.header;
  const words = header === undefined ? "" : (resizing?.byKeys(header) ?? "");
  useEffect(() => say(words), [say, words]);
}

/** Widths that follow from the room there is are only known once they are laid out. */
function useWidthsAreTold(
  row: RefObject<HTMLElement | null>,
  columns: readonly GridColumn<never>[],
  size: ElementSize | null,
) {
  // oxlint-disable-next-line react/exhaustive-deps -- they are what the layout depends on
  useLayoutEffect(() => {
    for (const edge of row.current?.querySelectorAll<HTMLElement>("[data-edge]") ?? []) {
      const width = edge.parentElement?.offsetWidth ?? 0;
      edge.setAttribute("aria-valuenow", String(possibleWidth(width)));
    }
  }, [row, columns, size]);
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
  columnIndex: number;
  sort: GridSort | null;
  onSort: ((sort: GridSort) => void) | undefined;
  resizing: GridResizing | undefined;
  edge: ColumnEdge;
  stop: number;
  onStop: (own: number) => void;
}

function HeaderCell<Row>(props: HeaderCellProps<Row>) {
  const { column, columnIndex, sort, onSort, resizing, stop, onStop } = props;
  const direction = sort?.column === column.id ? sort.direction : "none";
  const Arrow = direction === "descending" ? ArrowDown : ArrowUp;
  const isSortable = Boolean(column.sortable && onSort);
  const tabIndex = stop === 0 ? 0 : -1;
  return (
    <div
      role="columnheader"
      aria-label={column.header}
      aria-colindex={columnIndex}
      aria-sort={isSortable ? direction : undefined}
      data-column={column.id}
      className={classes(styles.headCell, column.align === "end" && styles.end)}
      {...(!isSortable && { tabIndex, "data-header-stop": "", onFocus: () => onStop(0) })}
    >
      {isSortable ? (
        <button
          type="button"
          className={styles.sort}
          tabIndex={tabIndex}
          data-header-stop=""
          data-sorted={direction === "none" ? undefined : ""}
          onFocus={() => onStop(0)}
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
      {resizing && <Edge {...props} resizing={resizing} />}
    </div>
  );
}

/** The edge of a column, which can be moved. */
function Edge<Row>({
  column,
  resizing,
  edge,
  stop,
  onStop,
}: HeaderCellProps<Row> & { resizing: GridResizing }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a separator that can be moved is a control
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={resizing.label(column.header)}
      aria-valuemin={NARROWEST}
      aria-valuemax={WIDEST}
      aria-valuenow={column.width ?? column.minWidth}
      title={resizing.help}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- as above
      tabIndex={stop === 1 ? 0 : -1}
      data-header-stop=""
      data-edge={column.id}
      data-by-keys={edge.byKeys === column.id ? "" : undefined}
      className={styles.edge}
      onPointerDown={(event) => edge.onPointerDown(event, column.id)}
      onDoubleClick={() => edge.onDoubleClick(column.id)}
      onFocus={(event) => {
        event.stopPropagation();
        onStop(1);
      }}
      onBlur={edge.onBlur}
    />
  );
}
