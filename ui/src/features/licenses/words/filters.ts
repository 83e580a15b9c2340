import { dayWords, type Words } from "@/change";
import type { MessageId } from "@/i18n";
import type { AssigneeKind, ExpiryFilter, LastSeenFilter, RevocableFilter } from "@/platform";

const ASSIGNEES: Readonly<Record<AssigneeKind, MessageId>> = {
  person: "licenses.holder.person",
  licenseServer: "licenses.holder.licenseServer",
  licenseVault: "licenses.holder.licenseVault",
  licenseKey: "licenses.holder.licenseKey",
  other: "licenses.holder.other",
  nobody: "licenses.holder.nobody",
};

/** Who or what holds a license, as a filter names it. */
export function assigneeWords({ text }: Words, kind: AssigneeKind): string {
  return text(ASSIGNEES[kind]);
}

/** When the paid period ends, such as "In the next 30 days". */
export function expiryWords(words: Words, filter: ExpiryFilter): string {
  const { text } = words;
  switch (filter.kind) {
    case "within":
      return text("licenses.filter.expiry.within", { days: filter.days });
    case "over":
      return text("licenses.filter.expiry.over");
    case "unlimited":
      return text("licenses.until.none");
    case "between":
      return betweenWords(words, filter);
  }
}

/** When its holder was last seen, such as "Not for 60 days". */
export function lastSeenWords(words: Words, filter: LastSeenFilter): string {
  const { text } = words;
  switch (filter.kind) {
    case "never":
      return text("licenses.seen.never");
    case "within":
      return text("licenses.filter.lastSeen.within", { days: filter.days });
    case "notFor":
      return text("licenses.filter.lastSeen.notFor", { days: filter.days });
    case "between":
      return betweenWords(words, filter);
  }
}

/** When it can be revoked, such as "Within 7 days". */
export function revocableWords(words: Words, filter: RevocableFilter): string {
  const { text } = words;
  switch (filter.kind) {
    case "now":
      return text("licenses.filter.revocable.now");
    case "within":
      return text("licenses.filter.revocable.within", { days: filter.days });
    case "by":
      return text("licenses.filter.revocable.by", { day: dayWords(words, filter.day) });
  }
}

/** Days from one to another; either may be open. */
export interface Days {
  from: string | null;
  to: string | null;
}

function betweenWords(words: Words, { from, to }: Days): string {
  const { text } = words;
  if (from !== null && from === to) return dayWords(words, from);
  if (from !== null && to !== null) {
    return text("licenses.filter.range.both", { from: dayWords(words, from), to: dayWords(words, to) });
  }
  if (from !== null) return text("licenses.filter.range.from", { day: dayWords(words, from) });
  return to === null
    ? text("licenses.filter.range.any")
    : text("licenses.filter.range.to", { day: dayWords(words, to) });
}
