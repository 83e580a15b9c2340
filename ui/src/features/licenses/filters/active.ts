import type { LicenseQuery } from "@/platform";

/** The part of a query that filters, besides the search. */
export type Filters = Omit<LicenseQuery, "search" | "sort" | "descending">;
