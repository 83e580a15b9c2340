import { useEffect, useRef } from "react";
import { useIntl } from "react-intl";
import { type MessageId, useText } from "@/i18n";
import type { Facets, LicenseState, Team } from "@/platform";
import { Button, FilterChip, type FilterOption, ProductTile, SearchField } from "@/ui";
import { stateName } from "../words/states";
import { useWords } from "../words/useWords";
import styles from "./FilterBar.module.css";
import type { LicenseView } from "./useLicenseView";

export interface FilterBarProps {
  view: LicenseView;
  facets: Facets | undefined;
  /** All teams that are known: a chosen one keeps its name even where it has no license left. */
  teams: readonly Team[];
}

/** Search and filters. They read as a sentence. */
export function FilterBar({ view, facets, teams }: FilterBarProps) {
  const words = useWords();
  const { text } = words;
  const { shown, change } = view;
  const teamLabel = (id: number) =>
    teams.find((team) => team.id === id)?.name || text("licenses.team.numbered", { id });
  return (
    <>
      <Search value={shown.search} onChange={(search) => change({ search })} />
      <Chip
        label="licenses.filter.product"
        options={options(facets?.products, shown.products, (code) => code).map((option) => ({
          ...option,
          leading: <ProductTile code={option.id} size="small" />,
        }))}
        onChange={(products) => change({ products })}
        selected={shown.products}
      />
      <Chip
        label="licenses.filter.team"
        options={options(facets?.teams, shown.teams, teamLabel)}
        onChange={(ids) => change({ teams: ids.map(Number) })}
        selected={shown.teams.map(String)}
      />
      <Chip
        label="licenses.filter.state"
        options={options(facets?.states, shown.states, (state) => stateName(words, state))}
        onChange={(states) => change({ states: states as LicenseState[] })}
        selected={shown.states}
      />
      {view.isFiltered && (
        <Button variant="quiet" onPress={view.clear}>
          {text("licenses.filter.clearAll")}
        </Button>
      )}
    </>
  );
}

interface Counted<Value> {
  value: Value;
  label: string;
  count: number;
}

/** What can be chosen, and what is chosen but no longer there. */
function options<Value extends string | number>(
  counted: readonly Counted<Value>[] | undefined,
  selected: readonly Value[],
  labelOf: (value: Value) => string,
): FilterOption[] {
  const known = counted ?? [];
  const gone = selected
    .filter((value) => !known.some((one) => one.value === value))
    .map((value) => ({ value, label: "", count: 0 }));
  return [...known, ...gone].map(({ value, label, count }) => ({
    id: String(value),
    label: label || labelOf(value),
    count,
  }));
}

interface ChipProps {
  label: MessageId;
  options: FilterOption[];
  selected: readonly string[];
  onChange: (selected: string[]) => void;
}

/** Names longer than this together become a number. */
const SUMMARY_LENGTH = 30;

function Chip({ label, options, selected, onChange }: ChipProps) {
  const text = useText();
  const intl = useIntl();
  const names = options.filter((option) => selected.includes(option.id)).map((option) => option.label);
  const sentence = intl.formatList(names, { type: "unit", style: "short" });
  return (
    <FilterChip
      label={text(label)}
      summary={
        sentence.length <= SUMMARY_LENGTH
          ? sentence
          : text("licenses.filter.selected", { count: selected.length })
      }
      options={options}
      selected={new Set(selected)}
      onChange={(ids) => onChange([...ids])}
      searchLabel={text("licenses.filter.search")}
      searchClearLabel={text("licenses.filter.searchClear")}
      clearLabel={text("licenses.filter.clear")}
      emptyText={text("licenses.filter.nothing")}
      formatCount={(count) => intl.formatNumber(count)}
    />
  );
}

const isMac = navigator.platform.startsWith("Mac");

function Search({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const text = useText();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      if (!isFindShortcut(event)) return;
      event.preventDefault();
      // Below a dialog nothing takes the focus.
      if (input.current?.closest("[inert], [aria-hidden='true']")) return;
      input.current?.focus();
      input.current?.select();
    };
    window.addEventListener("keydown", focus);
    return () => window.removeEventListener("keydown", focus);
  }, []);
  return (
    <SearchField
      className={styles.search ?? ""}
      label={text("licenses.search.label")}
      placeholder={text("licenses.search.placeholder")}
      clearLabel={text("licenses.search.clear")}
      shortcut={isMac ? ["⌘", "F"] : ["Ctrl", "F"]}
      value={value}
      onChange={onChange}
      inputRef={input}
    />
  );
}

function isFindShortcut(event: KeyboardEvent): boolean {
  return (
    event.key.toLowerCase() === "f" &&
    (isMac ? event.metaKey : event.ctrlKey) &&
    !event.shiftKey &&
    !event.altKey
  );
}
