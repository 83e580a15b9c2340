import { useEffect, useRef } from "react";
import { Dialog } from "@/ui";
import { useWords } from "./words/useWords";
import { applyScreen } from "./run/applyScreen";
import { assignScreen } from "./assignScreen";
import { focusFirstInvalid } from "./focus";
import { planScreen } from "./planScreen";
import type { Screen } from "./screen";
import { transferScreen } from "./transferScreen";
import type { ChangeFlow } from "./useChangeFlow";

/** One dialog from the wish to the result: it changes its content, so that nothing flickers in between. */
export function ChangeDialog({ flow }: { flow: ChangeFlow }) {
  const words = useWords();
  const screen = screenOf(words, flow);
  return (
    <Dialog
      {...screen}
      isOpen={flow.isOpen}
      onClose={flow.close}
      subtitle={
        <>
          {screen.subtitle}
          <FocusEachStage stage={flow.stage} />
          <span role="status" className="visually-hidden">
            {flow.stage === "apply" ? screen.title : ""}
          </span>
        </>
      }
    />
  );
}

function screenOf(words: ReturnType<typeof useWords>, flow: ChangeFlow): Screen {
  if (flow.stage === "apply") return applyScreen(words, flow);
  if (flow.stage === "plan") return planScreen(words, flow);
  return flow.start?.kind === "transfer" ? transferScreen(words, flow) : assignScreen(words, flow);
}

/**
 * The button that led to another stage is gone with its stage: the focus goes to the field that is wrong, or to
 * the dialog itself, so that its new title is read and the same key pressed twice confirms nothing.
 */
function FocusEachStage({ stage }: { stage: ChangeFlow["stage"] }) {
  const place = useRef<HTMLSpanElement>(null);
  const before = useRef(stage);
  useEffect(() => {
    if (before.current === stage) return;
    before.current = stage;
    const dialog = place.current?.closest<HTMLElement>('[role="dialog"], [role="alertdialog"]');
    if (dialog && !focusFirstInvalid(dialog)) dialog.focus();
  }, [stage]);
  return <span ref={place} hidden />;
}
