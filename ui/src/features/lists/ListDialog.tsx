import { useEffect, useRef } from "react";
import { useText } from "@/i18n";
import type { CurrentView } from "@/platform";
import { Dialog } from "@/ui";
import { chooseScreen } from "./choose/chooseScreen";
import { columnsScreen } from "./columns/columnsScreen";
import { takesFiles } from "./drop/DropTarget";
import type { ListFlow, Stage } from "./useListFlow";
import { useLastShown } from "./useLastShown";

export interface ListDialogProps {
  current: CurrentView;
  flow: ListFlow;
}

/** One dialog for choosing a list and for saying what is in it: it changes its content, so that nothing flickers. */
export function ListDialog({ current, flow }: ListDialogProps) {
  const text = useText();
  const isOpen = flow.stage === "choose" || flow.stage === "columns";
  // While it goes, it shows what it showed.
  const stage = useLastShown(isOpen ? flow.stage : null) ?? "choose";
  const list = useLastShown(flow.list);
  const screen =
    stage === "columns" && list ? columnsScreen(text, flow, { list, current }) : chooseScreen(text, flow);
  return (
    <Dialog
      {...screen}
      isOpen={isOpen}
      onClose={flow.close}
      subtitle={
        <span {...takesFiles}>
          {screen.subtitle}
          <FocusEachStage stage={stage} />
        </span>
      }
    />
  );
}

/** What led to another stage is gone with its own: the focus goes to the dialog, so that its new title is read. */
function FocusEachStage({ stage }: { stage: Stage }) {
  const place = useRef<HTMLSpanElement>(null);
  const before = useRef(stage);
  useEffect(() => {
    if (before.current === stage) return;
    before.current = stage;
    place.current?.closest<HTMLElement>('[role="dialog"]')?.focus();
  }, [stage]);
  return <span ref={place} hidden />;
}
