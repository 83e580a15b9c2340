import { useCallback } from "react";
import { useIntl } from "react-intl";
import { dayOf, useNow } from "@/i18n";

/** Says when: the time of day for today, with the date for other days. */
export function useClock(): (instant: Date) => string {
  const intl = useIntl();
  const today = dayOf(useNow());
  return useCallback(
    (instant) =>
      dayOf(instant) === today
        ? intl.formatTime(instant, { timeStyle: "short" })
        : intl.formatDate(instant, { dateStyle: "medium", timeStyle: "short" }),
    [intl, today],
  );
}
