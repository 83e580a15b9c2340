import { useCallback, useMemo, useRef, useState } from "react";
import { productName, useWords } from "@/change";
import {
  everyLicense,
  type LicenseQuery,
  type LicenseRow,
  type LicenseRows,
  type RowSource,
  toProblem,
  usePlatform,
} from "@/platform";
import { useProblemToast } from "@/problems";
import type { GridSelection } from "@/ui";
import {
  boxState,
  everythingOf,
  forQuery,
  isSelected,
  nothingSelected,
  type RowSelection,
  singleOf,
  withIds,
  withRows,
} from "./selection";

export interface LicenseSelection {
  selection: RowSelection;
  /** Whether anything is selected. */
  hasAny: boolean;
  /** The license, where exactly one is selected by itself. */
  single: LicenseRow | null;
  clear: () => void;
  toggle: (row: LicenseRow) => void;
  setRange: (first: number, last: number, selected: boolean) => void;
  setAll: (all: boolean) => void;
}

/** Which licenses are selected. */
export function useLicenseSelection(query: LicenseQuery, source: RowSource): LicenseSelection {
  const [kept, setSelection] = useState<RowSelection>(nothingSelected);
  const selection = useMemo(() => forQuery(kept, query), [kept, query]);
  // "All that match" of an earlier query must not come back with it.
  if (selection !== kept) setSelection(selection);
  const { setRange, inTurn, inPlaceOfAll } = useSelectionQueue(source, setSelection);
  const clear = useCallback(() => inPlaceOfAll(nothingSelected), [inPlaceOfAll]);
  const toggle = useCallback(
    (row: LicenseRow) => inTurn((before) => withRows(before, [row], !isSelected(before, row.id))),
    [inTurn],
  );
  const setAll = useCallback(
    // What is seen is meant, also while something else is being asked for.
    (all: boolean) =>
      inPlaceOfAll(all ? everythingOf(source.shown().query ?? everyLicense) : nothingSelected),
    [source, inPlaceOfAll],
  );
  return useMemo(() => {
    const hasAny = selection.kind === "matching" || selection.rows.size > 0;
    return { selection, hasAny, single: singleOf(selection), clear, toggle, setRange, setAll };
  }, [selection, clear, toggle, setRange, setAll]);
}

/** The selection as the grid takes it. */
export function useGridSelection(selected: LicenseSelection, rows: LicenseRows): GridSelection<LicenseRow> {
  const words = useWords();
  const { selection, toggle, setRange, setAll } = selected;
  const rowLabel = useCallback(
    (row: LicenseRow) =>
      words.text("licenses.selection.row", { product: productName(words, row.product), id: row.id }),
    [words],
  );
  return useMemo(
    () => ({
      isSelected: (row) => isSelected(selection, row.id),
      toggle,
      setRange,
      setAll,
      allState: boxState(selection, rows.total ?? 0, rows.getFreshRow),
      rowLabel,
      allLabel: words.text("licenses.selection.all"),
    }),
    [selection, toggle, setRange, setAll, rows, rowLabel, words],
  );
}

type Change = (before: RowSelection) => RowSelection;

/** What waits for ids that were asked for. */
interface Queue {
  end: Promise<void>;
  waiting: number;
  isDropped: boolean;
}

/**
 * Selects by position. Most of a long range may not be there: its ids are asked for, and what is done meanwhile waits
 * for them, so that the last word counts. What replaces the whole selection waits for nothing, and nothing that was
 * asked for before comes after it.
 */
function useSelectionQueue(source: RowSource, setSelection: (next: RowSelection | Change) => void) {
  const platform = usePlatform();
  const showProblem = useProblemToast();
  const queue = useRef<Queue | null>(null);
  return useMemo(() => {
    const later = (ask: () => Promise<Change>) => {
      const own = (queue.current ??= { end: Promise.resolve(), waiting: 0, isDropped: false });
      own.waiting += 1;
      const takeTurn = async (before: Promise<void>) => {
        await before;
        try {
          const change = own.isDropped ? null : await ask();
          if (change && !own.isDropped) setSelection(change);
        } catch (thrown) {
          if (!own.isDropped) showProblem(toProblem(thrown));
        }
        own.waiting -= 1;
        if (own.waiting === 0 && queue.current === own) queue.current = null;
      };
      own.end = takeTurn(own.end);
    };
    return {
      setRange: (first: number, last: number, selected: boolean) => {
        const known = queue.current === null ? rowsBetween(source, first, last) : null;
        if (known) {
          setSelection((before) => withRows(before, known, selected));
          return;
        }
        const query = source.shown().query ?? everyLicense;
        later(async () => {
          const ids = await platform.licenseIds(query, first, last - first + 1);
          return (before) => withIds(before, ids, selected, source.rowOf);
        });
      },
      inTurn: (change: Change) => {
        if (queue.current === null) setSelection(change);
        else later(() => Promise.resolve(change));
      },
      inPlaceOfAll: (selection: RowSelection) => {
        if (queue.current) queue.current.isDropped = true;
        queue.current = null;
        setSelection(selection);
      },
    };
  }, [platform, source, setSelection, showProblem]);
}

/** The rows of a range; null as soon as one of them is missing, or may be somewhere else by now. */
function rowsBetween(source: RowSource, first: number, last: number): LicenseRow[] | null {
  const rows: LicenseRow[] = [];
  for (let index = first; index <= last; index++) {
    const row = source.getFreshRow(index);
    if (row === undefined) return null;
    rows.push(row);
  }
  return rows;
}
