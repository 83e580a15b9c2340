import { useMemo } from "react";
import { productName, teamName, useWords } from "@/change";
import type { Facets, Team } from "@/platform";
import { ProductTile } from "@/ui";
import { assigneeWords, type Days, expiryWords, lastSeenWords } from "../words/filters";
import { stateName } from "../words/states";
import type { Filters } from "./active";
import { BetweenDays } from "./OwnDays";
import { RangeFilter } from "./RangeFilter";
import { ValuesFilter } from "./ValuesFilter";

export interface MainFiltersProps {
  filters: Filters;
  facets: Facets | undefined;
  /** All teams that are known: a chosen one keeps its name even where it has no license left. */
  teams: readonly Team[];
  onChange: (part: Partial<Filters>) => void;
}

/** The filters that are used most: each a chip, set or not. */
export function MainFilters({ filters, facets, teams, onChange }: MainFiltersProps) {
  const words = useWords();
  const change = useChanges(onChange);
  const labels = useMemo(
    () => ({
      product: (code: string) => productName(words, { code, name: "" }),
      team: (id: number) => teamName(words, teams.find((team) => team.id === id) ?? { id, name: "" }),
      state: (state: Filters["states"][number]) => stateName(words, state),
      assignee: (kind: Filters["assignees"][number]) => assigneeWords(words, kind),
    }),
    [words, teams],
  );
  return (
    <>
      <ValuesFilter
        name="licenses.filter.product"
        values={facets?.products}
        selected={filters.products}
        onChange={change.products}
        labelOf={labels.product}
        leadingOf={tile}
      />
      <ValuesFilter
        name="licenses.filter.team"
        values={facets?.teams}
        selected={filters.teams}
        onChange={change.teams}
        labelOf={labels.team}
      />
      <ValuesFilter
        name="licenses.filter.state"
        values={facets?.states}
        selected={filters.states}
        onChange={change.states}
        labelOf={labels.state}
      />
      <ValuesFilter
        name="licenses.column.assignee"
        values={facets?.assignees}
        selected={filters.assignees}
        onChange={change.assignees}
        labelOf={labels.assignee}
      />
      <RangeFilter
        name="licenses.filter.expiry"
        values={facets?.expiry}
        selected={filters.expiry}
        onChange={change.expiry}
        wordsOf={expiryWords}
        own={ownDays}
      />
      <RangeFilter
        name="licenses.column.lastSeen"
        values={facets?.lastSeen}
        selected={filters.lastSeen}
        onChange={change.lastSeen}
        wordsOf={lastSeenWords}
        own={ownDays}
      />
    </>
  );
}

const NO_DAYS = { from: null, to: null };

function tile(code: string) {
  return <ProductTile code={code} size="small" />;
}

type Between = { kind: "between" } & Days;

/** Days of the person's own, for every filter that can be so. */
function ownDays<Other extends { kind: string }>(
  selected: Between | Other | null,
  onChange: (selected: Between | null) => void,
) {
  return (
    <BetweenDays
      value={isBetween(selected) ? selected : NO_DAYS}
      onChange={(days) => onChange(days && { kind: "between", from: days.from, to: days.to })}
    />
  );
}

function isBetween(selected: { kind: string } | null): selected is Between {
  return selected?.kind === "between";
}

/** One function for each filter, the same each time: chips are drawn again only when something changed. */
function useChanges(onChange: MainFiltersProps["onChange"]) {
  return useMemo(
    () => ({
      products: (products: Filters["products"]) => onChange({ products }),
      teams: (teams: Filters["teams"]) => onChange({ teams }),
      states: (states: Filters["states"]) => onChange({ states }),
      assignees: (assignees: Filters["assignees"]) => onChange({ assignees }),
      expiry: (expiry: Filters["expiry"]) => onChange({ expiry }),
      lastSeen: (lastSeen: Filters["lastSeen"]) => onChange({ lastSeen }),
    }),
    [onChange],
  );
}
