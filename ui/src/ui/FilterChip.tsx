import { Plus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Autocomplete, Button, ListBox, ListBoxItem, type Selection, useFilter } from "react-aria-components";
import { Button as PlainButton } from "./Button";
import { CheckMark } from "./CheckMark";
import { classes } from "./classes";
import styles from "./FilterChip.module.css";
import floating from "./Floating.module.css";
import { Popover } from "./Popover";
import { SearchField } from "./SearchField";

export interface FilterOption {
  id: string;
  label: string;
  /** How many rows it would leave. */
  count?: number | undefined;
  leading?: ReactNode;
}

export interface FilterChipProps {
  /** What is filtered, such as "Product". */
  label: string;
  /** What is chosen, as the rest of the sentence: "Idle, Free" or "5 selected". Empty: not set. */
  summary: string;
  options: readonly FilterOption[];
  selected: ReadonlySet<string>;
  onChange: (selected: Set<string>) => void;
  searchLabel: string;
  searchClearLabel: string;
  clearLabel: string;
  /** Shown when the search finds no option. */
  emptyText: string;
  formatCount?: (count: number) => string;
}

/** Lists longer than this get a search field. */
const SEARCH_FROM = 8;

/** A filter that reads as a sentence, "State: Idle, Free"; unset it is a dashed "+ State". */
export function FilterChip(props: FilterChipProps) {
  const { label, summary, selected } = props;
  const isSet = selected.size > 0;
  return (
    <Popover
      label={label}
      isFlush
      trigger={
        <Button className={classes(styles.chip, isSet ? styles.set : styles.unset)}>
          {isSet ? (
            <>
              <span className={styles.name}>{`${label}:`}</span>{" "}
              <span className={styles.value}>{summary}</span>
            </>
          ) : (
            <>
              <Plus size={13} aria-hidden />
              {label}
            </>
          )}
        </Button>
      }
    >
      <FilterChoices {...props} />
    </Popover>
  );
}

function FilterChoices(props: FilterChipProps) {
  const { label, options, selected, onChange } = props;
  const [search, setSearch] = useState("");
  const { contains } = useFilter({ sensitivity: "base" });
  const list = (
    <ListBox
      aria-label={label}
      className={classes(floating.list, styles.list)}
      items={options}
      selectionMode="multiple"
      selectionBehavior="toggle"
      escapeKeyBehavior="none"
      selectedKeys={selected}
      onSelectionChange={(keys) => onChange(chosenIds(keys, options))}
      renderEmptyState={() => <div className={floating.note}>{props.emptyText}</div>}
      autoFocus={options.length < SEARCH_FROM ? "first" : false}
    >
      {(option) => <OptionRow option={option} formatCount={props.formatCount} />}
    </ListBox>
  );
  return (
    <div className={styles.popover}>
      {options.length < SEARCH_FROM ? (
        list
      ) : (
        <Autocomplete filter={contains} inputValue={search} onInputChange={setSearch}>
          <div className={styles.search}>
            <SearchField
              label={props.searchLabel}
              placeholder={props.searchLabel}
              clearLabel={props.searchClearLabel}
              value={search}
              onChange={setSearch}
              autoFocus
            />
          </div>
          {list}
        </Autocomplete>
      )}
      {selected.size > 0 && (
        <div className={styles.foot}>
          <PlainButton variant="quiet" size="small" fullWidth onPress={() => onChange(new Set())}>
            {props.clearLabel}
          </PlainButton>
        </div>
      )}
    </div>
  );
}

function OptionRow(props: { option: FilterOption; formatCount: ((count: number) => string) | undefined }) {
  const { option, formatCount = String } = props;
  return (
    <ListBoxItem id={option.id} textValue={option.label} className={floating.option}>
      {({ isSelected }) => (
        <>
          <CheckMark state={isSelected ? "all" : "none"} />
          {option.leading}
          <span className={floating.label}>{option.label}</span>
          {option.count !== undefined && " "}
          {option.count !== undefined && <span className={floating.count}>{formatCount(option.count)}</span>}
        </>
      )}
    </ListBoxItem>
  );
}

function chosenIds(keys: Selection, options: readonly FilterOption[]): Set<string> {
  return new Set(keys === "all" ? options.map((option) => option.id) : [...keys].map(String));
}
