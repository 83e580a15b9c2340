import { KeyRound, PauseCircle, PlugZap } from "lucide-react";
import { useText } from "@/i18n";
import { type CurrentView, useCurrent, useSync } from "@/platform";
import { useProblemToast } from "@/problems";
import { Button, EmptyState, Spinner } from "@/ui";
import { FirstRead } from "./FirstRead";

/** Why the table is empty: being read for the first time, not read to the end, or nothing there at all. */
export function NoLicenses() {
  const current = useCurrent();
  if (!current) return null;
  const { running, lastSyncedAt, problem } = current.sync;
  if (lastSyncedAt !== null) return <NothingListed isReading={running !== null} />;
  if (running) return <FirstRead running={running} />;
  if (current.connection.kind === "checking") return <Connecting />;
  return problem || current.connection.kind === "offline" ? <NotRead /> : <Stopped current={current} />;
}

function useRead() {
  const sync = useSync();
  const showProblem = useProblemToast();
  return { isPending: sync.isPending, read: () => sync.mutate(undefined, { onError: showProblem }) };
}

function NothingListed({ isReading }: { isReading: boolean }) {
  const text = useText();
  const { isPending, read } = useRead();
  return (
    <EmptyState
      icon={<KeyRound size={22} />}
      title={text(isReading ? "licenses.empty.reading" : "licenses.empty.title")}
      actions={
        <Button pendingLabel={isPending || isReading ? text("licenses.empty.reading") : null} onPress={read}>
          {text("licenses.empty.sync")}
        </Button>
      }
    >
      {text("licenses.empty.why")}
    </EmptyState>
  );
}

function Connecting() {
  const text = useText();
  return (
    <EmptyState
      icon={<Spinner label={text("licenses.empty.connecting")} size={20} />}
      title={text("licenses.empty.connecting")}
    >
      {text("licenses.empty.connecting.why")}
    </EmptyState>
  );
}

/** The reason stands in a banner above; here it is only said what follows from it. */
function NotRead() {
  const text = useText();
  return (
    <EmptyState icon={<PlugZap size={22} />} title={text("licenses.empty.notRead")}>
      {text("licenses.empty.notRead.why")}
    </EmptyState>
  );
}

/** Half a list is no list: nothing is shown until it was read to its end. */
function Stopped({ current }: { current: CurrentView }) {
  const text = useText();
  const { isPending, read } = useRead();
  return (
    <EmptyState
      icon={<PauseCircle size={22} />}
      title={text("licenses.empty.stopped")}
      actions={
        <Button
          variant="primary"
          disabledReason={current.readOnly ? text("licenses.refusal.readOnly") : null}
          pendingLabel={isPending ? text("licenses.empty.reading") : null}
          onPress={read}
        >
          {text("licenses.empty.continue")}
        </Button>
      }
    >
      {text("licenses.empty.stopped.why")}
    </EmptyState>
  );
}
