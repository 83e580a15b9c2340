import type { MouseEvent } from "react";
import type { DataGridProps } from "./types";
import type { useRowRange } from "./useRowRange";

interface Pointer<Row> {
  grid: DataGridProps<Row>;
  focused: number;
  range: ReturnType<typeof useRowRange>;
  focusRow: (index: number) => void;
}

/** Clicks on rows, in one place for all of them: on the box or with Ctrl they select, elsewhere they open. */
export function useGridPointer<Row>({ grid, focused, range, focusRow }: Pointer<Row>) {
  const { selection, getRow, onOpen } = grid;
  return (event: MouseEvent<HTMLElement>) => {
    const target = event.target as Element;
    const index = Number(target.closest<HTMLElement>("[data-index]")?.dataset.index ?? Number.NaN);
    const row = Number.isNaN(index) ? undefined : getRow(index);
    if (row === undefined || target.closest("a, button")) return;
    const selects = target.closest("[data-select]") !== null || event.ctrlKey || event.metaKey;
    focusRow(index);
    if (selection && event.shiftKey) {
      range.extendTo(index, focused);
      return;
    }
    range.setAnchor(index);
    if (selection && selects) selection.toggle(row, index);
    else onOpen?.(row, index);
  };
}
