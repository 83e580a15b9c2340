/** The addresses of the pages, behind the "#". */
export const routes = {
  licenses: "/licenses",
  license: (id: string) => `/licenses/${encodeURIComponent(id)}`,
  changes: "/changes",
  queue: "/changes/queue",
  settings: "/settings",
  setup: "/setup",
  newToken: (organization: string) => `/setup/${encodeURIComponent(organization)}`,
} as const;

/** A route as a link writes it. */
export function href(route: string): string {
  return `#${route}`;
}
