import type {
  AssigneeKind,
  ExpiryFilter,
  Facets,
  FacetValue,
  LastSeenFilter,
  LicenseQuery,
  LicenseRow,
  RevocableFilter,
  YesNoCount,
} from "../bindings";
import { addDays, dayFrom } from "./days";
import { type MockLicense, stateOrder } from "./model";

/** A license with what its row shows. */
export interface Entry {
  license: MockLicense;
  row: LicenseRow;
}

type Test = (entry: Entry) => boolean;
type FilterName = keyof Facets;

const EXPIRY: readonly ExpiryFilter[] = [
  { kind: "within", days: 7 },
  { kind: "within", days: 30 },
  { kind: "within", days: 90 },
  { kind: "over" },
  { kind: "unlimited" },
];

const LAST_SEEN: readonly LastSeenFilter[] = [
  { kind: "never" },
  { kind: "within", days: 7 },
  { kind: "within", days: 30 },
  { kind: "notFor", days: 30 },
  { kind: "notFor", days: 60 },
  { kind: "notFor", days: 90 },
];

const REVOCABLE: readonly RevocableFilter[] = [
  { kind: "now" },
  { kind: "within", days: 7 },
  { kind: "within", days: 30 },
];

const ASSIGNEES: readonly AssigneeKind[] = [
  "person",
  "licenseServer",
  "licenseVault",
  "licenseKey",
  "other",
  "nobody",
];

const productOf = ({ row }: Entry) => row.product.code;
const teamOf = ({ license }: Entry) => license.team.id;
const stateOf = ({ row }: Entry) => row.state;
const assigneeOf = ({ row }: Entry): AssigneeKind => row.holder?.kind ?? "nobody";
const isPerson = ({ row }: Entry) => row.holder?.kind === "person";

function between(day: string | null, from: string | null, to: string | null): boolean {
  return day !== null && (from === null || day >= from) && (to === null || day <= to);
}

function expires(filter: ExpiryFilter): Test {
  switch (filter.kind) {
    case "within":
      return ({ row: { expiresInDays: days } }) => days !== null && days >= 0 && days <= filter.days;
    case "over":
      return ({ row: { expiresInDays: days } }) => days !== null && days < 0;
    case "unlimited":
      return ({ row }) => row.validUntil === null;
    case "between":
      return ({ row }) => between(row.validUntil, filter.from, filter.to);
  }
}

function wasSeen(filter: LastSeenFilter): Test {
  switch (filter.kind) {
    case "never":
      return (entry) => isPerson(entry) && entry.row.lastSeen === null && !entry.row.hasOfflineCode;
    case "within":
      return ({ row: { unseenDays: days } }) => days !== null && days <= filter.days;
    case "notFor":
      return ({ row: { unseenDays: days } }) => days !== null && days >= filter.days;
    case "between":
      return (entry) => isPerson(entry) && between(entry.row.lastSeen, filter.from, filter.to);
  }
}

function isRevocable(filter: RevocableFilter, now: Date): Test {
  const by =
    filter.kind === "by" ? filter.day : addDays(dayFrom(now, 0), filter.kind === "now" ? 0 : filter.days);
  return (entry) => isPerson(entry) && (entry.row.lockedUntil === null || entry.row.lockedUntil <= by);
}

/** A filter that is not set. */
const any: Test = () => true;

function oneOf<T>(wanted: readonly T[], valueOf: (entry: Entry) => T): Test {
  return wanted.length === 0 ? any : (entry) => wanted.includes(valueOf(entry));
}

function within<T>(wanted: T | null, test: (filter: T) => Test): Test {
  return wanted === null ? any : test(wanted);
}

const YES_NO = {
  trial: ({ row }: Entry) => row.isTrial,
  suspended: ({ license }: Entry) => license.isSuspended,
  transferable: ({ row }: Entry) => row.isTransferable,
  renews: ({ row }: Entry) => row.renews,
};

