import type { IntlShape } from "react-intl";

/**
 * A calendar day as the vendor wrote it, "2026-12-04". It belongs to no time zone: it is the fourth of
 * December everywhere, so it is never turned into an instant and back.
 */
export type Day = string;

const DAY = /^(\d{4})-(\d{2})-(\d{2})/;
const MILLISECONDS_A_DAY = 86_400_000;

/** Midnight UTC of a day, to count and to format with; null for what is no day. */
function dayInUtc(day: Day): Date | null {
  const parts = DAY.exec(day);
  if (!parts) return null;
  const [year, month, date] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const result = new Date(Date.UTC(year, month - 1, date));
  return result.getUTCMonth() === month - 1 && result.getUTCDate() === date ? result : null;
}

/** The calendar day of an instant where the person is. */
export function dayOf(instant: Date): Day {
  const parts = [instant.getFullYear(), instant.getMonth() + 1, instant.getDate()];
  return parts.map((part, position) => String(part).padStart(position === 0 ? 4 : 2, "0")).join("-");
}

/** How many days after `from` a day is; negative: before; null for what is no day. */
export function daysBetween(from: Day, day: Day): number | null {
  const [start, end] = [dayInUtc(from), dayInUtc(day)];
  return start && end ? Math.round((end.getTime() - start.getTime()) / MILLISECONDS_A_DAY) : null;
}

/** "4 Dec 2026". What is no day is shown as it came. */
export function formatDay(intl: IntlShape, day: Day): string {
  const date = dayInUtc(day);
  if (!date) return day;
  return intl.formatDate(date, { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" });
}

/** "4 Dec", with the year only where it is another than that of `today`. */
export function formatShortDay(intl: IntlShape, day: Day, today: Day): string {
  const date = dayInUtc(day);
  if (!date) return day;
  if (day.slice(0, 4) !== today.slice(0, 4)) return formatDay(intl, day);
  return intl.formatDate(date, { timeZone: "UTC", day: "numeric", month: "short" });
}

/** "Friday, 4 December 2026", for the tooltip. */
export function formatFullDay(intl: IntlShape, day: Day): string {
  const date = dayInUtc(day);
  if (!date) return day;
  return intl.formatDate(date, {
    timeZone: "UTC",
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
  });
}

/** How many days around today are said in words. */
const IN_WORDS = 6;

/** "today", "yesterday", "3 days ago", "in 5 days"; further away the date. */
export function formatRelativeDay(intl: IntlShape, day: Day, today: Day): string {
  const distance = daysBetween(today, day);
  if (distance === null) return day;
  if (Math.abs(distance) > IN_WORDS) return formatDay(intl, day);
  return capitalized(intl, intl.formatRelativeTime(distance, "day", { numeric: "auto" }));
}

/** "3 minutes ago", "2 hours ago", "yesterday"; further away the date. */
export function formatRelativeInstant(intl: IntlShape, instant: Date, now: Date): string {
  // The page's clock goes in steps of a minute: what happened since its last step is no future.
  const seconds = Math.min(0, Math.round((instant.getTime() - now.getTime()) / 1000));
  if (seconds > -45) return intl.formatMessage({ id: "date.now" });
  const minutes = Math.round(seconds / 60);
  if (Math.abs(minutes) < 60) return intl.formatRelativeTime(minutes, "minute", { style: "short" });
  const hours = Math.round(minutes / 60);
  if (Math.abs(hours) < 12 || dayOf(instant) === dayOf(now)) return intl.formatRelativeTime(hours, "hour");
  return formatRelativeDay(intl, dayOf(instant), dayOf(now));
}

/** "Monday, 23 November 2026 at 11:52", for the tooltip. */
export function formatFullInstant(intl: IntlShape, instant: Date): string {
  return intl.formatDate(instant, { dateStyle: "full", timeStyle: "short" });
}

function capitalized(intl: IntlShape, words: string): string {
  const [first = "", ...rest] = words;
  return first.toLocaleUpperCase(intl.locale) + rest.join("");
}
