import type { LicenseQuery } from "@/platform";

/** The part of a query that filters, besides the search. */
export type Filters = Omit<LicenseQuery, "search" | "sort" | "descending">;

/** No filter set. */
export const noFilters: Filters = {
  products: [],
  teams: [],
  states: [],
  assignees: [],
  expiry: null,
  lastSeen: null,
  revocable: null,
  trial: null,
  suspended: null,
  transferable: null,
  renews: null,
};

/** Whether a query leaves anything out. */
export function isFiltered(query: LicenseQuery): boolean {
  return query.search.trim() !== "" || hasFilters(query);
}

/** Whether a filter is set; the search is none. */
export function hasFilters(query: Filters): boolean {
  return (Object.keys(noFilters) as (keyof Filters)[]).some((name) => {
    const value = query[name];
    return Array.isArray(value) ? value.length > 0 : value !== null;
  });
}
