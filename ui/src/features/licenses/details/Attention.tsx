import type { ReactNode } from "react";
import { ConsoleLink, dayWords, distanceWords, useWords, type Words } from "@/change";
import type { LicenseDetails, LicenseRow } from "@/platform";
import { Callout, type Tone } from "@/ui";
import styles from "./LicensePanel.module.css";

interface Note {
  id: string;
  tone: Tone;
  title: string;
  text: string;
  action?: ReactNode;
}

/** What needs attention, calmly, with what can be done about it. */
export function Attention({ row, details }: { row: LicenseRow; details: LicenseDetails | null }) {
  const words = useWords();
  const notes = [ofState(words, row, details), ofLock(words, row), ofRenewal(words, row, details)];
  const shown = notes.filter((note) => note !== null);
  if (shown.length === 0) return null;
  return (
    <div className={styles.callouts}>
      {shown.map((note) => (
        <Callout key={note.id} tone={note.tone} title={note.title} actions={note.action}>
          {note.text}
        </Callout>
      ))}
    </div>
  );
}

function ofState(words: Words, row: LicenseRow, details: LicenseDetails | null): Note | null {
  const { text } = words;
  const day = row.validUntil === null ? "" : dayWords(words, row.validUntil);
  switch (row.state) {
    case "suspended":
      return {
        id: "state",
        tone: "wrong",
        title: text("licenses.attention.suspended"),
        text: text("licenses.attention.suspendedNext"),
        action: <ConsoleLink />,
      };
    case "expired":
      return {
        id: "state",
        tone: "wrong",
        title: text("licenses.attention.expired", { day }),
        text: text(
          details?.hasFallback ? "licenses.attention.expiredFallback" : "licenses.attention.expiredNext",
        ),
        action: <ConsoleLink />,
      };
    case "expiring":
      return {
        id: "state",
        tone: "attention",
        title: text("licenses.attention.expiring", { days: row.expiresInDays ?? 0 }),
        text: text("licenses.attention.expiringNext"),
        action: <ConsoleLink />,
      };
    case "idle":
      return {
        id: "state",
        tone: "idle",
        title: text("licenses.attention.idle", { days: row.unseenDays ?? 0 }),
        text: text("licenses.attention.idleNext"),
      };
    case "neverSeen":
      return {
        id: "state",
        tone: "idle",
        title: text("licenses.attention.neverSeen"),
        text: text("licenses.attention.idleNext"),
      };
    case "unavailable":
      return {
        id: "state",
        tone: "neutral",
        title: text("licenses.attention.unavailable"),
        text: text("licenses.attention.unavailableNext"),
        action: <ConsoleLink />,
      };
    default:
      return null;
  }
}

function ofLock(words: Words, row: LicenseRow): Note | null {
  if (row.lockedUntil === null) return null;
  const values = { day: dayWords(words, row.lockedUntil), distance: distanceWords(words, row.lockedUntil) };
  return {
    id: "lock",
    tone: "fact",
    title: words.text("licenses.attention.locked", values),
    text: words.text("licenses.attention.lockedNext"),
    action: <ConsoleLink />,
  };
}

function ofRenewal(words: Words, row: LicenseRow, details: LicenseDetails | null): Note | null {
  const ends = row.validUntil !== null && (row.expiresInDays ?? -1) >= 0 && row.state !== "expiring";
  if (!details || row.renews || details.payment !== "subscription" || !ends || row.isTrial) return null;
  return {
    id: "renewal",
    tone: "attention",
    title: words.text("licenses.attention.notRenewing", { days: row.expiresInDays ?? 0 }),
    text: words.text("licenses.attention.expiringNext"),
  };
}
