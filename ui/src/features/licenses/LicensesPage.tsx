import { Plus } from "lucide-react";
import { useState } from "react";
import { type Capability, type CurrentView, type LicenseRow, useCurrent, useLicenseRows } from "@/platform";
import { ProblemCallout } from "@/problems";
import { Button, Page } from "@/ui";
import { ChangeDialog } from "./change/ChangeDialog";
import { only } from "./change/start";
import { useChangeFlow } from "./change/useChangeFlow";
import { LicensePanel } from "./details/LicensePanel";
import { LicenseSelectionBar } from "./selection/LicenseSelectionBar";
import { toBoundary } from "./selection/selection";
import { type LicenseSelection, useLicenseSelection } from "./selection/useLicenseSelection";
import { LicenseTable } from "./table/LicenseTable";
import { FilterBar } from "./view/FilterBar";
import { DataAge } from "./view/DataAge";
import { useLicenseView } from "./view/useLicenseView";
import { useRefusals } from "./words/useRefusals";
import { useWords } from "./words/useWords";

/** The table of licenses with everything that can be done to them. */
export function LicensesPage() {
  const current = useCurrent();
  // Another organization starts afresh: nothing selected or open there is meant here.
  return current && <Licenses key={current.organization.id} current={current} />;
}

function Licenses({ current }: { current: CurrentView }) {
  const { text } = useWords();
  const view = useLicenseView(current.organization.id);
  const rows = useLicenseRows(view.query);
  const selected = useLicenseSelection(view.query, rows);
  const [open, setOpen] = useState<LicenseRow | null>(null);
  const flow = useChangeFlow(selected.clear);
  const refusals = useRefusals(current);
  const startOne = (action: Capability, row: LicenseRow) => {
    if (action === "assign") flow.begin({ kind: "assign", license: row });
    if (action === "revoke") flow.begin({ kind: "revoke", selection: only(row), count: 1 });
    if (action === "transfer") {
      flow.begin({ kind: "transfer", selection: only(row), count: 1, from: row.team?.id ?? null });
    }
  };
  const total = rows.total ?? 0;
  const all = rows.all ?? current.licenseCount;
  const hasSelection = selected.count > 0;
  return (
    <Page
      title={text("licenses.title")}
      titleNote={
        rows.total === undefined
          ? null
          : text(total === all ? "licenses.countAll" : "licenses.count", { total, all })
      }
      actions={
        <Button
          variant="primary"
          icon={<Plus size={15} aria-hidden />}
          disabledReason={refusals.assign}
          onPress={() => flow.begin({ kind: "assign", license: null })}
        >
          {text("licenses.assign")}
        </Button>
      }
      toolbar={<FilterBar view={view} facets={rows.facets} teams={current.teams} />}
      notice={
        rows.problem &&
        rows.total !== undefined && <ProblemCallout problem={rows.problem} handlers={{ retry: rows.retry }} />
      }
      aside={open && <LicensePanel row={open} onClose={() => setOpen(null)} onAction={startOne} />}
      floating={
        hasSelection && (
          <LicenseSelectionBar
            selected={selected}
            refusals={refusals}
            onAssign={(row) => startOne("assign", row)}
            onRevoke={() =>
              flow.begin({
                kind: "revoke",
                selection: toBoundary(selected.selection),
                count: selected.count,
              })
            }
            onTransfer={() => flow.begin({ kind: "transfer", ...transferOf(selected) })}
          />
        )
      }
      statusStart={
        <>
          {rows.total !== undefined && <span>{text("licenses.status.shown", { count: total })}</span>}
          {hasSelection && <span>{text("licenses.status.selected", { count: selected.count })}</span>}
        </>
      }
      statusEnd={<DataAge sync={current.sync} />}
    >
      <LicenseTable
        view={view}
        rows={rows}
        selected={selected}
        open={open}
        onOpen={setOpen}
        isChanging={flow.isOpen}
      />
      <ChangeDialog flow={flow} />
    </Page>
  );
}

/** What a transfer is about; the team that all of them are in is no target. */
function transferOf({ selection, count }: LicenseSelection) {
  const teams =
    selection.kind === "ids" ? new Set([...selection.rows.values()].map((row) => row.team?.id)) : null;
  const [from = null] = teams?.size === 1 ? teams : [];
  return { selection: toBoundary(selection), count, from };
}
