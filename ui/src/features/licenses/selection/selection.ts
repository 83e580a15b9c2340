import type { LicenseId, LicenseQuery, LicenseRow, Selection } from "@/platform";
import type { CheckState } from "@/ui";

/** Which licenses are selected: single ones, or all that a query finds except some. */
export type RowSelection =
  | { kind: "ids"; rows: ReadonlyMap<LicenseId, LicenseRow> }
  | { kind: "matching"; query: LicenseQuery; except: ReadonlySet<LicenseId> };

export const nothingSelected: RowSelection = { kind: "ids", rows: new Map() };

/** All that a query finds. */
export function everythingOf(query: LicenseQuery): RowSelection {
  return { kind: "matching", query, except: new Set() };
}

export function isSelected(selection: RowSelection, id: LicenseId): boolean {
  return selection.kind === "ids" ? selection.rows.has(id) : !selection.except.has(id);
}

/** The selection with some rows in or out. */
export function withRows(
  selection: RowSelection,
  rows: readonly LicenseRow[],
  selected: boolean,
): RowSelection {
  if (selection.kind === "ids") {
    const kept = new Map(selection.rows);
    for (const row of rows) {
      if (selected) kept.set(row.id, row);
      else kept.delete(row.id);
    }
    return { kind: "ids", rows: kept };
  }
  const except = new Set(selection.except);
  for (const row of rows) {
    if (selected) except.delete(row.id);
    else except.add(row.id);
  }
  return { ...selection, except };
}

/** How many licenses are selected; `total` is what the query finds. */
export function countOf(selection: RowSelection, total: number): number {
  return selection.kind === "ids" ? selection.rows.size : Math.max(0, total - selection.except.size);
}

/** What the box above the rows shows. */
export function boxState(
  selection: RowSelection,
  total: number,
  rowAt: (index: number) => LicenseRow | undefined,
): CheckState {
  const count = countOf(selection, total);
  if (count === 0) return "none";
  if (selection.kind === "matching") return selection.except.size === 0 ? "all" : "some";
  if (count < total) return "some";
  for (let index = 0; index < total; index++) {
    const row = rowAt(index);
    if (row === undefined || !selection.rows.has(row.id)) return "some";
  }
  return "all";
}

/**
 * The selection for another query. Single rows stay: the plan shows every one of them before anything happens.
 * "All that match" only stays where the same licenses match.
 */
export function forQuery(selection: RowSelection, query: LicenseQuery): RowSelection {
  if (selection.kind === "ids" || selection.query === query) return selection;
  return findsTheSame(selection.query, query) ? { ...selection, query } : nothingSelected;
}

function findsTheSame(one: LicenseQuery, other: LicenseQuery): boolean {
  const filters = ({ search, products, teams, states }: LicenseQuery) =>
    JSON.stringify([search, products, teams, states]);
  return filters(one) === filters(other);
}

/** The selection as the application takes it. */
export function toBoundary(selection: RowSelection): Selection {
  if (selection.kind === "ids") return { kind: "ids", ids: [...selection.rows.keys()] };
  return { kind: "matching", query: selection.query, except: [...selection.except] };
}
