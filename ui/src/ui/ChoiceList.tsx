import { ListBox, ListBoxItem } from "react-aria-components";
import styles from "./ChoiceList.module.css";
import { classes } from "./classes";
import floating from "./Floating.module.css";
import { type FilterOption, OptionWords } from "./OptionList";

export interface ChoiceListProps {
  label: string;
  options: readonly FilterOption[];
  /** The one that is chosen, if any. */
  selected: string | null;
  /** Chosen once more, it is taken back: null. */
  onChange: (id: string | null) => void;
  formatCount?: ((count: number) => string) | undefined;
  autoFocus?: boolean;
}

/** One of a few options with their counts, or none. */
export function ChoiceList(props: ChoiceListProps) {
  const { label, options, selected, onChange, formatCount, autoFocus = false } = props;
  return (
    <ListBox
      aria-label={label}
      className={floating.list ?? ""}
      items={options}
      selectionMode="single"
      selectionBehavior="toggle"
      escapeKeyBehavior="none"
      selectedKeys={selected === null ? [] : [selected]}
      onSelectionChange={(keys) =>
        onChange(options.find(({ id }) => keys !== "all" && keys.has(id))?.id ?? null)
      }
      autoFocus={autoFocus && (options.some(({ id }) => id === selected) ? true : "first")}
    >
      {(option) => (
        <ListBoxItem id={option.id} textValue={option.label} className={classes(floating.option)}>
          {({ isSelected }) => (
            <>
              <span className={styles.mark} data-selected={isSelected || undefined} aria-hidden="true" />
              <OptionWords option={option} isSelected={isSelected} formatCount={formatCount} />
            </>
          )}
        </ListBoxItem>
      )}
    </ListBox>
  );
}
