import type { HolderView, PlanRowView, Product, Team } from "@/platform";
import type { Words } from "./useWords";

/** The product's name; its code where the vendor left the name out. */
export function productName({ text }: Words, product: Product | null): string {
  return product?.name || product?.code || text("licenses.product.unknown");
}

/** The team's name; its number where the vendor left the name out. */
export function teamName({ text }: Words, team: Team): string {
  return team.name || text("licenses.team.numbered", { id: team.id });
}

/** One line for who or what holds a license: the person's name, else their e-mail; the kind for the rest. */
export function holderName({ text }: Words, holder: HolderView): string {
  switch (holder.kind) {
    case "person":
      return holder.name || holder.email || text("licenses.holder.unknownPerson");
    case "licenseVault":
      return text("licenses.holder.licenseVault");
    case "licenseServer":
      return text("licenses.holder.licenseServer");
    case "licenseKey":
      return text("licenses.holder.licenseKey");
    case "other":
      return text("licenses.holder.other");
  }
}

/** The line below it: the person's e-mail; the name of a server or key. */
export function holderNote({ kind, name, email }: HolderView): string {
  if (kind === "person") return name ? email : "";
  return name;
}

/** Whom a row of a plan is about. */
export function personOf(words: Words, row: Pick<PlanRowView, "recipient" | "holder">): string {
  const person = row.recipient ?? row.holder;
  if (!person) return words.text("licenses.holder.nobody");
  return holderName(words, person);
}
