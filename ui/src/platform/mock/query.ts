import type { FreeSeats, LicenseQuery, LicenseWindow, PersonSuggestion, Selection } from "../bindings";
import { type Entry, filtered } from "./filters";
import { type MockLicense, rowOf, stateOrder } from "./model";

/** Lower case without accents. */
export function fold(text: string): string {
  return text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
}

function haystack({ license, row }: Entry): string {
  const holder = row.holder ? [row.holder.name, row.holder.email] : [];
  const rest = [
    license.id,
    license.product.name,
    license.product.code,
    license.team.name,
    license.pack ?? "",
  ];
  return fold([...rest, ...holder].join("\n"));
}

/** What a query finds, in its order, with the counts per filter value. */
function find(licenses: readonly MockLicense[], query: LicenseQuery, now: Date) {
  const words = fold(query.search).split(/\s+/).filter(Boolean);
  const searched = licenses
    .map((license) => ({ license, row: rowOf(license, now) }))
    .filter((entry) => {
      const text = haystack(entry);
      return words.every((word) => text.includes(word));
    });
  const { found, facets } = filtered(searched, query, now);
  return { found: found.toSorted((left, right) => compare(left, right, query)), facets };
}

function sortKey({ license, row }: Entry, query: LicenseQuery): string | number | null {
  switch (query.sort) {
    case "product":
      return row.product.name || null;
    case "assignee":
      return fold(row.holder?.name || row.holder?.email || "") || null;
    case "team":
      return license.team.name || null;
    case "state":
      return stateOrder.indexOf(row.state);
    case "validUntil":
      return row.validUntil;
    case "lastSeen":
      return row.lastSeen;
    case "id":
      return row.id;
    case "email":
      return fold(row.holder?.email ?? "") || null;
    case "assignedOn":
      return row.assignedOn;
    case "pack":
      return row.pack;
  }
}

function compare(left: Entry, right: Entry, query: LicenseQuery): number {
  const [one, two] = [sortKey(left, query), sortKey(right, query)];
  const byId = left.license.id < right.license.id ? -1 : 1;
  if (one === null || two === null) return one === two ? byId : one === null ? 1 : -1;
  if (one === two) return byId;
  return one < two === query.descending ? 1 : -1;
}

/** A window of what a query finds. */
export function windowOf(
  licenses: readonly MockLicense[],
  query: LicenseQuery,
  [offset, limit]: readonly [number, number],
  now: Date,
): LicenseWindow {
  const { found, facets } = find(licenses, query, now);
  const rows = found.slice(offset, offset + limit).map(({ row }) => row);
  return { total: found.length, all: licenses.length, offset, rows, facets };
}

/** The ids that a selection means, in the order of the view. */
export function idsOf(selection: Selection, licenses: readonly MockLicense[], now: Date): string[] {
  if (selection.kind === "ids") return selection.ids;
  const except = new Set(selection.except);
  return idsInOrder(licenses, selection.query, now).filter((id) => !except.has(id));
}

/** The ids of all that a query finds, in its order. */
export function idsInOrder(licenses: readonly MockLicense[], query: LicenseQuery, now: Date): string[] {
  return find(licenses, query, now).found.map(({ license }) => license.id);
}

/** People who hold a license, by part of a name or e-mail. */
export function suggestions(licenses: readonly MockLicense[], text: string): PersonSuggestion[] {
  const words = fold(text).split(/\s+/).filter(Boolean);
  const people = new Map<string, PersonSuggestion>();
  for (const license of licenses) {
    const { holder, firstName, lastName } = license;
    if (holder?.kind !== "person") continue;
    const text = fold(`${holder.email} ${firstName} ${lastName}`);
    if (!words.every((word) => text.includes(word))) continue;
    const known = people.get(holder.email);
    const names = holder.isMasked ? { firstName: "", lastName: "" } : { firstName, lastName };
    const held = [...(known?.products ?? []), license.product.code];
    people.set(holder.email, { email: holder.email, ...names, products: held });
  }
  return [...people.values()].slice(0, 8);
}

/** Free seats per product and team; the one named is paid for longest. */
export function freeSeatsOf(licenses: readonly MockLicense[], now: Date): FreeSeats[] {
  const free = licenses.filter((license) => rowOf(license, now).state === "free");
  const groups = new Map<string, MockLicense[]>();
  for (const license of free) {
    const key = `${license.product.code} ${license.team.id}`;
    groups.set(key, [...(groups.get(key) ?? []), license]);
  }
  return [...groups.values()].flatMap((group) => {
    const [best] = group.toSorted((left, right) =>
      (right.validUntil ?? "9").localeCompare(left.validUntil ?? "9"),
    );
    return best ? [{ product: best.product, team: best.team, count: group.length, license: best.id }] : [];
  });
}
