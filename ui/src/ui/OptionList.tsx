import { lazy, type ReactNode, Suspense, useState } from "react";
import { Autocomplete, ListBox, ListBoxItem, type Selection, useFilter } from "react-aria-components";
import { CheckMark } from "./CheckMark";
import { classes } from "./classes";
import floating from "./Floating.module.css";
import styles from "./OptionList.module.css";
import { SearchField } from "./SearchField";

export interface FilterOption {
  id: string;
  label: string;
  /** How many rows it would leave. */
  count?: number | undefined;
  leading?: ReactNode;
}

export interface OptionListProps {
  label: string;
  options: readonly FilterOption[];
  selected: ReadonlySet<string>;
  onChange: (selected: Set<string>) => void;
  searchLabel: string;
  searchClearLabel: string;
  /** Shown when the search finds no option. */
  emptyText: string;
  formatCount?: ((count: number) => string) | undefined;
}

/** Lists longer than this get a search field. */
const SEARCH_FROM = 8;

/** Lists longer than this draw only the options in sight. */
const VIRTUAL_FROM = 60;

/** Few organizations have lists of that length: the rest need not load what draws them. */
const VirtualList = lazy(() => import("./VirtualList"));

/** Any number of options with their counts, to choose from. */
export function OptionList(props: OptionListProps) {
  const { options } = props;
  const [search, setSearch] = useState("");
  const { contains } = useFilter({ sensitivity: "base" });
  if (options.length < SEARCH_FROM) return <Options {...props} autoFocus="first" />;
  return (
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
      <LongOptions {...props} />
    </Autocomplete>
  );
}

/** What was chosen when the list opened stands first: among hundreds it would be out of sight. */
function LongOptions(props: OptionListProps) {
  const { options, selected } = props;
  const [first] = useState(() => new Set(selected));
  const ordered = [
    ...options.filter((option) => first.has(option.id)),
    ...options.filter((option) => !first.has(option.id)),
  ];
  if (options.length < VIRTUAL_FROM) return <Options {...props} options={ordered} />;
  return (
    <Suspense fallback={<div className={styles.list} />}>
      <VirtualList>
        <Options {...props} options={ordered} isVirtual />
      </VirtualList>
    </Suspense>
  );
}

interface OptionsProps extends OptionListProps {
  autoFocus?: "first";
  isVirtual?: boolean;
}

function Options(props: OptionsProps) {
  const { label, options, selected, onChange, autoFocus, isVirtual } = props;
  return (
    <ListBox
      aria-label={label}
      className={classes(floating.list, styles.list, isVirtual && styles.virtual)}
      items={options}
      selectionMode="multiple"
      selectionBehavior="toggle"
      escapeKeyBehavior="none"
      selectedKeys={selected}
      onSelectionChange={(keys) => onChange(chosenIds(keys, options))}
      renderEmptyState={() => <div className={floating.note}>{props.emptyText}</div>}
      autoFocus={autoFocus ?? false}
    >
      {(option) => <OptionRow option={option} formatCount={props.formatCount} />}
    </ListBox>
  );
}

function OptionRow(props: { option: FilterOption; formatCount: ((count: number) => string) | undefined }) {
  const { option } = props;
  return (
    <ListBoxItem id={option.id} textValue={option.label} className={classes(floating.option, styles.option)}>
      {({ isSelected }) => (
        <>
          <CheckMark state={isSelected ? "all" : "none"} />
          <OptionWords option={option} isSelected={isSelected} formatCount={props.formatCount} />
        </>
      )}
    </ListBoxItem>
  );
}

interface OptionWordsProps {
  option: FilterOption;
  isSelected: boolean;
  formatCount: ((count: number) => string) | undefined;
}

/** Name and count. What would leave nothing stays where it is, in a lighter color. */
export function OptionWords({ option, isSelected, formatCount = String }: OptionWordsProps) {
  const { label, count, leading } = option;
  const isEmpty = count === 0 && !isSelected;
  return (
    <span className={classes(styles.words, isEmpty && styles.empty)}>
      {leading}
      <span className={classes(floating.label, styles.label)} title={label}>
        {label}
      </span>
      {count !== undefined && " "}
      {count !== undefined && <span className={floating.count}>{formatCount(count)}</span>}
    </span>
  );
}

function chosenIds(keys: Selection, options: readonly FilterOption[]): Set<string> {
  return new Set(keys === "all" ? options.map((option) => option.id) : [...keys].map(String));
}
