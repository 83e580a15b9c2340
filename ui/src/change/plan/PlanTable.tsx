import { SearchX } from "lucide-react";
import { useState } from "react";
import {
  type PlanFilter,
  type PlanQuery,
  type PlanRowView,
  type PlanSort,
  usePlanRows,
  wholePlan,
} from "@/platform";
import { ProblemCallout } from "@/problems";
import { Button, CountChips, DataGrid, EmptyState, type GridSort, SearchField } from "@/ui";
import { useWords } from "../words/useWords";
import { planChips } from "./chips";
import { usePlanColumns } from "./planColumns";
import styles from "./PlanTable.module.css";
import { onlyCapability, type PlanShown } from "./planWords";
import { usePlanSelection } from "./usePlanSelection";

/** As many places as are kept while the first rows are read. */
const PLACES = 12;

/** A few rows can be seen all at once: nobody has to search them. */
const FEW = 6;

export interface PlanTableProps {
  shown: PlanShown;
  /** What only has to wait is in the queue already: that is not chosen here any more. */
  isQueued: boolean;
}

/** The rows of a plan: what happens in each, and the box that takes it out. */
export function PlanTable({ shown, isQueued }: PlanTableProps) {
  const { text } = useWords();
  const { plan } = shown;
  const { counts } = plan;
  const [query, setQuery] = useState<PlanQuery>(wholePlan);
  const change = (part: Partial<PlanQuery>) => setQuery((before) => ({ ...before, ...part }));
  const isList = plan.source.kind === "list";
  const rows = usePlanRows(plan.id, query);
  const selection = usePlanSelection(plan, query, isQueued);
  // Where nothing can be carried out or queued, there is nothing to take out, and no box that would do it.
  const hasBoxes = counts.changes + counts.takenOut + (isQueued ? 0 : counts.queueable) > 0;
  const columns = usePlanColumns(plan);
  return (
    <div className={styles.plan} data-list={isList ? "" : undefined}>
      <Toolbar shown={shown} query={query} onChange={change} />
      {rows.problem && (
        <div className={styles.problem}>
          <ProblemCallout problem={rows.problem} handlers={{ retry: rows.retry }} live="polite" />
        </div>
      )}
      <DataGrid
        label={text("licenses.plan.list")}
        density="content"
        columns={columns}
        total={rows.isLoading ? Math.min(PLACES, counts.rows) : (rows.total ?? 0)}
        getRow={rows.getRow}
        rowKey={keyOf}
        isBusy={rows.isLoading}
        onRangeChange={rows.onRangeChange}
        {...useSorting(query, change)}
        content={query}
        {...(hasBoxes && { selection })}
        empty={!rows.problem && <NoMatch onShowAll={() => change({ only: null, search: "" })} />}
      />
    </div>
  );
}

const keyOf = ({ row }: PlanRowView) => String(row);

interface ToolbarProps {
  shown: PlanShown;
  query: PlanQuery;
  onChange: (part: Partial<PlanQuery>) => void;
}

/** How much of what there is, and the way to see only that. */
function Toolbar({ shown, query, onChange }: ToolbarProps) {
  const words = useWords();
  const { text } = words;
  const { counts } = shown.plan;
  return (
    <div className={styles.toolbar}>
      <CountChips<PlanFilter>
        label={text("plan.counts")}
        chips={planChips(words, counts, onlyCapability(shown), query.only)}
        value={query.only}
        onChange={(only) => onChange({ only })}
      />
      {counts.rows > FEW && (
        <SearchField
          label={text("plan.search")}
          placeholder={text("plan.searchIn")}
          clearLabel={text("plan.searchClear")}
          value={query.search}
          onChange={(search) => onChange({ search })}
          className={styles.search ?? ""}
        />
      )}
    </div>
  );
}

/** The order that the rows were asked for in is that of their lines. */
const LINE = "line";

function useSorting({ sort, descending }: PlanQuery, change: ToolbarProps["onChange"]) {
  return {
    sort: { column: sort ?? LINE, direction: descending ? "descending" : "ascending" } satisfies GridSort,
    onSort: ({ column, direction }: GridSort) =>
      change({
        sort: column === LINE ? null : (column as PlanSort),
        descending: direction === "descending",
      }),
  };
}

function NoMatch({ onShowAll }: { onShowAll: () => void }) {
  const { text } = useWords();
  return (
    <EmptyState
      icon={<SearchX size={22} />}
      title={text("plan.noMatch")}
      actions={<Button onPress={onShowAll}>{text("plan.showAll")}</Button>}
    >
      {text("plan.noMatchNext")}
    </EmptyState>
  );
}
