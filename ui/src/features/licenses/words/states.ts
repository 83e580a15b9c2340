import { shortDayWords, type Words } from "@/change";
import { formatFullDay, type MessageId } from "@/i18n";
import type { LicenseRow, LicenseState } from "@/platform";
import type { Tone } from "@/ui";

/** How a state looks and what its filter is called. */
interface StateLook {
  tone: Tone;
  name: MessageId;
}

const LOOKS: Readonly<Record<LicenseState, StateLook>> = {
  suspended: { tone: "wrong", name: "licenses.state.suspended" },
  expired: { tone: "wrong", name: "licenses.state.expired" },
  licenseVault: { tone: "fact", name: "licenses.state.licenseVault" },
  licenseServer: { tone: "fact", name: "licenses.state.licenseServer" },
  licenseKey: { tone: "fact", name: "licenses.state.licenseKey" },
  unavailable: { tone: "neutral", name: "licenses.state.unavailable" },
  free: { tone: "accent", name: "licenses.state.free" },
  expiring: { tone: "attention", name: "licenses.state.expiring" },
  locked: { tone: "neutral", name: "licenses.state.locked" },
  neverSeen: { tone: "idle", name: "licenses.state.neverSeen" },
  idle: { tone: "idle", name: "licenses.state.idle" },
  assigned: { tone: "neutral", name: "licenses.state.assigned" },
};

/** A state as a filter names it, without figures. */
export function stateName({ text }: Words, state: LicenseState): string {
  return text(LOOKS[state].name);
}

export function stateTone(state: LicenseState): Tone {
  return LOOKS[state].tone;
}

/** The words of a row's badge, with the figure that helps. */
export function stateWords(words: Words, row: LicenseRow): string {
  const { text } = words;
  switch (row.state) {
    case "expiring":
      return text("licenses.state.expiresIn", { days: row.expiresInDays ?? 0 });
    case "locked":
      if (row.lockedUntil === null) break;
      return text("licenses.state.lockedUntil", { day: shortDayWords(words, row.lockedUntil) });
    case "idle":
      return text("licenses.state.idleDays", { days: row.unseenDays ?? 0 });
    default:
      break;
  }
  return stateName(words, row.state);
}

/** What the badge means, for who wants to know more. */
export function stateExplained(words: Words, row: LicenseRow): string {
  const { text, intl } = words;
  const day = (value: string | null) => (value === null ? "" : formatFullDay(intl, value));
  switch (row.state) {
    case "suspended":
      return text("licenses.state.suspendedMeans");
    case "expired":
      return text("licenses.state.expiredMeans", { day: day(row.validUntil) });
    case "licenseVault":
    case "licenseServer":
      return text("licenses.state.serverMeans");
    case "licenseKey":
      return text("licenses.state.keyMeans");
    case "unavailable":
      return text("licenses.state.unavailableMeans");
    case "free":
      return text("licenses.state.freeMeans");
    case "expiring":
      return text("licenses.state.expiringMeans", { day: day(row.validUntil) });
    case "locked":
      return text("licenses.state.lockedMeans", { day: day(row.lockedUntil) });
    case "neverSeen":
      return text("licenses.state.neverSeenMeans");
    case "idle":
      return text("licenses.state.idleMeans", { day: day(row.lastSeen) });
    case "assigned":
      return text("licenses.state.assignedMeans");
  }
}
