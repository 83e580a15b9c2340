import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import {
  type CSSProperties,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { fittingColumns, gridTemplate, rowMinimum, startPadding } from "./columns";
import styles from "./DataGrid.module.css";
import { GridHeader } from "./GridHeader";
import { GridRow } from "./GridRow";
import type { DataGridProps, GridColumn } from "./types";
import { type ElementSize, useElementSize } from "./useElementSize";
import { useGridKeyboard } from "./useGridKeyboard";
import { useGridPointer } from "./useGridPointer";
import { useRowRange } from "./useRowRange";

const ROW_HEIGHT = { regular: 44, compact: 34 } as const;
const HEAD_HEIGHT = 36;
const OVERSCAN = 8;

/**
 * A table of any length: only the rows in sight exist. It asks for rows by position and keeps the place of
 * those that are not there yet. One row is the stop of the Tab key, arrows move it.
 */
export function DataGrid<Row>(props: DataGridProps<Row>) {
  const { total, density = "regular", selection, bottomInset = 0 } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const size = useElementSize(scroller);
  const height = ROW_HEIGHT[density];
  const { columns, template, minimum } = useColumns(props.columns, size, selection !== undefined);
  const focus = useRowFocus(total, scroller);

  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: OVERSCAN,
    paddingEnd: bottomInset,
    scrollPaddingEnd: HEAD_HEIGHT + bottomInset,
    rangeExtractor: useCallback((range: Range) => withRow(range, focus.index), [focus.index]),
  });
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, height]);
  useRangeReport(virtualizer.range, props);

  const range = useRowRange(selection);
  const focusRow = (index: number) => {
    focus.moveTo(index);
    virtualizer.scrollToIndex(index, { align: "auto" });
  };
  const rowsPerPage = Math.max(1, Math.floor(((size?.height ?? 0) - HEAD_HEIGHT) / height) - 1);
  const shared = { grid: props, focused: focus.index, range, focusRow };
  const onKeyDown = useGridKeyboard({ ...shared, rowsPerPage, focusHeader: focus.toHeader });
  const onClick = useGridPointer(shared);

  return (
    <div ref={scroller} className={styles.scroller} data-density={density}>
      <div
        role="grid"
        aria-label={props.label}
        aria-rowcount={total + 1}
        aria-multiselectable={selection ? true : undefined}
        aria-busy={props.isBusy ?? false}
        className={styles.grid}
        style={
          { minWidth: minimum, "--grid-start": `${startPadding(selection !== undefined)}px` } as CSSProperties
        }
      >
        <GridHeader
          columns={columns}
          template={template}
          selection={selection}
          sort={props.sort}
          onSort={props.onSort}
          total={total}
          onLeaveDown={() => focusRow(focus.index)}
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
              const key = row === undefined ? null : props.rowKey(row);
              return (
                <GridRow
                  // By position: a row that arrives must not replace the place that has the focus.
                  key={item.index}
                  row={row}
                  index={item.index}
                  top={item.index * height}
                  height={height}
                  columns={columns}
                  template={template}
                  isSelected={selection ? row !== undefined && selection.isSelected(row) : null}
                  selectLabel={selection && row !== undefined ? selection.rowLabel(row) : ""}
                  isActive={key !== null && key === props.activeKey}
                  isTabStop={item.index === focus.index}
                />
              );
            })}
          </div>
        )}
      </div>
      {total === 0 && props.empty && <div className={styles.empty}>{props.empty}</div>}
    </div>
  );
}

function useColumns<Row>(all: readonly GridColumn<Row>[], size: ElementSize | null, hasSelection: boolean) {
  const width = size?.width ?? Number.POSITIVE_INFINITY;
  return useMemo(() => {
    const columns = fittingColumns(all, width, hasSelection);
    return {
      columns,
      template: gridTemplate(columns, hasSelection),
      minimum: rowMinimum(columns, hasSelection),
    };
  }, [all, width, hasSelection]);
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

/** Which row is the stop of the Tab key, and moving the real focus there once the row is drawn. */
function useRowFocus(total: number, scroller: React.RefObject<HTMLElement | null>) {
  const [wanted, setWanted] = useState(0);
  const [request, setRequest] = useState(0);
  const index = Math.max(0, Math.min(wanted, total - 1));

  useLayoutEffect(() => {
    if (request === 0) return;
    scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus({ preventScroll: true });
    // Only a request moves the focus: rows that arrive or vanish must not.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [request]);

  return {
    index,
    moveTo: (next: number) => {
      setWanted(next);
      setRequest((count) => count + 1);
    },
    toHeader: () => scroller.current?.querySelector<HTMLElement>('[data-header-stop][tabindex="0"]')?.focus(),
    onFocus: (event: React.FocusEvent<HTMLElement>) => {
      const row = (event.target as Element).closest<HTMLElement>("[data-index]");
      if (row) setWanted(Number(row.dataset.index));
    },
  };
}

/** A press on a box must not take the focus from its row; Shift must not select text. */
function keepFocusOnRow(event: React.MouseEvent) {
  if (event.shiftKey || (event.target as Element).closest("[data-select]")) event.preventDefault();
}
