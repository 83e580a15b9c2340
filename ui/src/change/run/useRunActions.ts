import { useText } from "@/i18n";
import { type AnyProblem, type Format, useExportChange, useRunControl } from "@/platform";
import { useProblemToast } from "@/problems";
import { useToast } from "@/ui";

/** Something that can be done to a change set. */
export interface RunAction {
  start: () => void;
  isPending: boolean;
}

interface Doing {
  mutate: (id: string, options: { onError: (problem: AnyProblem) => void; onSuccess: () => void }) => void;
  isPending: boolean;
}

/** What can be done to one change set; what goes wrong is said in a toast. `onDone` is told what worked. */
export function useRunActions(id: string, onDone: () => void = () => {}) {
  const control = useRunControl();
  const sayProblem = useProblemToast();
  const action = (doing: Doing): RunAction => ({
    start: () => doing.mutate(id, { onError: sayProblem, onSuccess: onDone }),
    isPending: doing.isPending,
  });
  return {
    pause: action(control.pause),
    resume: action(control.resume),
    cancel: action(control.cancel),
    dismiss: action(control.dismiss),
    check: action(control.check),
    continueChange: action(control.continueChange),
    leave: action(control.leave),
  };
}

/** Saves a change set as a file, and says where it is. */
export function useExport(id: string) {
  const text = useText();
  const toast = useToast();
  const sayProblem = useProblemToast();
  const saving = useExportChange();
  const save = (format: Format) =>
    saving.mutate(
      { id, format },
      {
        onError: sayProblem,
        // Without a path the person changed their mind.
        onSuccess: (path) => path && toast({ tone: "accent", title: text("run.exported"), text: path }),
      },
    );
  return { save, isPending: saving.isPending };
}
