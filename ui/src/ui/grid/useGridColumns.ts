import { type CSSProperties, useMemo } from "react";
import { fittingColumns, gridTemplate, rowMinimum, startPadding } from "./columns";
import type { GridColumn } from "./types";
import type { ElementSize } from "./useElementSize";

/** The columns that are drawn, and how they are laid out. */
export interface GridLayout<Row> {
  columns: readonly GridColumn<Row>[];
  /** For the grid; header and rows take it from there, so that no row is drawn anew for another width. */
  style: CSSProperties;
}

export function useGridColumns<Row>(
  all: readonly GridColumn<Row>[],
  size: ElementSize | null,
  hasSelection: boolean,
): GridLayout<Row> {
  const width = size?.width ?? Number.POSITIVE_INFINITY;
  return useMemo(() => {
    const columns = fittingColumns(all, width, hasSelection);
    return { columns, style: layoutOf(columns, hasSelection) };
  }, [all, width, hasSelection]);
}

/** The custom properties that say where columns are. */
export function layoutOf(columns: readonly GridColumn<never>[], hasSelection: boolean): CSSProperties {
  return {
    "--grid-template": gridTemplate(columns, hasSelection),
    "--grid-minimum": `${rowMinimum(columns, hasSelection)}px`,
    "--grid-start": `${startPadding(hasSelection)}px`,
  } as CSSProperties;
}
