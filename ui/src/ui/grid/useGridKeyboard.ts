import type { KeyboardEvent } from "react";
import type { DataGridProps } from "./types";
import type { useRowRange } from "./useRowRange";

interface Keyboard<Row> {
  grid: DataGridProps<Row>;
  focused: number;
  /** The cell that has the focus; none: the row itself. */
  cell: number | null;
  cells: number;
  rowsPerPage: number;
  range: ReturnType<typeof useRowRange>;
  focusRow: (index: number, cell?: number | null) => void;
  /** The header of a cell; of none: the one that was left last. */
  focusHeader: (cell: number | null) => void;
}

/**
 * The keys of the rows: arrows, Home, End, Page Up and Down, Space, Enter, Ctrl+A, Escape. Left and right lead into
 * the cells of a row, where Home and End stay in it and Ctrl with them leads to the first and last row.
 */
export function useGridKeyboard<Row>(context: Keyboard<Row>) {
  return (event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey || event.nativeEvent.isComposing) return;
    const handled = moveInRow(event, context) || moveFocus(event, context) || act(event, context);
    if (handled) event.preventDefault();
  };
}

function moveInRow<Row>(event: KeyboardEvent, { cell, cells, focused, focusRow }: Keyboard<Row>): boolean {
  if (event.shiftKey || event.ctrlKey || event.metaKey) return false;
  const next = nextCell(event.key, cell, cells);
  if (next === undefined) return false;
  if (next !== cell) focusRow(focused, next);
  return true;
}

/** null is the row itself, before its first cell. */
function nextCell(key: string, cell: number | null, cells: number): number | null | undefined {
  switch (key) {
    case "ArrowRight":
      return Math.min((cell ?? -1) + 1, cells - 1);
    case "ArrowLeft":
      return cell === null || cell === 0 ? null : cell - 1;
    case "Home":
      return cell === null ? undefined : 0;
    case "End":
      return cell === null ? undefined : cells - 1;
    default:
      return undefined;
  }
}

function moveFocus<Row>(event: KeyboardEvent, context: Keyboard<Row>): boolean {
  const { focused, grid, range, focusRow, focusHeader } = context;
  if (event.key === "ArrowUp" && focused === 0 && !event.shiftKey) {
    focusHeader(context.cell);
    return true;
  }
  const target = targetOf(event.key, context);
  if (target === null) return false;
  const index = Math.max(0, Math.min(target, grid.total - 1));
  if (event.shiftKey) range.extendTo(index, focused);
  else range.setAnchor(index);
  focusRow(index, context.cell);
  return true;
}

function targetOf<Row>(key: string, { focused, rowsPerPage, grid }: Keyboard<Row>): number | null {
  switch (key) {
    case "ArrowDown":
      return focused + 1;
    case "ArrowUp":
      return focused - 1;
    case "PageDown":
      return focused + rowsPerPage;
    case "PageUp":
      return focused - rowsPerPage;
    case "Home":
      return 0;
    case "End":
      return grid.total - 1;
    default:
      return null;
  }
}

function act<Row>(event: KeyboardEvent, { focused, grid, range }: Keyboard<Row>): boolean {
  const { selection } = grid;
  const row = grid.getRow(focused);
  if (event.key === "Enter" && row !== undefined && grid.onOpen) {
    grid.onOpen(row, focused);
    return true;
  }
  if (!selection) return false;
  if (event.key === " ") {
    if (event.shiftKey) range.extendTo(focused, focused);
    else if (row !== undefined) {
      selection.toggle(row, focused);
      range.setAnchor(focused);
    }
    return true;
  }
  if (event.key.toLowerCase() === "a" && (event.ctrlKey || event.metaKey)) {
    selection.setAll(true);
    return true;
  }
  if (event.key === "Escape" && selection.allState !== "none" && !selection.isKept) {
    selection.setAll(false);
    return true;
  }
  return false;
}
