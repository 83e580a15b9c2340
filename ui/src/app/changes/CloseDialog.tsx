import { useState } from "react";
import { ConfirmDialog } from "@/change/run";
import { useText } from "@/i18n";
import { useCloseAsked, useCloseWindow, useRun, useStayOpen } from "@/platform";
import { useProblemToast } from "@/problems";

/** The person wants to close the window while changes are made: what becomes of them. */
export function CloseDialog() {
  const text = useText();
  const run = useRun();
  const [isAsked, setAsked] = useState(false);
  const close = useCloseWindow();
  const stay = useStayOpen();
  const sayProblem = useProblemToast();
  useCloseAsked(() => setAsked(true));
  const isOver = run === null || run.phase === "finished";
  const left = run?.counts.planned ?? 0;
  return (
    <ConfirmDialog
      isOpen={isAsked}
      onClose={() => {
        setAsked(false);
        stay.mutate(undefined, { onError: sayProblem });
      }}
      title={text(isOver ? "app.close.over" : "app.close.title")}
      keepLabel={text("app.close.keep")}
      doLabel={text(isOver ? "app.close.do" : "app.close.pause")}
      isPending={close.isPending}
      onConfirm={() => close.mutate(undefined, { onError: sayProblem })}
    >
      {isOver ? (
        <p>{text("app.close.overMeans")}</p>
      ) : (
        <>
          <p>{text("app.close.underWay")}</p>
          <p>{text("app.close.rest", { count: left })}</p>
        </>
      )}
    </ConfirmDialog>
  );
}
