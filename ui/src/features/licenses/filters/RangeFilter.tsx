import { memo, type ReactNode } from "react";
import { useWords, type Words } from "@/change";
import { type MessageId, useText } from "@/i18n";
import type { FacetValue } from "@/platform";
import { Button, ChipFrame, ChoiceList } from "@/ui";
import styles from "./filters.module.css";
import { useChipTexts } from "./useChipTexts";

/** What a range can be; those with days of the person's own are not in the list of choices. */
interface Range {
  kind: string;
  days?: number;
}

export interface RangeFilterProps<Value extends Range> {
  name: MessageId;
  /** The ranges that are offered, with their counts. */
  values: readonly FacetValue<Value>[] | undefined;
  selected: Value | null;
  onChange: (selected: Value | null) => void;
  wordsOf: (words: Words, value: Value) => string;
  /** Where the person enters days, below the ranges. */
  own: (selected: Value | null, onChange: (selected: Value | null) => void) => ReactNode;
}

function RangeChip<Value extends Range>(props: RangeFilterProps<Value>) {
  const { name, selected, onChange, wordsOf } = props;
  const words = useWords();
  const texts = useChipTexts(words.text(name));
  const remove = () => onChange(null);
  return (
    <ChipFrame
      label={texts.label}
      summary={selected ? wordsOf(words, selected) : ""}
      onRemove={remove}
      removeLabel={texts.removeLabel}
    >
      {(close) => (
        <div className={styles.popover}>
          <RangeChoices {...props} onChosen={close} autoFocus />
          {selected && (
            <div className={styles.foot}>
              <Button variant="quiet" size="small" fullWidth onPress={remove}>
                {texts.clearLabel}
              </Button>
            </div>
          )}
        </div>
      )}
    </ChipFrame>
  );
}

/** A filter by one of some ranges, or by days of the person's own. */
export const RangeFilter = memo(RangeChip) as typeof RangeChip;

export interface RangeChoicesProps<Value extends Range> extends RangeFilterProps<Value> {
  /** A range of the list was chosen: nothing is left to do. */
  onChosen?: () => void;
  autoFocus?: boolean;
}

/** The ranges, and below them the field for days. */
export function RangeChoices<Value extends Range>(props: RangeChoicesProps<Value>) {
  const { name, values = [], selected, onChange, wordsOf, own, onChosen, autoFocus = false } = props;
  const text = useText();
  const words = useWords();
  const { formatCount } = useChipTexts(text(name));
  const offered = offeredWith(values, selected);
  return (
    <>
      <ChoiceList
        label={text(name)}
        options={offered.map(({ value, count }) => ({
          id: idOf(value),
          label: wordsOf(words, value),
          count,
        }))}
        selected={selected && idOf(selected)}
        onChange={(id) => {
          onChange(offered.find(({ value }) => idOf(value) === id)?.value ?? null);
          onChosen?.();
        }}
        formatCount={formatCount}
        autoFocus={autoFocus}
      />
      <div className={styles.own}>{own(selected, onChange)}</div>
    </>
  );
}

function idOf({ kind, days }: Range): string {
  return days === undefined ? kind : `${kind} ${days}`;
}

/** The ranges with the chosen one, also where another version of the app offered it. Days of one's own are no choice. */
function offeredWith<Value extends Range>(
  values: readonly FacetValue<Value>[],
  selected: Value | null,
): { value: Value; count?: number }[] {
  const isOwn = !selected || selected.kind === "between" || selected.kind === "by";
  if (isOwn || values.some(({ value }) => idOf(value) === idOf(selected))) return [...values];
  return [...values, { value: selected }];
}
