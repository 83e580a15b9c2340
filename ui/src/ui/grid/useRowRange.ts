import { useLayoutEffect, useRef } from "react";
import type { GridSelection } from "./types";

/**
 * Selecting from an anchor, the way file managers do: Shift extends the range, coming back shortens it.
 * Positions, not rows: most of a long range is not loaded.
 */
export function useRowRange<Row>(selection: GridSelection<Row> | undefined) {
  const anchor = useRef<number | null>(null);
  const end = useRef<number | null>(null);
  const isNothing = selection?.allState === "none";
  useLayoutEffect(() => {
    // The range was cleared with the rest: extending it starts it anew.
    if (isNothing) end.current = null;
  }, [isNothing]);

  const setAnchor = (index: number) => {
    anchor.current = index;
    end.current = null;
  };

  /** Other rows are at these positions now. */
  const forget = () => {
    anchor.current = null;
    end.current = null;
  };

  const extendTo = (index: number, from: number) => {
    if (!selection) return;
    anchor.current ??= from;
    const start = anchor.current;
    const before = spanOf(start, end.current ?? start);
    const now = spanOf(start, index);
    // Only what is new: the rest of a long range is selected already, and would have to be asked for again.
    const isFirst = end.current === null;
    for (const [first, last] of beyond(before, now)) selection.setRange(first, last, false);
    for (const [first, last] of isFirst ? [now] : beyond(now, before)) selection.setRange(first, last, true);
    end.current = index;
  };

  return { setAnchor, forget, extendTo };
}

type Span = readonly [first: number, last: number];

function spanOf(one: number, other: number): Span {
  return one < other ? [one, other] : [other, one];
}

/** The parts of a span that lie outside another one; both have the anchor in common. */
function beyond([first, last]: Span, other: Span): Span[] {
  const parts: Span[] = [
    [first, Math.min(last, other[0] - 1)],
    [Math.max(first, other[1] + 1), last],
  ];
  return parts.filter(([from, to]) => from <= to);
}