function yesOrNo(wanted: boolean | null, is: Test): Test {
  return wanted === null ? any : (entry) => is(entry) === wanted;
}

/** One test for each filter of a query. */
function testsOf(query: LicenseQuery, now: Date): Record<FilterName, Test> {
  return {
    products: oneOf(query.products, productOf),
    teams: oneOf(query.teams, teamOf),
    states: oneOf(query.states, stateOf),
    assignees: oneOf(query.assignees, assigneeOf),
    expiry: within(query.expiry, expires),
    lastSeen: within(query.lastSeen, wasSeen),
    revocable: within(query.revocable, (filter) => isRevocable(filter, now)),
    trial: yesOrNo(query.trial, YES_NO.trial),
    suspended: yesOrNo(query.suspended, YES_NO.suspended),
    transferable: yesOrNo(query.transferable, YES_NO.transferable),
    renews: yesOrNo(query.renews, YES_NO.renews),
  };
}

/** What all filters of a query leave of the entries, and the counts per value with all other filters set. */
export function filtered(entries: readonly Entry[], query: LicenseQuery, now: Date) {
  const tests = testsOf(query, now);
  const all = Object.entries(tests);
  const without = (name: FilterName) =>
    entries.filter((entry) => all.every(([other, test]) => other === name || test(entry)));
  const found = entries.filter((entry) => all.every(([, test]) => test(entry)));
  return { found, facets: facetsOf(entries, without, now) };
}

function facetsOf(entries: readonly Entry[], without: (name: FilterName) => Entry[], now: Date): Facets {
  const products = new Map(entries.map(({ row }) => [row.product.code, row.product.name]));
  const teams = new Map(entries.map(({ license }) => [license.team.id, license.team.name]));
  const valuesOf = <T>(valueOf: (entry: Entry) => T, order: readonly T[]) => {
    const known = new Set(entries.map(valueOf));
    return order.filter((value) => known.has(value));
  };
  return {
    products: byLabel(tally([...products.keys()], without("products"), productOf, products)),
    teams: byLabel(tally([...teams.keys()], without("teams"), teamOf, teams)),
    states: tally(valuesOf(stateOf, stateOrder), without("states"), stateOf),
    assignees: tally(valuesOf(assigneeOf, ASSIGNEES), without("assignees"), assigneeOf),
    expiry: countRanges(EXPIRY, without("expiry"), expires),
    lastSeen: countRanges(LAST_SEEN, without("lastSeen"), wasSeen),
    revocable: countRanges(REVOCABLE, without("revocable"), (filter) => isRevocable(filter, now)),
    trial: countYesNo(without("trial"), YES_NO.trial),
    suspended: countYesNo(without("suspended"), YES_NO.suspended),
    transferable: countYesNo(without("transferable"), YES_NO.transferable),
    renews: countYesNo(without("renews"), YES_NO.renews),
  };
}

/** How many entries have each value; a value that none has stays, with 0. */
function tally<T>(
  values: readonly T[],
  entries: readonly Entry[],
  valueOf: (entry: Entry) => T,
  labels?: ReadonlyMap<T, string>,
): FacetValue<T>[] {
  const counts = new Map<T, number>();
  for (const entry of entries) counts.set(valueOf(entry), (counts.get(valueOf(entry)) ?? 0) + 1);
  return values.map((value) => ({
    value,
    label: labels?.get(value) ?? "",
    count: counts.get(value) ?? 0,
  }));
}

function countRanges<T>(
  ranges: readonly T[],
  entries: readonly Entry[],
  test: (range: T) => Test,
): FacetValue<T>[] {
  return ranges.map((value) => ({ value, label: "", count: entries.filter(test(value)).length }));
}

function countYesNo(entries: readonly Entry[], is: Test): YesNoCount {
  const yes = entries.filter(is).length;
  return { yes, no: entries.length - yes };
}

function byLabel<T extends { label: string }>(values: readonly T[]): T[] {
  return values.toSorted((left, right) => left.label.localeCompare(right.label));
}
