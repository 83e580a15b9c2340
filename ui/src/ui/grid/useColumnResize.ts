import { type KeyboardEvent, type PointerEvent, type RefObject, useRef, useState } from "react";
import { possibleWidth, withWidths } from "./columns";
import type { ColumnWidths, GridColumn, GridResizing } from "./types";
import { layoutOf } from "./useGridColumns";

const STEP = 10;
const LONG_STEP = 50;

interface Resize<Row> {
  grid: RefObject<HTMLElement | null>;
  columns: readonly GridColumn<Row>[];
  hasSelection: boolean;
  resizing: GridResizing | undefined;
}

export interface ColumnEdge {
  /** The column whose width the arrow keys change now. */
  byKeys: string | null;
  onPointerDown: (event: PointerEvent<HTMLElement>, column: string) => void;
  onDoubleClick: (column: string) => void;
  onBlur: () => void;
  /** Tells whether the key was for the edge. */
  onKeyDown: (event: KeyboardEvent<HTMLElement>, column: string) => boolean;
}

/**
 * Changes the width of columns: by dragging an edge, and by keys after Enter on it. The columns before it keep the
 * widths that they have, so that the edge stays below the pointer.
 */
export function useColumnResize<Row>(context: Resize<Row>): ColumnEdge {
  const { grid, columns, hasSelection, resizing } = context;
  const [byKeys, setByKeys] = useState<string | null>(null);
  const before = useRef<ColumnWidths>(new Map());

  /** Without drawing anything anew: the layout is in the hands of the style sheet. */
  const preview = (widths: ColumnWidths) => {
    const style = layoutOf(withWidths(columns, widths), hasSelection);
    for (const [name, value] of Object.entries(style)) grid.current?.style.setProperty(name, String(value));
  };
  const widthsBefore = (column: string): Map<string, number | null> => {
    const ids = columns.map(({ id }) => id);
    const frozen = ids.slice(0, ids.indexOf(column) + 1);
    return new Map(frozen.map((id) => [id, widthOf(grid.current, id)]));
  };

  const onPointerDown = (event: PointerEvent<HTMLElement>, column: string) => {
    if (event.button !== 0 || !resizing) return;
    event.preventDefault();
    const from = widthsBefore(column);
    const direction = getComputedStyle(event.currentTarget).direction === "rtl" ? -1 : 1;
    followPointer(event.currentTarget, event, {
      moved: (distance) => {
        const width = possibleWidth((from.get(column) ?? 0) + distance * direction);
        const widths = new Map(from).set(column, width);
        preview(widths);
        return widths;
      },
      done: resizing.onResize,
      canceled: () => preview(new Map()),
    });
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>, column: string): boolean => {
    if (!resizing) return false;
    if (event.key === "Enter") {
      before.current = new Map(columns.map(({ id, width = null }) => [id, width]));
      setByKeys(byKeys === column ? null : column);
      return true;
    }
    if (byKeys !== column) return false;
    if (event.key === "Escape") {
      resizing.onResize(before.current);
      setByKeys(null);
      return true;
    }
    const direction = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (direction === 0) return false;
    const from = widthsBefore(column);
    const step = direction * (event.shiftKey ? LONG_STEP : STEP);
    resizing.onResize(from.set(column, possibleWidth((from.get(column) ?? 0) + step)));
    return true;
  };

  return {
    byKeys,
    onPointerDown,
    onDoubleClick: (column) => resizing?.onResize(new Map([[column, null]])),
    onBlur: () => setByKeys(null),
    onKeyDown,
  };
}

function widthOf(grid: HTMLElement | null, column: string): number {
  const cell = grid?.querySelector<HTMLElement>(`[role="columnheader"][data-column="${column}"]`);
  return Math.round(cell?.offsetWidth ?? 0);
}

interface Follower {
  moved: (distance: number) => ColumnWidths;
  done: (widths: ColumnWidths) => void;
  canceled: () => void;
}

/** From the press to the release, wherever the pointer goes; Escape puts everything back. */
function followPointer(edge: HTMLElement, press: PointerEvent, { moved, done, canceled }: Follower) {
  let widths: ColumnWidths | null = null;
  const ends = new AbortController();
  const { signal } = ends;
  const end = (isKept: boolean) => {
    ends.abort();
    delete edge.dataset.resizing;
    if (!widths) return;
    if (isKept) done(widths);
    else canceled();
  };
  edge.dataset.resizing = "";
  edge.setPointerCapture?.(press.pointerId);
  edge.addEventListener(
    "pointermove",
    (move) => {
      widths = moved(move.clientX - press.clientX);
    },
    { signal },
  );
  edge.addEventListener("pointerup", () => end(true), { signal });
  edge.addEventListener("pointercancel", () => end(false), { signal });
  window.addEventListener(
    "keydown",
    (key) => {
      if (key.key !== "Escape") return;
      key.stopPropagation();
      end(false);
    },
    { signal, capture: true },
  );
}
