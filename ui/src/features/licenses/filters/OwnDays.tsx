import { useState } from "react";
import { useText } from "@/i18n";
import { DateField } from "@/ui";
import type { Days } from "../words/filters";
import styles from "./filters.module.css";

export interface BetweenDaysProps {
  value: Days;
  /** Told each range that makes sense, and null when both fields are empty. */
  onChange: (days: Days | null) => void;
}

/** From one day to another; either may be left empty. */
export function BetweenDays({ value, onChange }: BetweenDaysProps) {
  const text = useText();
  const [draft, setDraft] = useState(value);
  const [shown, setShown] = useState(value);
  // Chosen or cleared elsewhere.
  if (shown.from !== value.from || shown.to !== value.to) {
    setShown(value);
    setDraft(value);
  }
  const change = (days: Days) => {
    setDraft(days);
    if (isBackwards(days)) return;
    setShown(days);
    onChange(days.from === null && days.to === null ? null : days);
  };
  const isWrong = isBackwards(draft);
  return (
    <div className={styles.between} role="group" aria-label={text("licenses.filter.range.own")}>
      <div className={styles.fields}>
        <DateField
          label={text("licenses.filter.range.first")}
          value={draft.from}
          onChange={(from) => change({ ...draft, from })}
          isInvalid={isWrong}
        />
        <DateField
          label={text("licenses.filter.range.last")}
          value={draft.to}
          onChange={(to) => change({ ...draft, to })}
          isInvalid={isWrong}
        />
      </div>
      {isWrong && (
        <div className={styles.wrong} role="alert">
          {text("licenses.filter.range.backwards")}
        </div>
      )}
    </div>
  );
}

function isBackwards({ from, to }: Days): boolean {
  return from !== null && to !== null && from > to;
}

export interface ByDayProps {
  value: string | null;
  onChange: (day: string | null) => void;
}

/** A day at the latest. */
export function ByDay({ value, onChange }: ByDayProps) {
  const text = useText();
  return (
    <div className={styles.by}>
      <DateField label={text("licenses.filter.revocable.own")} value={value} onChange={onChange} />
    </div>
  );
}
