import { useSyncExternalStore } from "react";
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

/** One clock for all that is shown: a table has hundreds of days in it. */
const clock = { now: new Date(), listeners: new Set<() => void>(), timer: undefined as Timer };

type Timer = ReturnType<typeof setInterval> | undefined;

function tick() {
  clock.now = new Date();
  for (const listener of clock.listeners) listener();
}

function subscribe(listener: () => void): () => void {
  clock.listeners.add(listener);
  clock.timer ??= setInterval(tick, MINUTE);
  return () => {
    clock.listeners.delete(listener);
    if (clock.listeners.size > 0) return;
    clearInterval(clock.timer);
    clock.timer = undefined;
  };
}

/** While nobody listens the clock stands still, so it is looked at whether it does. */
function now(): Date {
  if (clock.timer === undefined && Math.abs(Date.now() - clock.now.getTime()) >= MINUTE)
    clock.now = new Date();
  return clock.now;
}

/** The time, a new one each minute: what says "3 minutes ago" must not say so for an hour. */
export function useNow(): Date {
  return useSyncExternalStore(subscribe, now);
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
