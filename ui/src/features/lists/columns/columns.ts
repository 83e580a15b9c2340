import type { Column, ListWish, Mapping } from "@/platform";
import type { WishForm } from "../wish/wishForm";

/** Which column is what. */
export type ListColumns = Mapping;

/** All that a column can be, in the order in which it is offered. */
export const COLUMNS: readonly Column[] = [
  "email",
  "firstName",
  "lastName",
  "fullName",
  "product",
  "team",
  "license",
];

/** What a column is taken for. */
export function roleOf(columns: ListColumns, at: number): Column | null {
  return COLUMNS.find((column) => columns[column] === at) ?? null;
}

/** Takes a column for something else; what was taken for that before is nothing then. */
export function withRole(columns: ListColumns, at: number, role: Column | null): ListColumns {
  const before = roleOf(columns, at);
  const freed = before ? { ...columns, [before]: null } : columns;
  return role ? { ...freed, [role]: at } : freed;
}

/** Whether there is a column for it. */
export function has(columns: ListColumns, column: Column): boolean {
  return typeof columns[column] === "number";
}

/** What is asked for; null while something is not chosen. */
export function wishOf(form: WishForm, columns: ListColumns): ListWish | null {
  const { want, team, target, sendEmail, takeFromOthers } = form;
  // Where the lines name products, what was chosen for a list that does not is not meant.
  const product = has(columns, "product") ? null : form.product;
  // The code comes in that mail, so there is none without it.
  const mail = { sendEmail, includeOfflineCode: sendEmail && form.includeOfflineCode };
  const isNamed = product !== null || has(columns, "product");
  switch (want) {
    case "assign":
      return isNamed ? { kind: want, product, team, ...mail } : null;
    case "revoke":
      return { kind: want, product };
    case "transfer":
      return target === null ? null : { kind: want, team: target };
    case "makeItSo":
      return isNamed ? { kind: want, product, team, takeFromOthers, ...mail } : null;
  }
}
