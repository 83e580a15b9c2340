import { useEffect, useMemo, useSyncExternalStore } from "react";
import type { Facets, LicenseQuery, LicenseRow } from "../bindings";
import { usePlatform } from "../context";
import type { AnyProblem, Platform, Unsubscribe } from "../platform";
import { useCurrent } from "../session";
import { RowSource, type RowsShown } from "./source";

/** The rows of the organization that was shown last, for who comes back from another page. */
const sources = new WeakMap<Platform, { organization: string; source: RowSource; end: Unsubscribe }>();

/** The source of the rows of an organization, the same each time while that is open. */
export function sourceFor(platform: Platform, organization: string): RowSource {
  const kept = sources.get(platform);
  if (kept?.organization === organization) return kept.source;
  const source = new RowSource((query, offset, limit) => platform.queryLicenses(query, offset, limit));
  kept?.end();
  // As long as it is kept, also while no page shows it: nothing that changes escapes it.
  sources.set(platform, { organization, source, end: platform.onLicensesChanged(source.changed) });
  return source;
}

/** Rows that were read may be out of date: those in sight are read again. */
export function readRowsAgain(platform: Platform): void {
  sources.get(platform)?.source.changed();
}

/**
 * Where the rows of a query come from; it stays the same while queries change. What is shown is read by the hooks
 * beside this one, each part by who draws it.
 */
export function useLicenseSource(query: LicenseQuery): RowSource {
  const platform = usePlatform();
  const organization = useCurrent()?.organization.id;
  const source = useMemo(() => sourceFor(platform, organization ?? ""), [platform, organization]);
  useEffect(() => {
    if (organization !== undefined) source.want(query);
  }, [source, query, organization]);
  return source;
}

/** Rows of a query by position, for a table of any length. */
export interface LicenseRows extends RowsShown {
  getRow: (index: number) => LicenseRow | undefined;
  /** The same, unless the data changed since that row was read. */
  getFreshRow: (index: number) => LicenseRow | undefined;
  /** Tells which rows are in sight. */
  onRangeChange: (first: number, last: number) => void;
  /** No answer has come yet. */
  isLoading: boolean;
  retry: () => void;
}

/** What the table shows. */
export function useLicenseRows(source: RowSource): LicenseRows {
  const shown = useSyncExternalStore(source.subscribe, source.shown);
  return useMemo(
    () => ({
      ...shown,
      isLoading: shown.query === null && shown.problem === null,
      getRow: source.getRow,
      getFreshRow: source.getFreshRow,
      onRangeChange: source.see,
      retry: source.retry,
    }),
    [shown, source],
  );
}

/** The counts per filter value. */
export function useLicenseFacets(source: RowSource): Facets | undefined {
  return useSyncExternalStore(source.subscribe, () => source.shown().facets);
}

/** How many licenses the query finds; undefined before the first answer. */
export function useLicenseTotal(source: RowSource): number | undefined {
  return useSyncExternalStore(source.subscribe, () => source.shown().total);
}

/** How many licenses there are at all. */
export function useLicensesAll(source: RowSource): number | undefined {
  return useSyncExternalStore(source.subscribe, () => source.shown().all);
}

/** Why rows could not be read. */
export function useRowsProblem(source: RowSource): AnyProblem | null {
  return useSyncExternalStore(source.subscribe, () => source.shown().problem);
}
