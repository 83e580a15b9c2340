import { Plus } from "lucide-react";
import { memo, type ReactNode, useDeferredValue, useEffect, useEffectEvent, useMemo, useState } from "react";
import { Change, type ChangeStart, only, useRefusals, useWords } from "@/change";
import {
  type AnyProblem,
  type Capability,
  type CurrentView,
  type LicenseId,
  type LicenseRow,
  type RowSource,
  type Team,
  useCurrent,
  useLicenseDetails,
  useLicenseFacets,
  useLicensesAll,
  useLicenseSource,
  useLicenseTotal,
  useRowsProblem,
  useTableViews,
} from "@/platform";
import { ProblemCallout, useProblemToast } from "@/problems";
import { Button, lazily, Page } from "@/ui";
import { SelectionActions, SelectionCount } from "./selection/SelectionActions";
import { useLicenseSelection } from "./selection/useLicenseSelection";
import { ColumnChooser } from "./table/ColumnChooser";
import { LicenseTable } from "./table/LicenseTable";
import { DataAge } from "./view/DataAge";
import { FilterBar } from "./view/FilterBar";
import { type LicenseView, useLicenseView } from "./view/useLicenseView";
import { type ShownView, startOf } from "./views/views";
import styles from "./LicensesPage.module.css";
import { ViewsMenu } from "./views/ViewsMenu";

export interface LicensesPageProps {
  /** A license whose details somebody wants to see; none if this is left out. */
  wanted?: LicenseId | null;
  /** They are shown, or can't be. */
  onShown?: () => void;
  /** More buttons beside the one that assigns, such as for changes by a list. */
  actions?: ReactNode;
}

/** The table of licenses with everything that can be done to them. */
export function LicensesPage({ wanted = null, ...props }: LicensesPageProps) {
  const current = useCurrent();
  // Another organization starts afresh: nothing selected or open there is meant here.
  return current && <Restored {...props} key={current.organization.id} current={current} wanted={wanted} />;
}

interface RestoredProps extends LicensesPageProps {
  current: CurrentView;
  wanted: LicenseId | null;
}

/** Waits for what was shown last: it comes at once, and anything that is shown before would be a flash. */
function Restored(props: RestoredProps) {
  const { current } = props;
  const views = useTableViews(current.organization.id);
  const showProblem = useProblemToast();
  const { error } = views;
  useEffect(() => {
    if (error) showProblem(error);
  }, [error, showProblem]);
  if (views.isPending && !views.isOverdue) return null;
  return <Licenses {...props} start={views.isPending ? null : startOf(views.data)} />;
}

interface LicensesProps extends RestoredProps {
  start: ShownView | null;
}

function Licenses({ current, start, wanted, onShown, actions }: LicensesProps) {
  const { text } = useWords();
  const organization = current.organization.id;
  const view = useLicenseView(organization, start);
  const source = useLicenseSource(view.query);
  const selected = useLicenseSelection(view.query, source);
  const [open, setOpen] = useState<LicenseRow | null>(null);
  useWanted(wanted, setOpen, onShown);
  const change = useChange();
  const refusals = useRefusals(current);
  const controls = useTableControls(view);
  const problem = useLaterProblem(source);
  const startOne = (action: Capability, row: LicenseRow) => {
    if (action === "assign") change.begin({ kind: "assign", license: row });
    if (action === "revoke") change.begin({ kind: "revoke", selection: only(row), count: 1 });
    if (action === "transfer") {
      change.begin({ kind: "transfer", selection: only(row), count: 1, from: row.team?.id ?? null });
    }
  };
  return (
    <Page
      title={text("licenses.title")}
      titleNote={<TitleNote organization={organization} view={view} source={source} />}
      actions={
        <>
          <ColumnChooser columns={view.view.columns} setColumns={view.setColumns} />
          {actions}
          <Button
            variant="primary"
            icon={<Plus size={15} aria-hidden />}
            disabledReason={refusals.assign}
            onPress={() => change.begin({ kind: "assign", license: null })}
          >
            {text("licenses.assign")}
          </Button>
        </>
      }
      toolbar={<Filters view={view} source={source} teams={current.teams} />}
      notice={problem && <ProblemCallout problem={problem} handlers={{ retry: source.retry }} />}
      aside={open && <LicensePanel row={open} onClose={() => setOpen(null)} onAction={startOne} />}
      floating={
        selected.hasAny && (
          <SelectionActions selected={selected} source={source} refusals={refusals} onBegin={change.begin} />
        )
      }
      statusStart={
        <>
          <ShownCount source={source} />
          {selected.hasAny && <SelectionCount selected={selected} source={source} />}
        </>
      }
      statusEnd={<DataAge sync={current.sync} />}
    >
      <LicenseTable
        view={controls}
        source={source}
        selected={selected}
        open={open}
        onOpen={setOpen}
        isChanging={change.wish !== null}
      />
      {change.isReady && <Change wish={change.wish} onChanged={selected.clear} onClose={change.end} />}
    </Page>
  );
}

