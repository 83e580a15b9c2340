import type { ReactNode } from "react";
import { dayWords, distanceWords, holderName, holderNote, teamName, type Words } from "@/change";
import { DayText } from "@/i18n";
import type { LicenseDetails, LicenseRow } from "@/platform";
import type { Fact } from "@/ui";

/** Labels and values of all that is known; what is not known, or not yet, is left out. */
export function detailFacts(words: Words, row: LicenseRow, details: LicenseDetails | null): Fact[] {
  const facts = [
    holderFact(words, row),
    teamFact(words, row),
    sinceFact(words, row),
    seenFact(words, row),
    untilFact(words, row, details),
    upgradesFact(words, details),
    packFact(words, details),
    domainFact(words, row),
    coverageFact(words, row, details),
  ];
  return facts.filter((fact) => fact !== null && fact !== "");
}

function fact(id: string, label: string, value: ReactNode, note?: ReactNode): Fact {
  return { id, label, value, ...(note ? { note } : {}) };
}

function holderFact(words: Words, { holder }: LicenseRow) {
  const label = words.text("licenses.column.assignee");
  if (!holder) return fact("holder", label, words.text("licenses.holder.nobody"));
  const notes = [holderNote(holder), holder.isMasked ? words.text("licenses.holder.masked") : ""];
  return fact(
    "holder",
    label,
    <b>{holderName(words, holder)}</b>,
    notes.filter(Boolean).map((note) => <div key={note}>{breakable(note)}</div>),
  );
}

/** An e-mail address breaks after its "@" rather than anywhere. */
function breakable(note: string): ReactNode {
  const [name, ...domain] = note.split("@");
  if (domain.length === 0) return note;
  return (
    <>
      {`${name}@`}
      <wbr />
      {domain.join("@")}
    </>
  );
}

function teamFact(words: Words, { team }: LicenseRow) {
  return team && fact("team", words.text("licenses.column.team"), teamName(words, team));
}

function sinceFact(words: Words, row: LicenseRow) {
  if (!row.assignedOn || !row.holder) return null;
  return fact("since", words.text("licenses.details.since"), <DayText day={row.assignedOn} />);
}

function seenFact(words: Words, row: LicenseRow) {
  const { text } = words;
  if (row.holder?.kind !== "person") return null;
  const label = text("licenses.column.lastSeen");
  if (row.hasOfflineCode) {
    return fact("seen", label, text("licenses.seen.offlineCode"), text("licenses.seen.offlineCodeMeans"));
  }
  if (row.lastSeen === null) return fact("seen", label, text("licenses.seen.never"));
  return fact("seen", label, <DayText day={row.lastSeen} />, distanceWords(words, row.lastSeen));
}

function untilFact(words: Words, row: LicenseRow, details: LicenseDetails | null) {
  const { text } = words;
  const label = text("licenses.column.validUntil");
  if (row.validUntil === null) {
    const id = details?.payment === "perpetual" ? "licenses.until.perpetual" : "licenses.until.none";
    return fact("until", label, text(id));
  }
  const isPast = (row.expiresInDays ?? 0) < 0;
  const renewal = row.renews ? "licenses.until.renews" : "licenses.until.noRenewal";
  return fact("until", label, <DayText day={row.validUntil} />, details && !isPast ? text(renewal) : null);
}

function upgradesFact(words: Words, details: LicenseDetails | null) {
  if (!details?.upgradesUntil) return null;
  const day = dayWords(words, details.upgradesUntil);
  return fact(
    "upgrades",
    words.text("licenses.details.upgrades"),
    words.text("licenses.details.upgradesUntil", { day }),
  );
}

function packFact({ text }: Words, details: LicenseDetails | null) {
  if (!details?.pack) return null;
  const { reference, seats } = details.pack;
  return fact(
    "pack",
    text("licenses.details.pack"),
    text("licenses.details.packSeats", { reference, seats }),
  );
}

function domainFact({ text }: Words, { domain }: LicenseRow) {
  return domain && fact("domain", text("licenses.details.domain"), domain);
}

/** Facts that are worth a word only where they differ from the usual. */
function coverageFact({ text }: Words, row: LicenseRow, details: LicenseDetails | null) {
  if (!details) return null;
  const notes = [
    row.isTrial && text("licenses.details.trial"),
    details.isOutdated && text("licenses.details.outdated"),
    details.hasFallback && text("licenses.details.fallback"),
    !row.isTransferable && text("licenses.details.notTransferable"),
  ].filter((note) => note !== false);
  if (notes.length === 0) return null;
  return fact(
    "coverage",
    text("licenses.details.alsoKnown"),
    <div>
      {notes.map((note) => (
        <div key={note}>{note}</div>
      ))}
    </div>,
  );
}
