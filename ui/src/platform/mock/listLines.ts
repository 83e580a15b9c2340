import type { BadLine, Column, LineProblem, ListCheck, Mapping, MappingProblem, Want } from "../bindings";
import type { MockList } from "./listPlan";
import { COLUMNS } from "./lists";
import type { Person } from "./wishes";

const KEYS: Record<Want, Column[]> = {
  assign: ["email"],
  revoke: ["email", "license"],
  transfer: ["license", "email"],
  makeItSo: ["email"],
};

const SHOWN = 500;

/** What a good line says. */
export interface Entry {
  person: Person | null;
  isNameGuessed: boolean;
  license: string | null;
  product: string | null;
  team: string | null;
}

export type ListLine = {
  line: number;
  /** The address in the line, even where something else is wrong with it; null where nobody knows whom it means. */
  named: string | null;
} & ({ entry: Entry; bad: null } | { entry: null; bad: BadLine });

/** Says what a list says when its columns are understood in one way. */
export function checkList(list: MockList, mapping: Mapping, want: Want): ListCheck {
  const problem = problemOf(list, mapping, want);
  if (problem) return { problem, good: 0, bad: 0, badLines: [], namesProducts: false };
  const lines = linesOf(list, mapping, want);
  const bad = lines.flatMap((line) => (line.bad ? [{ line: line.line, bad: line.bad }] : []));
  const good = lines.flatMap(({ entry }) => (entry ? [entry] : []));
  return {
    problem: null,
    good: good.length,
    bad: bad.length,
    badLines: bad.slice(0, SHOWN),
    namesProducts: good.length > 0 && good.every(({ product }) => product !== null),
  };
}

export function problemOf({ view }: MockList, mapping: Mapping, want: Want): MappingProblem | null {
  const mapped = COLUMNS.filter((column) => placeOf(mapping, column) !== null);
  for (const [index, column] of mapped.entries()) {
    const place = placeOf(mapping, column);
    if (place !== null && place >= view.preview.columns) return { code: "outOfRange", column };
    const first = mapped.slice(0, index).find((other) => placeOf(mapping, other) === place);
    if (first) return { code: "twice", first, second: column };
  }
  const isEnough = KEYS[want].some((column) => placeOf(mapping, column) !== null);
  return isEnough ? null : { code: "missing", needed: KEYS[want] };
}

function placeOf(mapping: Mapping, column: Column): number | null {
  return mapping[column] ?? null;
}

/** Every line, as what is wanted or what is wrong with it. */
export function linesOf({ rows }: MockList, mapping: Mapping, want: Want): ListLine[] {
  const seen = new Map<string, number>();
  return rows.map(({ line, cells }) => {
    const text = (column: Column) => cells[placeOf(mapping, column) ?? -1]?.trim() ?? "";
    const whole = cells.filter(Boolean).join(" · ");
    const named = isAddress(text("email")) ? text("email") : null;
    const bad = (problem: LineProblem, wrong = whole): ListLine => ({
      line,
      named,
      entry: null,
      bad: { problem, text: wrong },
    });
    const problem = problemIn(text, mapping, want);
    if (problem) return bad(...problem);
    const entry = entryOf(text);
    const key = JSON.stringify([entry.person?.email, entry.license, entry.product, entry.team]);
    const before = seen.get(key);
    if (before !== undefined) return bad({ code: "duplicate", of: before });
    seen.set(key, line);
    return { line, named, entry, bad: null };
  });
}

type Text = (column: Column) => string;

function problemIn(text: Text, mapping: Mapping, want: Want): [LineProblem, string?] | null {
  if (COLUMNS.every((column) => text(column) === "")) return [{ code: "nothing" }];
  const names = want === "assign" || want === "makeItSo";
  const email = text("email");
  if (text("license") && !/^[\w-]+$/.test(text("license")))
    return [{ code: "licenseMalformed" }, text("license")];
  if (email === "" && (names || !text("license"))) {
    return [{ code: placeOf(mapping, "email") === null ? "licenseMissing" : "emailMissing" }];
  }
  if (email !== "" && !isAddress(email)) return [{ code: "emailMalformed" }, email];
  if (!names) return null;
  const { person } = entryOf(text);
  const name = `${person?.firstName ?? ""} ${person?.lastName ?? ""}`;
  if (/\d/.test(name)) return [{ code: "nameHasDigits" }, name];
  if (want === "assign" && name.split(" ").some((part) => part === "")) return [{ code: "nameMissing" }];
  return placeOf(mapping, "product") !== null && text("product") === "" ? [{ code: "productMissing" }] : null;
}

function isAddress(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
}

function entryOf(text: Text): Entry {
  const email = text("email");
  const given = [text("firstName"), text("lastName")];
  const [first = "", ...others] = text("fullName").split(/\s+/);
  const full = given.some(Boolean) ? given : [first, others.join(" ")];
  const isNameGuessed = full.every((part) => part === "");
  const [firstName = "", lastName = ""] = isNameGuessed ? namesFrom(email) : full;
  return {
    person: email ? { email, firstName, lastName } : null,
    isNameGuessed,
    license: text("license") || null,
    product: text("product") || null,
    team: text("team") || null,
  };
}

/** `anna.lind@…` is Anna Lind. */
function namesFrom(email: string): string[] {
  const parts = (email.split("@")[0] ?? "").split(/[._]/);
  return parts.length === 2 ? parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1)) : [];
}
