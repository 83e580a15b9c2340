import type { ListView, ListWish, Mapping, PreviewRow, Product } from "../bindings";
import { problem } from "../platform";
import { type Entry, linesOf, problemOf } from "./listLines";
import { type MockLicense, products, teams } from "./model";
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
  const good = lines.flatMap(({ line, entry }) => (entry ? [{ line, entry }] : []));
  if (wish.kind === "makeItSo" && wish.takeFromOthers) takeFromOthers(planner, good, wish);
  for (const { line, entry, bad } of lines) {
    if (entry) planLine(planner, { line, entry }, wish);
    else
      planner.without(
        null,
        { line, person: null, text: bad.text },
        { kind: "badLine", problem: bad.problem },
      );
  }
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

/** Who holds one of the products and is not in the list loses it. */
function takeFromOthers(
  planner: Planner,
  good: readonly Line[],
  wish: ListWish & { kind: "makeItSo" },
): void {
  const named = good.map(({ entry }) => ({
    email: entry.person?.email.toLowerCase() ?? "",
    code: productOf(entry.product ?? wish.product ?? "")?.code,
  }));
  const governed = new Set(named.map(({ code }) => code));
  for (const { id, product, team, holder } of planner.organization.licenses) {
    if (!governed.has(product.code) || (wish.team !== null && team.id !== wish.team)) continue;
    const email = holder?.kind === "person" ? holder.email.toLowerCase() : null;
    const isListed = named.some((one) => one.email === email && one.code === product.code);
    if (email !== null && !isListed) planner.wish({ capability: "revoke", license: id });
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
