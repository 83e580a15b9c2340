import { useEffect, useState } from "react";
import { useIntl } from "react-intl";
import {
  type Day,
  dayOf,
  formatDay,
  formatFullDay,
  formatFullInstant,
  formatRelativeDay,
  formatRelativeInstant,
} from "./days";

const MINUTE = 60_000;

/** The time, a new one each minute: what says "3 minutes ago" must not say so for an hour. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), MINUTE);
    return () => clearInterval(timer);
  }, []);
  return now;
}

export interface DayTextProps {
  day: Day;
  /** "Yesterday" instead of the date where it is close. */
  isRelative?: boolean;
}

/** A calendar day, short; the exact one on hover. */
export function DayText({ day, isRelative }: DayTextProps) {
  const intl = useIntl();
  const now = useNow();
  const words = isRelative ? formatRelativeDay(intl, day, dayOf(now)) : formatDay(intl, day);
  return (
    <time dateTime={day} title={formatFullDay(intl, day)}>
      {words}
    </time>
  );
}

/** A moment, relative; the exact one on hover. `instant` is ISO 8601 or a Date. */
export function MomentText({ instant }: { instant: string | Date }) {
  const intl = useIntl();
  const now = useNow();
  const date = typeof instant === "string" ? new Date(instant) : instant;
  if (Number.isNaN(date.getTime())) return String(instant);
  return (
    <time dateTime={date.toISOString()} title={formatFullInstant(intl, date)}>
      {formatRelativeInstant(intl, date, now)}
    </time>
  );
}
