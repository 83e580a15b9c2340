import { memo } from "react";
import { classes } from "../classes";
import { Skeleton } from "../Skeleton";
import styles from "./DataGrid.module.css";
import { GridCheckbox } from "./GridCheckbox";
import type { GridColumn } from "./types";

export interface GridRowProps<Row> {
  row: Row | undefined;
  index: number;
  top: number;
  height: number;
  columns: readonly GridColumn<Row>[];
  template: string;
  /** null: rows can't be selected here. */
  isSelected: boolean | null;
  selectLabel: string;
  isActive: boolean;
  isTabStop: boolean;
}

function GridRowInner<Row>(props: GridRowProps<Row>) {
  const { row, index, top, height, columns, isSelected, isActive } = props;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected ?? undefined}
      aria-busy={row === undefined ? true : undefined}
      data-index={index}
      data-active={isActive ? "" : undefined}
      tabIndex={props.isTabStop ? 0 : -1}
      className={styles.row}
      style={{ gridTemplateColumns: props.template, transform: `translateY(${top}px)`, height }}
    >
      {isSelected !== null && (
        <div role="gridcell" className={styles.selectCell} data-select="">
          {row !== undefined && (
            <GridCheckbox label={props.selectLabel} state={isSelected ? "all" : "none"} tabIndex={-1} />
          )}
        </div>
      )}
      {columns.map((column, position) => (
        <div
          key={column.id}
          role="gridcell"
          className={classes(styles.cell, column.align === "end" && styles.end)}
        >
          {row === undefined ? (
            <Skeleton width={`${46 + ((index * 3 + position * 5) % 5) * 8}%`} />
          ) : (
            column.render(row)
          )}
        </div>
      ))}
    </div>
  );
}

/** One row. Memoised: while scrolling only those that come in are drawn. */
export const GridRow = memo(GridRowInner) as typeof GridRowInner;
