import { type CalendarDate, GregorianCalendar, parseDate, toCalendar } from "@internationalized/date";
import { CalendarDays, ChevronLeft, ChevronRight } from "lucide-react";
import { useState } from "react";
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarHeading,
  DateInput,
  DatePicker,
  DateSegment,
  Dialog,
  Group,
  Popover,
} from "react-aria-components";
import { classes } from "./classes";
import styles from "./DateField.module.css";
import type { DateFieldProps } from "./DateField";
import fieldStyles from "./Field.module.css";
import { FieldLabel } from "./FieldParts";
import floating from "./Floating.module.css";

/** While a year is typed digit by digit, it is first the year 2, then 20, then 202. */
const FIRST_YEAR = 1990;
const LAST_YEAR = 2200;

function toDate(day: string | null): CalendarDate | null {
  if (day === null) return null;
  try {
    return parseDate(day);
  } catch {
    // What is no day, such as in a view that was saved by another version, is an empty field.
    return null;
  }
}

/** The field itself, with the calendar behind it. Loaded when it is first shown: see `DateField`. */
export default function DateFieldParts({ label, value, onChange, isInvalid = false }: DateFieldProps) {
  const [draft, setDraft] = useState(() => ({ value, date: toDate(value) }));
  // Set or cleared from outside.
  if (draft.value !== value) setDraft({ value, date: toDate(value) });
  const change = (date: CalendarDate | null) => {
    const gregorian = date && toCalendar(date, new GregorianCalendar());
    const isComplete = !gregorian || (gregorian.year >= FIRST_YEAR && gregorian.year <= LAST_YEAR);
    const day = isComplete ? (gregorian?.toString() ?? null) : value;
    setDraft({ value: day, date });
    if (day !== value) onChange(day);
  };
  return (
    <DatePicker
      className={fieldStyles.field ?? ""}
      value={draft.date}
      onChange={change}
      isInvalid={isInvalid}
      shouldForceLeadingZeros
    >
      <FieldLabel label={label} />
      <Group className={classes(fieldStyles.box, styles.box)}>
        <DateInput className={styles.input ?? ""}>
          {(segment) => <DateSegment segment={segment} className={styles.segment ?? ""} />}
        </DateInput>
        <Button className={styles.button ?? ""}>
          <CalendarDays size={15} aria-hidden />
        </Button>
      </Group>
      <Popover className={classes(floating.floating, styles.popover)} placement="bottom end" offset={5}>
        <Dialog className={classes(floating.dialog, styles.dialog)}>
          <Month />
        </Dialog>
      </Popover>
    </DatePicker>
  );
}

function Month() {
  return (
    <Calendar>
      <header className={styles.header}>
        <Button slot="previous" className={styles.button ?? ""}>
          <ChevronLeft size={16} aria-hidden />
        </Button>
        <CalendarHeading className={styles.heading ?? ""} />
        <Button slot="next" className={styles.button ?? ""}>
          <ChevronRight size={16} aria-hidden />
        </Button>
      </header>
      <CalendarGrid className={styles.grid ?? ""} weekdayStyle="short">
        {(date) => <CalendarCell date={date} className={styles.day ?? ""} />}
      </CalendarGrid>
    </Calendar>
  );
}
