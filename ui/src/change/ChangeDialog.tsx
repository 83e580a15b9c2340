import { useEffect, useRef } from "react";
import { Dialog } from "@/ui";
import { assignScreen } from "./assignScreen";
import { focusFirstInvalid } from "./focus";
import { planScreen } from "./plan/planScreen";
import { RefusalWatch } from "./RefusalWatch";
import { runScreen } from "./run";
import type { Screen } from "./screen";
import { transferScreen } from "./transferScreen";
import type { ChangeFlow } from "./useChangeFlow";
import { useWords, type Words } from "./words/useWords";

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
            {flow.stage === "run" ? screen.title : ""}
          </span>
        </>
      }
    />
  );
}

function screenOf(words: Words, flow: ChangeFlow): Screen {
  if (flow.stage === "run") return resultScreen(flow) ?? planScreen(words, flow);
  if (flow.stage === "plan") return planScreen(words, flow);
  return flow.start?.kind === "transfer" ? transferScreen(words, flow) : assignScreen(words, flow);
}

/** The change as it is carried out; what the vendor refuses of the form's content leads back to the form. */
function resultScreen(flow: ChangeFlow): Screen | null {
  const { shown } = flow.planning;
  if (!shown) return null;
  const { id, counts } = shown.plan;
  const isOfForm = shown.request.kind === "assign";
  const screen = runScreen(id, counts.changes === 1, {
    close: flow.close,
    request: flow.plan,
    ...(isOfForm && { back: flow.backToForm }),
  });
  return {
    ...screen,
    children: (
      <>
        {isOfForm && <RefusalWatch id={id} onRefused={flow.refuse} />}
        {screen.children}
      </>
    ),
  };
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
