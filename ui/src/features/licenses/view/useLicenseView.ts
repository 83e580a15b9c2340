import { type RefObject, useCallback, useMemo, useRef, useState } from "react";
import { type ColumnLayout, everyLicense, type LicenseQuery, shownQuery, useRememberView } from "@/platform";
import { useProblemToast } from "@/problems";
import { allLicenses, type ShownView } from "../views/views";

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
  /** What is shown is another saved view from now on, or none. With `before`: only where that is what it is now. */
  setCurrent: (id: string | null, before?: string | null) => void;
  /** What had the focus is gone with the filters: here it goes. */
  search: RefObject<HTMLInputElement | null>;
}

/**
 * Search, filters, order and columns of the table. What they are is remembered for the next start. `start` is null
 * while it is not known; it may still come as long as nobody changed anything.
 */
export function useLicenseView(organization: string, start: ShownView | null): LicenseView {
  const [first, setFirst] = useState(start);
  if (first === null && start !== null) setFirst(start);
  const [own, setOwn] = useState<ShownView | null>(null);
  const showProblem = useProblemToast();
  useRememberView(organization, own, showProblem);
  const { view, current } = own ?? first ?? allLicenses;
  const search = useRef<HTMLInputElement>(null);
  const query = useMemo(() => shownQuery(view.query), [view.query]);
  const update = useCallback(
    (next: (before: ShownView) => ShownView) => setOwn((before) => next(before ?? first ?? allLicenses)),
    [first],
  );
  const change = useCallback(
    (part: Partial<LicenseQuery>) =>
      update((before) => ({
        ...before,
        view: { ...before.view, query: { ...before.view.query, ...part } },
      })),
    [update],
  );
  const clear = useCallback(() => {
    change(noFilters);
    search.current?.focus();
  }, [change]);
  const setColumns = useCallback(
    (columns: readonly ColumnLayout[]) =>
      update((before) => ({ ...before, view: { ...before.view, columns: [...columns] } })),
    [update],
  );
  const setCurrent = useCallback(
    (id: string | null, before?: string | null) =>
      update((now) => (before === undefined || now.current === before ? { ...now, current: id } : now)),
    [update],
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
      show: setOwn,
      setCurrent,
      search,
    }),
    [view, current, query, change, clear, setColumns, setCurrent],
  );
}

const { sort: _sort, descending: _descending, ...noFilters } = everyLicense;

/** Whether less than everything is asked for. */
function isFiltered(query: LicenseQuery): boolean {
  return Object.keys(noFilters).some((name) => {
    const value = query[name as keyof typeof noFilters];
    if (typeof value === "string") return value.trim() !== "";
    return Array.isArray(value) ? value.length > 0 : value !== null;
  });
}
