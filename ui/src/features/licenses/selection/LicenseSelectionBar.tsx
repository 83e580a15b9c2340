import { ArrowLeftRight } from "lucide-react";
import type { Refusals } from "@/change";
import { useText } from "@/i18n";
import type { LicenseRow } from "@/platform";
import { Button, SelectionBar } from "@/ui";
import type { LicenseSelection } from "./useLicenseSelection";

export interface LicenseSelectionBarProps {
  selected: LicenseSelection;
  count: number;
  refusals: Refusals;
  onAssign: (license: LicenseRow) => void;
  onRevoke: () => void;
  onTransfer: () => void;
}

/** What can be done with the selected licenses. */
export function LicenseSelectionBar(props: LicenseSelectionBarProps) {
  const { selected, refusals } = props;
  const text = useText();
  const free = selected.single?.state === "free" ? selected.single : null;
  return (
    <SelectionBar
      label={text("licenses.selection.actions")}
      summary={text("licenses.selection.count", { count: props.count })}
      clearLabel={text("licenses.selection.clear")}
      onClear={selected.clear}
    >
      {free ? (
        <Button variant="primary" disabledReason={refusals.assign} onPress={() => props.onAssign(free)}>
          {text("licenses.assign")}
        </Button>
      ) : (
        <Button variant="primary" disabledReason={refusals.revoke} onPress={props.onRevoke}>
          {text("licenses.revoke")}
        </Button>
      )}
      <Button
        icon={<ArrowLeftRight size={15} aria-hidden />}
        disabledReason={refusals.transfer}
        onPress={props.onTransfer}
      >
        {text("licenses.transfer")}
      </Button>
    </SelectionBar>
  );
}
