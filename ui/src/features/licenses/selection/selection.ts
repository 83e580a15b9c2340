import {
  everyLicense,
  type LicenseId,
  type LicenseQuery,
  type LicenseRow,
  type Selection,
  type TeamId,
} from "@/platform";
import type { CheckState } from "@/ui";

/** Which licenses are selected: single ones, or all that a query finds except some. */
export type RowSelection =
  | {
      kind: "ids";
      /** In the order in which they were selected; null for those that were never on the screen. */
      rows: ReadonlyMap<LicenseId, LicenseRow | null>;
    }
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
  const found = new Map(rows.map((row) => [row.id, row]));
  return withIds(selection, [...found.keys()], selected, (id) => found.get(id));
}

/** The selection with some licenses in or out, of which some may never have been on the screen. */
export function withIds(
  selection: RowSelection,
  ids: readonly LicenseId[],
  selected: boolean,
  rowOf: (id: LicenseId) => LicenseRow | undefined,
): RowSelection {
  if (selection.kind === "ids") {
    const kept = new Map(selection.rows);
    for (const id of ids) {
      if (selected) kept.set(id, rowOf(id) ?? kept.get(id) ?? null);
      else kept.delete(id);
    }
    return { kind: "ids", rows: kept };
  }
  const except = new Set(selection.except);
  for (const id of ids) {
    if (selected) except.delete(id);
    else except.add(id);
  }
  return { ...selection, except };
}

/** The license, where exactly one is selected by itself and known. */
export function singleOf(selection: RowSelection): LicenseRow | null {
  if (selection.kind !== "ids" || selection.rows.size !== 1) return null;
  const [single = null] = selection.rows.values();
  return single;
}

/** The team that all selected licenses are in, as far as that is known of every one. */
export function teamOf(selection: RowSelection): TeamId | null {
  if (selection.kind !== "ids") return null;
  let team: TeamId | null = null;
  for (const row of selection.rows.values()) {
    if (!row?.team || (team !== null && row.team.id !== team)) return null;
    team = row.team.id;
  }
  return team;
}

/** How many licenses are selected; `total` is what the query finds. */
export function countOf(selection: RowSelection, total: number): number {
  return selection.kind === "ids" ? selection.rows.size : Math.max(0, total - selection.except.size);
}

/**
 * What the box above the rows shows. It looks no further than to the first row that is not selected or not there, so
 * its work ends with the rows that are kept.
 */
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
  const { sort, descending } = everyLicense;
  const filters = (query: LicenseQuery) => JSON.stringify({ ...everyLicense, ...query, sort, descending });
  return filters(one) === filters(other);
}

/** The selection as the application takes it. */
export function toBoundary(selection: RowSelection): Selection {
  if (selection.kind === "ids") return { kind: "ids", ids: [...selection.rows.keys()] };
  return { kind: "matching", query: selection.query, except: [...selection.except] };
}
