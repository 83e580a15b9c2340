/** The addresses of the pages, behind the "#". */
export const routes = {
  licenses: "/licenses",
  settings: "/settings",
  setup: "/setup",
  newToken: (organization: string) => `/setup/${encodeURIComponent(organization)}`,
} as const;

/** A route as a link writes it. */
export function href(route: string): string {
  return `#${route}`;
}
