import type { LicenseId, Mapping, Want } from "./bindings";

/** Names of what is kept of the application's answers. What depends on the licenses starts with one word. */
export const keys = {
  session: ["session"] as const,
  recovery: ["recovery"] as const,
  licenses: ["licenses"] as const,
  /** The run that was told of last. */
  heardRun: ["heardRun"] as const,
  /** Counts up whenever the journal may say something else. */
  journal: ["journal"] as const,
  changes: ["changes"] as const,
  /** Mutations after which another organization may be open. */
  switching: ["switching"] as const,
  allViews: ["views"] as const,
  views: (organization: string) => ["views", organization] as const,
  details: (organization: string, id: LicenseId) => ["licenses", organization, "details", id] as const,
  people: (organization: string, text: string) => ["licenses", organization, "people", text] as const,
  /** Mutations that change which rows of a plan are carried out. */
  takingOut: (plan: string) => ["takingOut", plan] as const,
  plan: (id: string) => ["plan", id] as const,
  change: (organization: string, id: string) => ["changes", organization, id] as const,
  queue: (organization: string) => ["licenses", organization, "queue"] as const,
  list: (id: string) => ["list", id] as const,
  listCheck: (id: string, mapping: Mapping, want: Want) => ["list", id, mapping, want] as const,
  products: (organization: string) => ["licenses", organization, "products"] as const,
  freeSeats: (organization: string) => ["licenses", organization, "freeSeats"] as const,
};
