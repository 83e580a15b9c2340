import { type FocusEvent, type RefObject, useCallback, useLayoutEffect, useState } from "react";

export interface GridFocus {
  /** The row that is the stop of the Tab key. */
  index: number;
  /** The cell in it that has the focus; none: the row itself. */
  cell: number | null;
  moveTo: (index: number, cell?: number | null) => void;
  /** Other rows are shown: the first one is the stop, and has the focus if a row had it. */
  toTop: () => void;
  /** To the header of a cell; of none: to the one that was left last. */
  toHeader: (cell: number | null) => void;
  onFocus: (event: FocusEvent<HTMLElement>) => void;
}

/** Which row, or which of its cells, is the stop of the Tab key, and moving the real focus there once it is drawn. */
export function useGridFocus(total: number, scroller: RefObject<HTMLElement | null>): GridFocus {
  const [wanted, setWanted] = useState<{ index: number; cell: number | null }>({ index: 0, cell: null });
  const [request, setRequest] = useState(0);
  const index = Math.max(0, Math.min(wanted.index, total - 1));

  useLayoutEffect(() => {
    if (request === 0) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
    const cell = row?.querySelector<HTMLElement>("[data-focused-cell]");
    (cell ?? row)?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
    // Only a request moves the focus: rows that arrive or vanish must not.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [request]);

  const moveTo = useCallback((next: number, cell: number | null = null) => {
    setWanted({ index: next, cell });
    setRequest((count) => count + 1);
  }, []);

  return {
    index,
    cell: wanted.cell,
    moveTo,
    toTop: () => {
      const hasFocus = scroller.current?.querySelector("[data-index]:focus-within") !== null;
      setWanted((before) => (before.index === 0 && before.cell === null ? before : { index: 0, cell: null }));
      if (hasFocus) setRequest((count) => count + 1);
    },
    toHeader: (cell) => {
      const left = '[data-header-stop][tabindex="0"]';
      const own = `[role="columnheader"][aria-colindex="${(cell ?? 0) + 1}"]`;
      const stop = cell === null ? left : `${own}[data-header-stop], ${own} [data-header-stop]`;
      scroller.current?.querySelector<HTMLElement>(stop)?.focus();
    },
    onFocus: (event) => {
      const target = event.target as HTMLElement;
      const row = target.closest<HTMLElement>("[data-index]");
      if (!row || target.dataset.focusedCell !== undefined) return;
      const next = Number(row.dataset.index);
      setWanted((before) =>
        before.index === next && before.cell === null ? before : { index: next, cell: null },
      );
    },
  };
}
