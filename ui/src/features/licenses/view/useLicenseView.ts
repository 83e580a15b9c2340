import { useCallback, useMemo, useState } from "react";
import {
  type ColumnLayout,
  everyLicense,
  type LicenseQuery,
  shownQuery,
  type TableView,
  useRememberView,
} from "@/platform";
import { useProblemToast } from "@/problems";

/** What the table shows, and the saved view that it started from. */
export interface ShownView {
  view: TableView;
  /** Its id; none: all licenses. */
  current: string | null;
}

export interface LicenseView extends ShownView {
  /** What the controls show. */
  shown: LicenseQuery;
  /** What is asked for. */
  query: LicenseQuery;
  isFiltered: boolean;
  change: (part: Partial<LicenseQuery>) => void;
  clear: () => void;
  setColumns: (columns: readonly ColumnLayout[]) => void;
  /** Shows another view. */
  show: (next: ShownView) => void;
  /** What is shown is another saved view from now on, or none. */
  setCurrent: (id: string | null) => void;
}

/** Search, filters, order and columns of the table. What they are is remembered for the next start. */
export function useLicenseView(organization: string, start: ShownView): LicenseView {
  const [state, setState] = useState(start);
  const showProblem = useProblemToast();
  useRememberView(organization, state === start ? null : state, showProblem);
  const { view, current } = state;
  const query = useMemo(() => shownQuery(view.query), [view.query]);
  const change = useCallback(
    (part: Partial<LicenseQuery>) =>
      setState((before) => ({
        ...before,
        view: { ...before.view, query: { ...before.view.query, ...part } },
      })),
    [],
  );
  const clear = useCallback(() => change(noFilters), [change]);
  const setColumns = useCallback(
    (columns: readonly ColumnLayout[]) =>
      setState((before) => ({ ...before, view: { ...before.view, columns: [...columns] } })),
    [],
  );
  const setCurrent = useCallback(
    (id: string | null) => setState((before) => ({ ...before, current: id })),
    [],
  );
  return useMemo(
    () => ({
      view,
      current,
      shown: view.query,
      query,
      isFiltered: isFiltered(view.query),
      change,
      clear,
      setColumns,
      show: setState,
      setCurrent,
    }),
    [view, current, query, change, clear, setColumns, setCurrent],
  );
}

const { sort: _sort, descending: _descending, ...noFilters } = everyLicense;

/** Whether less than everything is asked for. */
export function isFiltered(query: LicenseQuery): boolean {
  return Object.keys(noFilters).some((name) => {
    const value = query[name as keyof typeof noFilters];
    if (typeof value === "string") return value.trim() !== "";
    return Array.isArray(value) ? value.length > 0 : value !== null;
  });
}
