import { useState } from "react";
import { useRefusals, useWords } from "@/change";
import { useProblemToast, ProblemCallout } from "@/problems";
import {
  type ChangeRequest,
  type CurrentView,
  type LicenseId,
  type QueuedView,
  useQueue,
  useSession,
  useSetPreferences,
} from "@/platform";
import { Button, SelectionBar, Switch } from "@/ui";
import type { SectionPart } from "../ChangesPage";
import styles from "../Changes.module.css";
import { DayDialog } from "./DayDialog";
import { QueuePanel } from "./QueuePanel";
import { QueueTable } from "./QueueTable";
import { RemoveDialog } from "./RemoveDialog";
import { useQueueSelection } from "./useQueueSelection";

interface QueuePartProps {
  current: CurrentView;
  onRequest: (request: ChangeRequest) => void;
}

/** What is asked about, and about which. */
interface Asking {
  what: "day" | "remove";
  entries: readonly QueuedView[];
}

/** Room for the bar that floats above the last rows. */
const BAR = 76;
const NONE: readonly QueuedView[] = [];

/** The queue with what can be done to what is in it. */
export function useQueuePart({ current, onRequest }: QueuePartProps): SectionPart {
  const { text } = useWords();
  const queue = useQueue();
  const entries = queue.data?.entries ?? NONE;
  const selection = useQueueSelection(entries);
  const [openId, setOpenId] = useState<LicenseId | null>(null);
  const [asking, setAsking] = useState<Asking | null>(null);
  const open = entries.find(({ license }) => license === openId) ?? null;
  const ask = (what: Asking["what"], about: readonly QueuedView[]) => setAsking({ what, entries: about });
  return {
    // Before the queue is read, nobody knows whether something is due.
    actions: queue.data && <DueButton current={current} due={queue.data.due} onRequest={onRequest} />,
    toolbarEnd: <ByItself />,
    children: (
      <>
        {queue.error && !queue.data ? (
          <div className={styles.problem}>
            <ProblemCallout problem={queue.error} handlers={{ retry: () => void queue.refetch() }} />
          </div>
        ) : (
          <QueueTable
            entries={queue.data?.entries}
            selection={selection.grid}
            open={open}
            onOpen={(entry) => setOpenId(entry?.license ?? null)}
            isAsking={asking !== null}
            bottomInset={selection.selected.length > 0 ? BAR : 0}
          />
        )}
        {asking?.what === "day" && <DayDialog entries={asking.entries} onClose={() => setAsking(null)} />}
        {asking?.what === "remove" && (
          <RemoveDialog entries={asking.entries} onClose={() => setAsking(null)} />
        )}
      </>
    ),
    aside: open && (
      <QueuePanel
        entry={open}
        onClose={() => setOpenId(null)}
        onPostpone={() => ask("day", [open])}
        onRemove={() => ask("remove", [open])}
      />
    ),
    floating: selection.selected.length > 0 && (
      <SelectionBar
        label={text("queue.selection.actions")}
        summary={text("queue.selection.count", { count: selection.selected.length })}
        clearLabel={text("licenses.selection.clear")}
        onClear={selection.clear}
      >
        <Button onPress={() => ask("day", selection.selected)}>{text("queue.postpone")}</Button>
        <Button onPress={() => ask("remove", selection.selected)}>{text("queue.remove")}</Button>
      </SelectionBar>
    ),
    statusStart: queue.data && (
      <span>{text("queue.count", { count: entries.length, due: queue.data.due })}</span>
    ),
    statusEnd: <span>{text("queue.onlyFromHolder")}</span>,
  };
}

interface DueButtonProps extends QueuePartProps {
  due: number;
}

/** Makes the plan of what is due. */
function DueButton({ current, due, onRequest }: DueButtonProps) {
  const { text } = useWords();
  const { revoke } = useRefusals(current);
  return (
    <Button
      variant="primary"
      disabledReason={due === 0 ? text("queue.nothingDue") : revoke}
      onPress={() => onRequest({ kind: "due" })}
    >
      {text("queue.revokeDue", { count: due })}
    </Button>
  );
}

/** Whether what is due is carried out without a click; the settings have the same. */
function ByItself() {
  const { text } = useWords();
  const preferences = useSession().data?.preferences;
  const setPreferences = useSetPreferences();
  const sayProblem = useProblemToast();
  if (!preferences) return null;
  return (
    <Switch
      isSelected={preferences.revokeByItself}
      onChange={(revokeByItself) =>
        setPreferences.mutate({ ...preferences, revokeByItself }, { onError: sayProblem })
      }
    >
      {text("queue.byItself")}
    </Switch>
  );
}
