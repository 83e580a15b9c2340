import type { ListView, ListWish, Mapping, PreviewRow, Product } from "../bindings";
import { problem } from "../platform";
import { type Entry, type ListLine, linesOf, problemOf } from "./listLines";
import { type MockLicense, products, rowOf, teams } from "./model";
import { fold } from "./query";
import { holds, type Planner } from "./wishes";

/** A list as the stand-in keeps it. */
export interface MockList {
  view: ListView;
  rows: PreviewRow[];
}

type Line = { line: number; entry: Entry };

/** Plans what a list says. */
export function planList(planner: Planner, list: MockList, mapping: Mapping, wish: ListWish): void {
  if (problemOf(list, mapping, wish.kind)) throw problem("listMappingUnusable");
  const lines = linesOf(list, mapping, wish.kind);
  if (wish.kind === "makeItSo" && wish.takeFromOthers) takeFromOthers(planner, lines, wish);
  for (const { line, entry, bad } of lines) {
    if (entry) planLine(planner, { line, entry }, wish);
    else
      planner.without(
        null,
        { line, person: null, text: bad.text },
        { kind: "badLine", problem: bad.problem },
      );
  }
  planner.sortByLine();
}

function planLine(planner: Planner, one: Line, wish: ListWish): void {
  switch (wish.kind) {
    case "assign":
    case "makeItSo":
      planAssign(planner, one, wish);
      break;
    case "revoke":
    case "transfer":
      planHeld(planner, one, wish);
  }
}

function planAssign(
  planner: Planner,
  { line, entry }: Line,
  wish: ListWish & { kind: "assign" | "makeItSo" },
) {
  const { person, isNameGuessed } = entry;
  if (!person) return;
  const text = entry.product ?? wish.product ?? "";
  const product = productOf(text);
  if (!product) {
    planner.without("assign", { line, person }, { kind: "unknownProduct", text });
    return;
  }
  const held = planner.organization.licenses.find((license) => holds(license, person.email, product.code));
  if (held) {
    const isSo = wish.kind === "makeItSo";
    planner.without(
      "assign",
      { line, person, product },
      isSo ? { kind: "alreadySo" } : { kind: "alreadyHolds", license: held.id },
    );
    return;
  }
  if (!person.firstName || !person.lastName) {
    planner.without("assign", { line, person, product }, { kind: "nameMissing" });
    return;
  }
  const team = entry.team === null ? wish.team : teamNamed(entry.team);
  const seat = planner.freeSeat(product.code, team);
  if (!seat) {
    planner.without("assign", { line, person, product }, { kind: "noFreeLicense" });
    return;
  }
  const { includeOfflineCode } = wish;
  planner.wish(
    { capability: "assign", license: seat.id, person, includeOfflineCode },
    { line, isNameGuessed },
  );
}

function planHeld(planner: Planner, { line, entry }: Line, wish: ListWish & { kind: "revoke" | "transfer" }) {
  const found = licensesOf(
    planner.organization.licenses,
    entry,
    wish.kind === "revoke" ? wish.product : null,
  );
  if (found.length === 0) {
    const person = entry.person && { ...entry.person };
    planner.without(
      wish.kind,
      { line, person, text: entry.license },
      entry.license ? { kind: "notFound" } : { kind: "holdsNothing" },
    );
  }
  for (const { id } of found) {
    if (wish.kind === "revoke") planner.wish({ capability: "revoke", license: id }, { line });
    else {
      const team = (entry.team === null ? null : teamNamed(entry.team)) ?? wish.team;
      planner.wish({ capability: "transfer", license: id, team }, { line });
    }
  }
}

function licensesOf(licenses: readonly MockLicense[], entry: Entry, wanted: string | null): MockLicense[] {
  if (entry.license) return licenses.filter(({ id }) => id === entry.license);
  const code = productOf(entry.product ?? wanted ?? "")?.code ?? null;
  const email = entry.person?.email.toLowerCase();
  return licenses.filter(
    ({ holder, product }) =>
      holder?.email.toLowerCase() === email && (code === null || product.code === code),
  );
}

/** What a list says of who is to hold what. */
class Listed {
  /** Persons and codes of products. */
  readonly #wanted = new Set<string>();
  /** The products that the list is about; the teams, where each line of the product names one, else null. */
  readonly #products = new Map<string, Set<number> | null>();
  /** Persons of whom a line can't be understood: it may be what they hold. */
  readonly #unclear = new Set<string>();
  /** There is a line of which nobody knows whom it means: it may be anybody. */
  isUnclear = false;

  note(email: string | null, product: Product | undefined, team: number | null): void {
    if (email === null) {
      this.isUnclear = true;
      return;
    }
    const person = email.toLowerCase();
    if (!product) {
      this.#unclear.add(person);
      return;
    }
    const teamsOf = this.#products.get(product.code);
    if (team === null || teamsOf === null) this.#products.set(product.code, null);
    else this.#products.set(product.code, new Set([...(teamsOf ?? []), team]));
    this.#wanted.add(`${person} ${product.code}`);
  }

  /** The product for all lines is what the list is about, even where each line names another. */
  alsoAbout(product: Product | undefined): void {
    if (product && !this.#products.has(product.code)) this.#products.set(product.code, null);
  }

  /** A list in which nobody is understood says nothing about the others. */
  get isEmpty(): boolean {
    return this.#wanted.size === 0;
  }

  /** Whether somebody who is not in the list would lose a license. */
  takes({ product, team, holder }: MockLicense): boolean {
    const teamsOf = this.#products.get(product.code);
    if (teamsOf === undefined || (teamsOf !== null && !teamsOf.has(team.id))) return false;
    if (holder?.kind !== "person") return false;
    const person = holder.email.toLowerCase();
    return !this.#unclear.has(person) && !this.#wanted.has(`${person} ${product.code}`);
  }
}

/** Who holds one of the products and is not in the list loses it. */
function takeFromOthers(
  planner: Planner,
  lines: readonly ListLine[],
  wish: ListWish & { kind: "makeItSo" },
): void {
  const listed = new Listed();
  for (const { entry, named } of lines) {
    const team = entry?.team ? teamNamed(entry.team) : null;
    listed.note(named, entry ? productOf(entry.product ?? wish.product ?? "") : undefined, team);
  }
  if (listed.isEmpty) return;
  listed.alsoAbout(productOf(wish.product ?? ""));
  const { licenses } = planner.organization;
  for (const license of licenses) {
    if (!listed.takes(license) || (wish.team !== null && license.team.id !== wish.team)) continue;
    if (rowOf(license, planner.now).state === "expired") continue;
    planner.wish(
      { capability: "revoke", license: license.id },
      { line: null },
      listed.isUnclear ? { kind: "listUnclear" } : undefined,
    );
  }
}

function productOf(text: string): Product | undefined {
  const wanted = fold(text.trim());
  return products.find(({ code, name }) => fold(code) === wanted || fold(name) === wanted);
}

function teamNamed(text: string): number | null {
  const wanted = fold(text.trim());
  return teams.find(({ id, name }) => String(id) === wanted || fold(name) === wanted)?.id ?? null;
}
