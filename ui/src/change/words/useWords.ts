import { useMemo } from "react";
import { type IntlShape, useIntl } from "react-intl";
import {
  type Day,
  dayOf,
  daysBetween,
  formatDay,
  formatShortDay,
  type TextOf,
  useNow,
  useText,
} from "@/i18n";

/** What is needed to put something about a license into words. */
export interface Words {
  text: TextOf;
  intl: IntlShape;
  /** The calendar day where the person is. */
  today: Day;
}

/** The words of this feature, for the functions beside this one. */
export function useWords(): Words {
  const intl = useIntl();
  const text = useText();
  const today = dayOf(useNow());
  return useMemo(() => ({ intl, text, today }), [intl, text, today]);
}

/** "14 Dec 2026". */
export function dayWords({ intl }: Words, day: Day): string {
  return formatDay(intl, day);
}

/** "14 Dec", with the year where it is another one. */
export function shortDayWords({ intl, today }: Words, day: Day): string {
  return formatShortDay(intl, day, today);
}

/** "in 21 days", "tomorrow", "today", "12 days ago". */
export function distanceWords({ intl, today }: Words, day: Day): string {
  return intl.formatRelativeTime(daysBetween(today, day) ?? 0, "day", { numeric: "auto" });
}
