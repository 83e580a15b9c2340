import { useText } from "@/i18n";
import { type Format, toProblem, useExportChange, useRunControl } from "@/platform";
import { useProblemToast } from "@/problems";
import { useToast } from "@/ui";

/** Something that can be done to a change set. */
export interface RunAction {
  start: () => void;
  isPending: boolean;
}

interface Doing<Answer> {
  mutateAsync: (id: string) => Promise<Answer>;
  isPending: boolean;
}

/** What can be done to one change set; what goes wrong is said in a toast. `onDone` is told what worked. */
export function useRunActions(id: string, onDone: () => void = () => {}) {
  const control = useRunControl();
  const text = useText();
  const toast = useToast();
  const sayProblem = useProblemToast();
  const action = <Answer>(doing: Doing<Answer>, onAnswer: (answer: Answer) => void = onDone): RunAction => ({
    // What began it can be gone by the time of the answer: a run that goes on is not cut off any more.
    start: () => void doing.mutateAsync(id).then(onAnswer, (thrown) => sayProblem(toProblem(thrown))),
    isPending: doing.isPending,
  });
  return {
    pause: action(control.pause),
    resume: action(control.resume),
    cancel: action(control.cancel),
    dismiss: action(control.dismiss),
    continueChange: action(control.continueChange),
    leave: action(control.leave),
    /** Looks again at what nobody knows, and says what that brought. */
    check: action(control.check, ({ counts: { unknown } }) =>
      unknown > 0
        ? toast({ tone: "attention", title: text("run.checked.unknown", { count: unknown }) })
        : toast({ tone: "accent", title: text("run.checked.settled") }),
    ),
  };
}

/** Saves a change set as a file, and says where it is. */
export function useExport(id: string) {
  const text = useText();
  const toast = useToast();
  const sayProblem = useProblemToast();
  const saving = useExportChange();
  // Without a path the person changed their mind.
  const say = (path: string | null) =>
    path && toast({ tone: "accent", title: text("run.exported"), text: path });
  const save = (format: Format) =>
    void saving.mutateAsync({ id, format }).then(say, (thrown) => sayProblem(toProblem(thrown)));
  return { save, isPending: saving.isPending };
}
