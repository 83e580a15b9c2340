import { useEffect, useEffectEvent } from "react";
import { Change } from "@/change";
import type { CurrentView } from "@/platform";
import { ListDialog } from "./ListDialog";
import type { Wanted } from "./useListDoor";
import { useListFlow } from "./useListFlow";

export interface ListImportProps {
  current: CurrentView;
  /** What was asked for last; null: nothing yet. */
  wanted: Wanted | null;
}

/** From a list to the result of the change that it asks for. */
export function ListImport({ current, wanted }: ListImportProps) {
  const flow = useListFlow();
  const enter = useEffectEvent(flow.enter);
  useEffect(() => {
    if (wanted) enter(wanted.dropped);
  }, [wanted]);
  return (
    <>
      <ListDialog current={current} flow={flow} />
      {flow.isPlanned && <Change wish={flow.change} onChanged={flow.forget} onClose={flow.leave} />}
    </>
  );
}
