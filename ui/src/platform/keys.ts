import type { LicenseId } from "./bindings";

/** Names of what is kept of the application's answers. What depends on the licenses starts with one word. */
export const keys = {
  session: ["session"] as const,
  recovery: ["recovery"] as const,
  licenses: ["licenses"] as const,
  /** Mutations after which another organization may be open. */
  switching: ["switching"] as const,
  allViews: ["views"] as const,
  views: (organization: string) => ["views", organization] as const,
  details: (organization: string, id: LicenseId) => ["licenses", organization, "details", id] as const,
  people: (organization: string, text: string) => ["licenses", organization, "people", text] as const,
  freeSeats: (organization: string) => ["licenses", organization, "freeSeats"] as const,
};
