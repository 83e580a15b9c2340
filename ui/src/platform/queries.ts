import type { LicenseQuery } from "./bindings";

/** Rows in one page. */
export const PAGE = 100;

/** All licenses, by product. */
export const everyLicense: LicenseQuery = {
  search: "",
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
  sort: "product",
  descending: false,
};

/** What is asked for a query as it stands in the controls. */
export function shownQuery(query: LicenseQuery): LicenseQuery {
  const search = query.search.trim();
  return search === query.search ? query : { ...query, search };
}
