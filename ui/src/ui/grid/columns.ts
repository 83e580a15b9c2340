import type { GridColumn } from "./types";

/** The box in front of each row. */
const SELECT_WIDTH = 44;

/** Without boxes the first column starts where titles above the table do. */
const START_PADDING = 15;

/** The padding at the end of each row, as in the style sheet. */
const END_PADDING = 14;

/** The room before the first column that is no box. */
export function startPadding(hasSelection: boolean): number {
  return hasSelection ? 0 : START_PADDING;
}

function fixedWidth(hasSelection: boolean): number {
  return startPadding(hasSelection) + (hasSelection ? SELECT_WIDTH : 0) + END_PADDING;
}

/** Widths that a person can choose. */
export const NARROWEST = 60;
export const WIDEST = 900;

/** A width that a person may give to a column. */
export function possibleWidth(width: number): number {
  return Math.round(Math.min(WIDEST, Math.max(NARROWEST, width)));
}

type Sized = Pick<GridColumn<never>, "minWidth" | "width" | "priority">;

/** Leaves out columns, the least important first, until the rest fits. Those without a priority stay. */
export function fittingColumns<Column extends Sized>(
  columns: readonly Column[],
  width: number,
  hasSelection: boolean,
): Column[] {
  const fixed = fixedWidth(hasSelection);
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
  return columns.reduce((sum, column) => sum + (column.width ?? column.minWidth), 0);
}

/** The least width of a row; where the table is narrower it scrolls. */
export function rowMinimum(columns: readonly Sized[], hasSelection: boolean): number {
  return minimumOf(columns) + fixedWidth(hasSelection);
}

/** The CSS grid template that header and rows share: no width depends on content, so they always agree. */
export function gridTemplate(columns: readonly GridColumn<never>[], hasSelection: boolean): string {
  const tracks = columns.map((column) => {
    if (column.width) return `${column.width}px`;
    const grow = column.grow ?? 1;
    return grow > 0 ? `minmax(${column.minWidth}px, ${column.minWidth * grow}fr)` : `${column.minWidth}px`;
  });
  return [...(hasSelection ? [`${SELECT_WIDTH}px`] : []), ...tracks].join(" ");
}

/** Columns with the widths that a person is giving them. */
export function withWidths<Column extends Sized & { id: string }>(
  columns: readonly Column[],
  widths: ReadonlyMap<string, number | null>,
): Column[] {
  return columns.map((column) => {
    const width = widths.get(column.id);
    return width === undefined ? column : { ...column, width };
  });
}
