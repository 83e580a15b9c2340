import { useRef } from "react";
import type { GridSelection } from "./types";

/**
 * Selecting from an anchor, the way file managers do: Shift extends the range, coming back shortens it.
 * Positions, not rows: most of a long range is not loaded.
 */
export function useRowRange<Row>(selection: GridSelection<Row> | undefined) {
  const anchor = useRef<number | null>(null);
  const end = useRef<number | null>(null);

  const setAnchor = (index: number) => {
    anchor.current = index;
    end.current = null;
  };

  const extendTo = (index: number, from: number) => {
    if (!selection) return;
    anchor.current ??= from;
    const start = anchor.current;
    const previous = end.current;
    if (previous !== null && beyond(previous, index, start)) {
      const [first, last] =
        previous > index ? [Math.max(index, start) + 1, previous] : [previous, Math.min(index, start) - 1];
      if (first <= last) selection.setRange(first, last, false);
    }
    selection.setRange(Math.min(start, index), Math.max(start, index), true);
    end.current = index;
  };

  return { setAnchor, extendTo };
}

/** Whether the old end of a range lies outside the new one. */
function beyond(previous: number, index: number, start: number): boolean {
  return previous > Math.max(index, start) || previous < Math.min(index, start);
}
