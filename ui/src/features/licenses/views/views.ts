import { everyLicense, type LicenseQuery, type SavedView, type TableView, type TableViews } from "@/platform";
import { layoutOf } from "../table/columns";

/** What the table shows, and the saved view that it started from. */
export interface ShownView {
  view: TableView;
  /** Its id; none: all licenses. */
  current: string | null;
}

/** The view that is always there. */
export const allLicenses: ShownView = { view: { query: everyLicense, columns: [] }, current: null };

/** What the table starts with. */
export function startOf(views: TableViews | undefined): ShownView {
  if (!views?.last) return allLicenses;
  return { view: views.last, current: views.current };
}

/**
 * Whether two views show the same; in which order values were chosen, or whether standard columns were, does not
 * matter.
 */
function isSameView(one: TableView, other: TableView): boolean {
  return canonical(one) === canonical(other);
}

function canonical({ query, columns }: TableView): string {
  const names = Object.keys(everyLicense).toSorted() as (keyof LicenseQuery)[];
  const values = names.map((name) => {
    const value = query[name];
    return Array.isArray(value) ? value.map(String).toSorted() : value;
  });
  return JSON.stringify([values, layoutOf(columns).map(({ column, width }) => [column, width])]);
}

/** The saved view that is shown, and whether it was changed since. */
export function currentOf({ view, current }: ShownView, saved: readonly SavedView[]) {
  const found = saved.find(({ id }) => id === current) ?? null;
  return { saved: found, isModified: !isSameView(view, found?.view ?? allLicenses.view) };
}

/** Whether a name is taken by another view. */
export function isTaken(name: string, saved: readonly SavedView[], own: string | null): boolean {
  const wanted = name.trim().toLocaleLowerCase();
  return saved.some((one) => one.id !== own && one.name.toLocaleLowerCase() === wanted);
}
