import { memo, type ReactNode, useMemo, useState } from "react";
import { useIntl } from "react-intl";
import { type MessageId, useText } from "@/i18n";
import type { FacetValue } from "@/platform";
import { FilterChip, type FilterOption } from "@/ui";
import { useChipTexts } from "./useChipTexts";

export interface ValuesFilterProps<Value extends string | number> {
  name: MessageId;
  /** The values with their counts; nothing before the first answer. */
  values: readonly FacetValue<Value>[] | undefined;
  selected: readonly Value[];
  onChange: (selected: Value[]) => void;
  /** What a value is called where its label is empty. */
  labelOf: (value: Value) => string;
  leadingOf?: (value: Value) => ReactNode;
}

/** Names longer than this together become a number. */
const SUMMARY_LENGTH = 30;

function Values<Value extends string | number>(props: ValuesFilterProps<Value>) {
  const { name, values = [], selected, onChange, labelOf, leadingOf } = props;
  const text = useText();
  const intl = useIntl();
  const texts = useChipTexts(text(name));
  const known = useKnownLabels(values);
  const label = (value: Value) => known.get(value) || labelOf(value);
  // A name may be missing altogether, and React Aria takes no empty key.
  const byId = new Map<string, FacetValue<Value>>(
    [...namedFirst(values), ...gone(selected, values)].map((one) => [idOf(one.value), one]),
  );
  const names = intl.formatList(selected.map(label), { type: "unit", style: "short" });
  const options: FilterOption[] = [...byId].map(([id, { value, count }]) => ({
    id,
    label: label(value),
    count,
    leading: leadingOf?.(value),
  }));
  return (
    <FilterChip
      {...texts}
      summary={
        names.length <= SUMMARY_LENGTH || selected.length === 1
          ? names
          : text("licenses.filter.selected", { count: selected.length })
      }
      options={options}
      selected={new Set(selected.map(idOf))}
      onChange={(ids) => onChange([...ids].flatMap((id) => byId.get(id)?.value ?? []))}
    />
  );
}

/** A filter by any of some values. It is drawn again only when its counts or its choice change. */
export const ValuesFilter = memo(Values) as typeof Values;

function idOf(value: string | number): string {
  return `=${value}`;
}

/** What the vendor left without a name would head the list by its empty name. */
function namedFirst<Value>(values: readonly FacetValue<Value>[]): FacetValue<Value>[] {
  return values.toSorted((left, right) => Number(left.label === "") - Number(right.label === ""));
}

/** What is chosen but no longer there. */
function gone<Value>(selected: readonly Value[], values: readonly FacetValue<Value>[]): FacetValue<Value>[] {
  const known = new Set(values.map(({ value }) => value));
  return selected.filter((value) => !known.has(value)).map((value) => ({ value, label: "", count: 0 }));
}

/** Labels by value, also of those that the search has left out since: a chip must not change its name for that. */
function useKnownLabels<Value>(values: readonly FacetValue<Value>[]): ReadonlyMap<Value, string> {
  const [seen, setSeen] = useState<ReadonlyMap<Value, string>>(new Map());
  const all = useMemo(() => {
    const named = values.filter(({ label }) => label !== "");
    if (named.every(({ value, label }) => seen.get(value) === label)) return seen;
    return new Map([...seen, ...named.map(({ value, label }) => [value, label] as const)]);
  }, [seen, values]);
  if (all !== seen) setSeen(all);
  return all;
}
