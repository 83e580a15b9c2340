import { useCallback, useMemo, useRef, useState } from "react";
import { type LicenseQuery, type LicenseRow, type LicenseRows, toProblem, usePlatform } from "@/platform";
import { useProblemToast } from "@/problems";
import type { GridSelection } from "@/ui";
import { productName } from "../words/names";
import { useWords } from "../words/useWords";
import {
  boxState,
  countOf,
  everythingOf,
  forQuery,
  isSelected,
  nothingSelected,
  type RowSelection,
  withRows,
} from "./selection";

export interface LicenseSelection {
  selection: RowSelection;
  count: number;
  /** The license, where exactly one is selected by itself. */
  single: LicenseRow | null;
  clear: () => void;
  /** For the grid. */
  grid: GridSelection<LicenseRow>;
}

/** Which licenses are selected, and how the grid changes that. */
export function useLicenseSelection(query: LicenseQuery, rows: LicenseRows): LicenseSelection {
  const words = useWords();
  const [kept, setSelection] = useState<RowSelection>(nothingSelected);
  const selection = useMemo(() => forQuery(kept, query), [kept, query]);
  // "All that match" of an earlier query must not come back with it.
  if (selection !== kept) setSelection(selection);
  const setRange = useRangeSelection(query, rows, setSelection);
  const total = rows.total ?? 0;
  const clear = useCallback(() => setSelection(nothingSelected), []);
  const grid: GridSelection<LicenseRow> = {
    isSelected: (row) => isSelected(selection, row.id),
    toggle: (row) => setSelection((before) => withRows(before, [row], !isSelected(before, row.id))),
    setRange,
    setAll: (all) => setSelection(all ? everythingOf(query) : nothingSelected),
    allState: boxState(selection, total, rows.getRow),
    rowLabel: (row) =>
      words.text("licenses.selection.row", { product: productName(words, row.product), id: row.id }),
    allLabel: words.text("licenses.selection.all"),
  };
  const [first, ...others] = selection.kind === "ids" ? selection.rows.values() : [];
  const single = first && others.length === 0 ? first : null;
  return { selection, count: countOf(selection, total), single, clear, grid };
}

type SetSelection = (change: (before: RowSelection) => RowSelection) => void;

/**
 * Selects by position. Most of a long range may not be loaded: its rows are asked for, and what is done
 * meanwhile waits for them, so that the last word counts.
 */
function useRangeSelection(query: LicenseQuery, rows: LicenseRows, setSelection: SetSelection) {
  const platform = usePlatform();
  const showProblem = useProblemToast();
  const queue = useRef<Promise<void> | null>(null);
  return (first: number, last: number, selected: boolean) => {
    const wanted = Array.from({ length: last - first + 1 }, (_, offset) => rows.getRow(first + offset));
    const loaded = wanted.filter((row) => row !== undefined);
    const apply = (found: readonly LicenseRow[]) =>
      setSelection((before) => withRows(before, found, selected));
    if (loaded.length === wanted.length && queue.current === null) {
      apply(loaded);
      return;
    }
    const before = queue.current ?? Promise.resolve();
    const own = before
      .then(() => platform.queryLicenses(query, first, wanted.length))
      .then((window) => apply(window.rows))
      .catch((thrown: unknown) => showProblem(toProblem(thrown)))
      .finally(() => {
        if (queue.current === own) queue.current = null;
      });
    queue.current = own;
  };
}