/** Shows the details of a license that a link elsewhere named. */
function useWanted(wanted: LicenseId | null, show: (row: LicenseRow) => void, onShown?: () => void) {
  const { data, error } = useLicenseDetails(wanted);
  const sayProblem = useProblemToast();
  const tell = useEffectEvent((row: LicenseRow | undefined, problem: AnyProblem | null) => {
    if (row) show(row);
    if (problem) sayProblem(problem);
    if (row || problem) onShown?.();
  });
  useEffect(() => {
    if (wanted !== null) tell(data?.row, error);
  }, [wanted, data, error]);
}

const LicensePanel = lazily(async () => (await import("./details/LicensePanel")).LicensePanel);

/** What is to be changed. The dialog stays once it was needed: it has its own time to go. */
function useChange() {
  const [wish, setWish] = useState<ChangeStart | null>(null);
  const [isReady, setReady] = useState(false);
  const begin = (next: ChangeStart) => {
    setReady(true);
    setWish(next);
  };
  return { wish, isReady, begin, end: () => setWish(null) };
}

/** What the table needs of the view: the same while somebody types, so that it is not drawn for every letter. */
function useTableControls(view: LicenseView) {
  const { change, clear, setColumns } = view;
  const { sort, descending } = view.shown;
  const { columns } = view.view;
  return useMemo(
    () => ({ sort, descending, columns, change, clear, setColumns }),
    [sort, descending, columns, change, clear, setColumns],
  );
}

/** Why rows could not be read, where there are others: without any, the table says it in their place. */
function useLaterProblem(source: RowSource) {
  const problem = useRowsProblem(source);
  const total = useLicenseTotal(source);
  return total === undefined ? null : problem;
}

interface TitleNoteProps {
  organization: string;
  view: LicenseView;
  source: RowSource;
}

/** Which view is shown, and how many licenses that are. */
function TitleNote({ organization, view, source }: TitleNoteProps) {
  const { text } = useWords();
  const total = useLicenseTotal(source);
  const all = useLicensesAll(source) ?? 0;
  return (
    <div className={styles.titleNote}>
      <ViewsMenu organization={organization} view={view} />
      {total !== undefined && (
        <span>{text(total === all ? "licenses.countAll" : "licenses.count", { total, all })}</span>
      )}
    </div>
  );
}

function ShownCount({ source }: { source: RowSource }) {
  const { text } = useWords();
  const total = useLicenseTotal(source);
  return total !== undefined && <span>{text("licenses.status.shown", { count: total })}</span>;
}

interface FiltersProps {
  view: LicenseView;
  source: RowSource;
  teams: readonly Team[];
}

/** Counts of filter values come after the rows: whoever types looks at these. */
function Filters({ view, source, teams }: FiltersProps) {
  const facets = useDeferredValue(useLicenseFacets(source));
  return <SteadyFilterBar view={view} facets={facets} teams={teams} />;
}

const SteadyFilterBar = memo(FilterBar);
