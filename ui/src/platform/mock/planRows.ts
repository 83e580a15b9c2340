import type {
  PlanFilter,
  PlanQuery,
  PlanRowView,
  PlanSort,
  PlanWindow,
  RowVerdict,
  WarningView,
} from "../bindings";
import type { MockPlan } from "./plan";
import { fold } from "./query";

const FILTERS: Record<PlanFilter, (row: PlanRowView) => boolean> = {
  changes: (row) => row.verdict === "change" && !row.takenOut,
  warned: (row) => row.verdict === "change" && !row.takenOut && asksForAttention(row),
  nothingToDo: (row) => row.verdict === "nothingToDo",
  queueable: (row) => row.verdict === "queueable" && !row.takenOut,
  blocked: (row) => row.verdict === "blocked",
  badLines: (row) => row.verdict === "badLine",
  takenOut: (row) => row.takenOut,
};

const ORDER: RowVerdict[] = ["change", "nothingToDo", "queueable", "blocked", "badLine"];

const SERIOUS: ReadonlySet<WarningView["kind"]> = new Set([
  "nameFromEmail",
  "endsSoon",
  "offlineCodeKeepsWorking",
]);

/** Whether somebody should think again before a row is carried out. */
export function asksForAttention({ warnings }: PlanRowView): boolean {
  return warnings.some(({ kind }) => SERIOUS.has(kind));
}

const KEYS: Record<PlanSort, (row: PlanRowView) => string> = {
  verdict: (row) =>
    [ORDER.indexOf(row.verdict), row.capability ?? "", row.obstacle?.kind ?? "", row.warnings.length].join(
      " ",
    ),
  person: (row) => personOf(row),
  product: (row) => row.product?.name ?? "",
  team: (row) => row.team?.name ?? "",
  license: (row) => row.license ?? "",
};

function personOf({ recipient, holder }: PlanRowView): string {
  const person = recipient ?? holder;
  return fold(person?.name || person?.email || "");
}

function textOf(row: PlanRowView): string {
  const people = [row.recipient, row.holder].flatMap((one) => (one ? [one.name, one.email] : []));
  const rest = [row.license, row.product?.name, row.product?.code, row.team?.name, row.text];
  return fold([...people, ...rest].join("\n"));
}

/** A window of a plan's rows. */
export function planWindow(plan: MockPlan, query: PlanQuery, offset: number, limit: number): PlanWindow {
  const words = fold(query.search).split(/\s+/).filter(Boolean);
  const isWanted = query.only ? FILTERS[query.only] : () => true;
  const found = plan.rows
    .map(({ view }) => view)
    .filter(isWanted)
    .filter((row) => words.every((word) => textOf(row).includes(word)));
  const rows = sorted(found, query);
  return { rows: rows.slice(offset, offset + limit), total: rows.length };
}

function sorted(rows: PlanRowView[], { sort, descending }: PlanQuery): PlanRowView[] {
  if (sort === null) return descending ? rows.toReversed() : rows;
  const keyed = rows.map((row) => ({ row, key: KEYS[sort](row) }));
  const direction = descending ? -1 : 1;
  return keyed
    .toSorted((left, right) => direction * left.key.localeCompare(right.key) || left.row.row - right.row.row)
    .map(({ row }) => row);
}
