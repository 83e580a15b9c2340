import { memo } from "react";
import { classes } from "../classes";
import styles from "./DataGrid.module.css";
import { GridCheckbox } from "./GridCheckbox";
import type { GridColumn } from "./types";

export interface GridRowProps<Row> {
  row: Row | undefined;
  index: number;
  top: number;
  /** null: that of its content, which `measure` is told of. */
  height: number | null;
  measure: ((row: HTMLElement | null) => void) | undefined;
  columns: readonly GridColumn<Row>[];
  /** null: rows can't be selected here. */
  isSelected: boolean | null;
  /** Whether this one can be. */
  hasBox: boolean;
  rowLabel: ((row: Row) => string) | undefined;
  isActive: boolean;
  isTabStop: boolean;
  /** The cell that has the focus instead of the row. */
  focusedCell: number | null;
}

function GridRowInner<Row>(props: GridRowProps<Row>) {
  const { row, index, top, height, measure, columns, isSelected, hasBox, isActive, isTabStop, focusedCell } =
    props;
  const boxes = isSelected === null ? 0 : 1;
  const cell = (position: number) => ({
    role: "gridcell",
    "aria-colindex": position + 1,
    // A cell that could take the focus at any time would take it from its row at each click.
    ...(focusedCell === position && { tabIndex: 0, "data-focused-cell": "" }),
  });
  return (
    <div
      ref={measure}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={(hasBox ? isSelected : null) ?? undefined}
      aria-busy={row === undefined ? true : undefined}
      data-index={index}
      data-active={isActive ? "" : undefined}
      tabIndex={isTabStop && focusedCell === null ? 0 : -1}
      className={styles.row}
      style={{ transform: `translateY(${top}px)`, ...(height !== null && { height }) }}
    >
      {isSelected !== null && (
        <div {...cell(0)} className={styles.selectCell} data-select="">
          {row !== undefined && hasBox && (
            <GridCheckbox
              label={props.rowLabel?.(row) ?? ""}
              state={isSelected ? "all" : "none"}
              tabIndex={-1}
            />
          )}
        </div>
      )}
      {columns.map((column, position) => (
        <div
          key={column.id}
          {...cell(position + boxes)}
          className={classes(styles.cell, column.align === "end" && styles.end)}
        >
          {row === undefined ? (
            <span
              className={styles.place}
              style={{ width: `${46 + ((index * 3 + position * 5) % 5) * 8}%` }}
              aria-hidden="true"
            />
          ) : (
            column.render(row)
          )}
        </div>
      ))}
    </div>
  );
}

/** One row. Memoised: while scrolling only those that come in are drawn, and of other data only what differs. */
export const GridRow = memo(GridRowInner) as typeof GridRowInner;
