import type { KeyboardEvent } from "react";
import type { DataGridProps } from "./types";
import type { useRowRange } from "./useRowRange";

interface Keyboard<Row> {
  grid: DataGridProps<Row>;
  focused: number;
  rowsPerPage: number;
  range: ReturnType<typeof useRowRange>;
  focusRow: (index: number) => void;
  focusHeader: () => void;
}

/** The keys of the rows: arrows, Home, End, Page Up and Down, Space, Enter, Ctrl+A, Escape. */
export function useGridKeyboard<Row>(context: Keyboard<Row>) {
  return (event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey || event.nativeEvent.isComposing) return;
    const handled = moveFocus(event, context) || act(event, context);
    if (handled) event.preventDefault();
  };
}

function moveFocus<Row>(event: KeyboardEvent, context: Keyboard<Row>): boolean {
  const { focused, grid, range, focusRow, focusHeader } = context;
  if (event.key === "ArrowUp" && focused === 0 && !event.shiftKey) {
    focusHeader();
    return true;
  }
  const target = targetOf(event.key, context);
  if (target === null) return false;
  const index = Math.max(0, Math.min(target, grid.total - 1));
  if (event.shiftKey) range.extendTo(index, focused);
  else range.setAnchor(index);
  focusRow(index);
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
  if (event.key === "Escape" && selection.allState !== "none") {
    selection.setAll(false);
    return true;
  }
  return false;
}
