import { Button } from "./Button";
import { ChipFrame } from "./ChipFrame";
import styles from "./FilterChip.module.css";
import { OptionList, type OptionListProps } from "./OptionList";

export interface FilterChipProps extends OptionListProps {
  /** What is chosen, as the rest of the sentence: "Idle, Free" or "5 selected". Empty: not set. */
  summary: string;
  /** The name of the cross. */
  removeLabel: string;
  /** The name of the button below the options. */
  clearLabel: string;
}

/** A filter by any of some values. */
export function FilterChip({ summary, removeLabel, clearLabel, ...list }: FilterChipProps) {
  const { label, selected, onChange } = list;
  const clear = () => onChange(new Set());
  return (
    <ChipFrame
      label={label}
      summary={selected.size > 0 ? summary : ""}
      onRemove={clear}
      removeLabel={removeLabel}
    >
      <div className={styles.popover}>
        <OptionList {...list} />
        {selected.size > 0 && (
          <div className={styles.foot}>
            <Button variant="quiet" size="small" fullWidth onPress={clear}>
              {clearLabel}
            </Button>
          </div>
        )}
      </div>
    </ChipFrame>
  );
}
