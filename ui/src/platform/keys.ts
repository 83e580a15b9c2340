import type { LicenseId, LicenseQuery } from "./bindings";

/** Names of what is kept of the application's answers. What depends on the licenses starts with one word. */
export const keys = {
  session: ["session"] as const,
  recovery: ["recovery"] as const,
  licenses: ["licenses"] as const,
  window: (organization: string, query: LicenseQuery, offset: number, limit: number) =>
    ["licenses", organization, "window", query, offset, limit] as const,
  details: (organization: string, id: LicenseId) => ["licenses", organization, "details", id] as const,
  people: (organization: string, text: string) => ["licenses", organization, "people", text] as const,
  freeSeats: (organization: string) => ["licenses", organization, "freeSeats"] as const,
};
