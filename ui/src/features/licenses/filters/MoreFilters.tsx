import { SlidersHorizontal } from "lucide-react";
import { type ReactNode, type Ref, type RefObject, useEffect, useMemo, useRef } from "react";
import { type MessageId, useText } from "@/i18n";
import type { Facets, RevocableFilter } from "@/platform";
import { Button, Popover } from "@/ui";
import { revocableWords } from "../words/filters";
import type { Filters } from "./active";
import styles from "./filters.module.css";
import { ByDay } from "./OwnDays";
import { RangeChoices, RangeFilter, type RangeFilterProps } from "./RangeFilter";
import { YesNoFilter, YesNoRow } from "./YesNo";

export interface MoreFiltersProps {
  filters: Filters;
  facets: Facets | undefined;
  onChange: (part: Partial<Filters>) => void;
}

const ANSWERS = [
  ["trial", "licenses.filter.trial"],
  ["suspended", "licenses.filter.suspended"],
  ["transferable", "licenses.filter.transferable"],
  ["renews", "licenses.filter.renews"],
] as const satisfies readonly (readonly [keyof Filters, MessageId])[];

/** The filters that are used less, behind one button; those that are set stand beside it. */
export function MoreFilters({ filters, facets, onChange }: MoreFiltersProps) {
  const button = useRef<HTMLButtonElement>(null);
  const revocable = useRevocable({ filters, facets, onChange });
  const answers = useAnswers(onChange);
  const set = ANSWERS.filter(([key]) => filters[key] !== null);
  useFocusOfGoneChips(set.length + (filters.revocable ? 1 : 0), button);
  return (
    <>
      <MoreButton ref={button}>
        <RangeChoices {...revocable} />
        <div className={styles.answers}>
          {ANSWERS.map(([key, name]) => (
            <YesNoRow
              key={key}
              name={name}
              counts={facets?.[key]}
              selected={filters[key]}
              onChange={answers[key]}
            />
          ))}
        </div>
      </MoreButton>
      {filters.revocable && <RangeFilter {...revocable} />}
      {set.map(([key, name]) => (
        <YesNoFilter
          key={key}
          name={name}
          counts={facets?.[key]}
          selected={filters[key]}
          onChange={answers[key]}
        />
      ))}
    </>
  );
}

function MoreButton({ ref, children }: { ref: Ref<HTMLButtonElement>; children: ReactNode }) {
  const text = useText();
  return (
    <Popover
      label={text("licenses.filter.more")}
      isFlush
      trigger={
        <Button
          ref={ref}
          size="small"
          variant="quiet"
          className={styles.more}
          icon={<SlidersHorizontal size={14} aria-hidden />}
        >
          {text("licenses.filter.more")}
        </Button>
      }
    >
      <div className={styles.morePopover}>
        <h3 className={styles.heading}>{text("licenses.filter.revocable")}</h3>
        {children}
      </div>
    </Popover>
  );
}

function useRevocable({ filters, facets, onChange }: MoreFiltersProps): RangeFilterProps<RevocableFilter> {
  const { revocable } = filters;
  const values = facets?.revocable;
  return useMemo(
    () => ({
      name: "licenses.filter.revocable",
      values,
      selected: revocable,
      onChange: (selected) => onChange({ revocable: selected }),
      wordsOf: revocableWords,
      own: (selected, change) => (
        <ByDay
          value={selected?.kind === "by" ? selected.day : null}
          onChange={(day) => change(day === null ? null : { kind: "by", day })}
        />
      ),
    }),
    [values, revocable, onChange],
  );
}

/** One function for each answer, the same each time: chips are drawn again only when something changed. */
function useAnswers(onChange: MoreFiltersProps["onChange"]) {
  return useMemo(
    () => ({
      trial: (trial: boolean | null) => onChange({ trial }),
      suspended: (suspended: boolean | null) => onChange({ suspended }),
      transferable: (transferable: boolean | null) => onChange({ transferable }),
      renews: (renews: boolean | null) => onChange({ renews }),
    }),
    [onChange],
  );
}

/** A chip that went with its filter can't keep the focus, nor can what it had opened: what it came from takes it. */
function useFocusOfGoneChips(count: number, target: RefObject<HTMLElement | null>) {
  const before = useRef(count);
  useEffect(() => {
    const isGone = count < before.current;
    before.current = count;
    if (isGone && document.activeElement === document.body) target.current?.focus();
  }, [count, target]);
}
