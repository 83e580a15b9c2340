import type { GridColumn } from "./types";

/** The box in front of each row. */
export const SELECT_WIDTH = 44;

/** The padding at the end of each row, part of the last column's room. */
export const END_PADDING = 14;

type Sized = Pick<GridColumn<never>, "minWidth" | "priority">;

/** Leaves out columns, the least important first, until the rest fits. Those without a priority stay. */
export function fittingColumns<Column extends Sized>(
  columns: readonly Column[],
  width: number,
  hasSelection: boolean,
): Column[] {
  const fixed = (hasSelection ? SELECT_WIDTH : 0) + END_PADDING;
  let fitting = [...columns];
  while (fixed + minimumOf(fitting) > width) {
    const leastImportant = Math.max(...fitting.map((column) => column.priority ?? 0));
    if (leastImportant <= 0) break;
    const last = fitting.findLastIndex((column) => (column.priority ?? 0) === leastImportant);
    fitting = fitting.toSpliced(last, 1);
  }
  return fitting;
}

function minimumOf(columns: readonly Sized[]): number {
  return columns.reduce((sum, column) => sum + column.minWidth, 0);
}

/** The least width of a row; where the table is narrower it scrolls. */
export function rowMinimum(columns: readonly Sized[], hasSelection: boolean): number {
  return minimumOf(columns) + (hasSelection ? SELECT_WIDTH : 0) + END_PADDING;
}

/** The CSS grid template that header and rows share: no width depends on content, so they always agree. */
export function gridTemplate(columns: readonly GridColumn<never>[], hasSelection: boolean): string {
  const tracks = columns.map((column) => {
    const grow = column.grow ?? 1;
    return grow > 0 ? `minmax(${column.minWidth}px, ${column.minWidth * grow}fr)` : `${column.minWidth}px`;
  });
  return [...(hasSelection ? [`${SELECT_WIDTH}px`] : []), ...tracks].join(" ");
}
