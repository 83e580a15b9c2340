import { SlidersHorizontal } from "lucide-react";
import { type ReactNode, type Ref, type RefObject, useCallback, useMemo, useRef } from "react";
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
  const takeFocus = useFocus(button);
  const answers = useAnswers(onChange);
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
      {filters.revocable && <RangeFilter {...revocable} onRemoved={takeFocus} />}
      {ANSWERS.filter(([key]) => filters[key] !== null).map(([key, name]) => (
        <YesNoFilter
          key={key}
          name={name}
          counts={facets?.[key]}
          selected={filters[key]}
          onChange={answers[key]}
          onRemoved={takeFocus}
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

/** A chip that was taken away can't keep the focus: what it came from takes it. */
function useFocus(target: RefObject<HTMLElement | null>): () => void {
  return useCallback(() => target.current?.focus(), [target]);
}
