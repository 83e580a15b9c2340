import type { ChangeStart, Refusals } from "@/change";
import { useText } from "@/i18n";
import { type RowSource, useLicenseTotal } from "@/platform";
import { LicenseSelectionBar } from "./LicenseSelectionBar";
import { countOf, teamOf, toBoundary } from "./selection";
import type { LicenseSelection } from "./useLicenseSelection";

export interface SelectionProps {
  selected: LicenseSelection;
  source: RowSource;
}

export interface SelectionActionsProps extends SelectionProps {
  refusals: Refusals;
  onBegin: (start: ChangeStart) => void;
}

/** What can be done with the selected licenses, and what a change of them starts from. */
export function SelectionActions({ selected, source, refusals, onBegin }: SelectionActionsProps) {
  const count = useSelectedCount({ selected, source });
  if (count === 0) return null;
  const { selection } = selected;
  return (
    <LicenseSelectionBar
      selected={selected}
      count={count}
      refusals={refusals}
      onAssign={(license) => onBegin({ kind: "assign", license })}
      onRevoke={() => onBegin({ kind: "revoke", selection: toBoundary(selection), count })}
      onTransfer={() =>
        // The team that all of them are in is no target.
        onBegin({ kind: "transfer", selection: toBoundary(selection), count, from: teamOf(selection) })
      }
    />
  );
}

/** How many licenses are selected, in the line of status. */
export function SelectionCount(props: SelectionProps) {
  const text = useText();
  const count = useSelectedCount(props);
  return count > 0 && <span>{text("licenses.status.selected", { count })}</span>;
}

function useSelectedCount({ selected, source }: SelectionProps): number {
  return countOf(selected.selection, useLicenseTotal(source) ?? 0);
}
