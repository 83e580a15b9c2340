import type { ReactNode } from "react";
import type { CheckState } from "../CheckMark";

export interface GridColumn<Row> {
  id: string;
  header: string;
  render: (row: Row) => ReactNode;
  /** By itself it never gets narrower than this; below it the table hides columns, at last it scrolls. */
  minWidth: number;
  /** The width that a person gave it: it neither grows nor shrinks then. */
  width?: number | null;
  /** How much of the room left over it takes; 0: none. 1 if left out. */
  grow?: number;
  align?: "start" | "end";
  sortable?: boolean;
  /** Where there is little room, the column with the highest priority number goes first; 0 or left out: stays. */
  priority?: number;
}

export interface GridSort {
  column: string;
  direction: "ascending" | "descending";
}

export interface GridSelection<Row> {
  isSelected: (row: Row) => boolean;
  /** Whether a row has a box at all; each has one if this is left out. */
  canSelect?: (row: Row) => boolean;
  toggle: (row: Row, index: number) => void;
  /** Selects or deselects rows by position, both ends included; they may not be loaded. */
  setRange: (first: number, last: number, selected: boolean) => void;
  setAll: (selected: boolean) => void;
  allState: CheckState;
  /** Escape leaves what is selected: where that is more than a passing choice. */
  isKept?: boolean;
  /** The name of a row's box. */
  rowLabel: (row: Row) => string;
  allLabel: string;
}

/** Widths in pixels by column; null: what fits. */
export type ColumnWidths = ReadonlyMap<string, number | null>;

export interface GridResizing {
  onResize: (widths: ColumnWidths) => void;
  /** The name of the edge of a column. */
  label: (header: string) => string;
  /** Said while the arrow keys change the width of a column. */
  byKeys: (header: string) => string;
  /** How it is done, with the mouse and with keys. */
  help: string;
}

export interface DataGridProps<Row> {
  label: string;
  columns: readonly GridColumn<Row>[];
  total: number;
  /** The row at a position, or undefined while it is not loaded: its place is kept. */
  getRow: (index: number) => Row | undefined;
  rowKey: (row: Row) => string;
  /** Which rows are in sight or close to it: load them. */
  onRangeChange?: (first: number, last: number) => void;
  sort?: GridSort | null;
  onSort?: (sort: GridSort) => void;
  /** Lets people change the width of columns. */
  resizing?: GridResizing;
  selection?: GridSelection<Row>;
  /** What the rows answer to, such as a query: when it is another one, the table starts from its top. */
  content?: unknown;
  /** Enter or a click on a row. */
  onOpen?: (row: Row, index: number) => void;
  /** The row whose details are shown. */
  activeKey?: string | null;
  /** "content": as high as what is in it, for rows that say something in words. */
  density?: "regular" | "compact" | "content";
  /** The data is being read: told to screen readers. */
  isBusy?: boolean;
  /** Instead of rows when there are none. */
  empty?: ReactNode;
  /** Room below the last row, so that a floating bar hides none. */
  bottomInset?: number;
}
