import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import styles from "./DataGrid.module.css";
import { GridHeader } from "./GridHeader";
import { GridRow } from "./GridRow";
import type { DataGridProps } from "./types";
import { useElementSize } from "./useElementSize";
import { useGridColumns } from "./useGridColumns";
import { useGridFocus } from "./useGridFocus";
import { useGridKeyboard } from "./useGridKeyboard";
import { useGridPointer } from "./useGridPointer";
import { useRowRange } from "./useRowRange";

/** Of rows that are as high as their content it is the least. */
const ROW_HEIGHT = { regular: 44, compact: 34, content: 44 } as const;
const HEAD_HEIGHT = 36;
const OVERSCAN = 8;

/**
 * A table of any length: only the rows in sight exist. It asks for rows by position and keeps the place of
 * those that are not there yet. One row is the stop of the Tab key, arrows move it, and into its cells.
 *
 * "Any" ends where browsers do: an element is at most some 33 million pixels high in WebKit and Chromium, which is
 * room for 760,000 rows. What comes after could not be scrolled to.
 */
export function DataGrid<Row>(props: DataGridProps<Row>) {
  const { total, density = "regular", selection, bottomInset = 0 } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const size = useElementSize(scroller);
  const height = ROW_HEIGHT[density];
  const isMeasured = density === "content";
  const { columns, style } = useGridColumns(props.columns, size, selection !== undefined);
  const focus = useGridFocus(total, scroller);

  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: OVERSCAN,
    paddingEnd: bottomInset,
    scrollPaddingEnd: HEAD_HEIGHT + bottomInset,
    rangeExtractor: useCallback((range: Range) => withRow(range, focus.index), [focus.index]),
  });
  useLayoutEffect(() => {
    // What was measured is not forgotten: elements that stay as they are would not be measured again.
    if (!isMeasured) virtualizer.measure();
  }, [virtualizer, height, isMeasured]);
  useRangeReport(virtualizer.range, props);
  const range = useRowRange(selection);
  useTopOf(props.content, () => {
    if (scroller.current) scroller.current.scrollTop = 0;
    focus.toTop();
    range.forget();
  });

  const { moveTo } = focus;
  const focusRow = useCallback(
    (index: number, cell: number | null = null) => {
      moveTo(index, cell);
      virtualizer.scrollToIndex(index, { align: "auto" });
    },
    [moveTo, virtualizer],
  );
  const focused = useLatest(focus.index);
  const leaveHeader = useCallback(() => focusRow(focused.current), [focusRow, focused]);
  const rowsPerPage = Math.max(1, Math.floor(((size?.height ?? 0) - HEAD_HEIGHT) / height) - 1);
  const cells = columns.length + (selection ? 1 : 0);
  const shared = { grid: props, focused: focus.index, range, focusRow };
  const onKeyDown = useGridKeyboard({
    ...shared,
    cell: focus.cell,
    cells,
    rowsPerPage,
    focusHeader: focus.toHeader,
  });
  const onClick = useGridPointer(shared);
  const [said, say] = useState("");

  return (
    <div ref={scroller} className={styles.scroller} data-density={density}>
      <div
        ref={grid}
        role="grid"
        aria-label={props.label}
        aria-rowcount={total + 1}
        aria-colcount={cells}
        aria-multiselectable={selection ? true : undefined}
        aria-busy={props.isBusy ?? false}
        className={styles.grid}
        style={style}
      >
        <GridHeader
          columns={columns}
          grid={grid}
          size={size}
          selection={selection}
          sort={props.sort ?? null}
          {...(props.onSort && { onSort: props.onSort })}
          {...(props.resizing && { resizing: props.resizing })}
          total={total}
          onLeaveDown={leaveHeader}
          say={say}
        />
        {total > 0 && (
          // oxlint-disable-next-line jsx-a11y/interactive-supports-focus, jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- its rows take focus and keys
          <div
            role="rowgroup"
            className={styles.body}
            style={{ height: virtualizer.getTotalSize() }}
            onKeyDown={onKeyDown}
            onClick={onClick}
            onMouseDown={keepFocusOnRow}
            onFocus={focus.onFocus}
          >
            {virtualizer.getVirtualItems().map((item) => {
              const row = props.getRow(item.index);
              const isTabStop = item.index === focus.index;
              return (
                <GridRow
                  // By position: a row that arrives must not replace the place that has the focus.
                  key={item.index}
                  row={row}
                  index={item.index}
                  top={isMeasured ? item.start : item.index * height}
                  height={isMeasured ? null : height}
                  measure={isMeasured ? virtualizer.measureElement : undefined}
                  columns={columns}
                  isSelected={selection ? row !== undefined && selection.isSelected(row) : null}
                  hasBox={row !== undefined && (selection?.canSelect?.(row) ?? true)}
                  rowLabel={selection?.rowLabel}
                  isActive={row !== undefined && props.rowKey(row) === props.activeKey}
                  isTabStop={isTabStop}
                  focusedCell={isTabStop && focus.cell !== null ? Math.min(focus.cell, cells - 1) : null}
                />
              );
            })}
          </div>
        )}
      </div>
      {/* A grid has rows only: what is to be said out loud stands beside it. */}
      <div role="status" className="visually-hidden">
        {said}
      </div>
      {total === 0 && props.empty && <div className={styles.empty}>{props.empty}</div>}
    </div>
  );
}

/** What is current when something happens, for what must not change with it. */
function useLatest<Value>(value: Value) {
  const latest = useRef(value);
  useLayoutEffect(() => {
    latest.current = value;
  }, [value]);
  return latest;
}

/** What is shown is something else: nobody wants to see the middle of it first. */
function useTopOf(content: unknown, toTop: () => void) {
  const shown = useRef(content);
  useLayoutEffect(() => {
    if (shown.current === content) return;
    shown.current = content;
    toTop();
    // oxlint-disable-next-line react/exhaustive-deps -- only other content starts from the top
  }, [content]);
}

/** The row with the focus stays in the page wherever the table is scrolled to, or the focus would be lost. */
function withRow(range: Range, index: number): number[] {
  const indexes = defaultRangeExtractor(range);
  if (index >= range.count || indexes.includes(index)) return indexes;
  return [...indexes, index].toSorted((a, b) => a - b);
}

function useRangeReport<Row>(
  range: { startIndex: number; endIndex: number } | null,
  { total, onRangeChange }: Pick<DataGridProps<Row>, "total" | "onRangeChange">,
) {
  const first = range ? Math.max(0, range.startIndex - OVERSCAN) : -1;
  const last = range ? Math.min(total - 1, range.endIndex + OVERSCAN) : -1;
  useEffect(() => {
    if (first >= 0 && last >= first) onRangeChange?.(first, last);
  }, [first, last, onRangeChange]);
}

/** A press on a box must not take the focus from its row; Shift must not select text. */
function keepFocusOnRow(event: React.MouseEvent) {
  if (event.shiftKey || (event.target as Element).closest("[data-select]")) event.preventDefault();
}
