import type { MessageId, TextOf } from "@/i18n";
import type { Want } from "@/platform";

/** In the order in which they are offered. */
export const WANTS: readonly Want[] = ["assign", "revoke", "transfer", "makeItSo"];

const TITLES: Readonly<Record<Want, MessageId>> = {
  assign: "lists.want.assign",
  revoke: "lists.want.revoke",
  transfer: "lists.want.transfer",
  makeItSo: "lists.want.makeItSo",
};

const MEANINGS: Readonly<Record<Want, MessageId>> = {
  assign: "lists.want.assignMeans",
  revoke: "lists.want.revokeMeans",
  transfer: "lists.want.transferMeans",
  makeItSo: "lists.want.makeItSoMeans",
};

export function wantTitle(text: TextOf, want: Want): string {
  return text(TITLES[want]);
}

/** What will be done with the list. */
export function wantMeaning(text: TextOf, want: Want): string {
  return text(MEANINGS[want]);
}
