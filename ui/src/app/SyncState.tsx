import { RefreshCw, X } from "lucide-react";
import { useEffect, useState } from "react";
import { useIntl } from "react-intl";
import { useCountdown, useWords } from "@/change";
import { readWords, syncNotes } from "@/features/licenses";
import { formatFullInstant, formatRelativeInstant, type TextOf, useNow, useText } from "@/i18n";
import { type CurrentView, type SyncProgress, useCancelSync, useIsSaidBySession, useSync } from "@/platform";
import { useProblemToast } from "@/problems";
import { IconButton, ProgressBar, Spinner } from "@/ui";
import styles from "./Frame.module.css";
import { useClock } from "./useClock";

/** How old the data is, or how far the reading of it. Both are as high, so that nothing moves when it changes. */
export function SyncState({ current }: { current: CurrentView }) {
  const offlineSince = useOfflineSince(current);
  const button = useSyncButton(current);
  const { running } = current.sync;
  return (
    <div className={styles.sync}>
      {running ? <Running running={running} /> : <Still current={current} offlineSince={offlineSince} />}
      {/* One button for both, so that who pressed it keeps the focus. */}
      <IconButton size="small" {...button} />
    </div>
  );
}

/** Starts the reading of the list, and stops it while it runs. */
function useSyncButton({ sync: { running }, connection }: CurrentView) {
  const text = useText();
  const sync = useSync();
  const { reset, ...cancel } = useCancelSync();
  const sayProblem = useProblemToast();
  // A banner says why there is no connection; a toast would only repeat it.
  const isSaid = useIsSaidBySession();
  const isRunning = running !== null;
  useEffect(() => {
    // The next one was not canceled.
    if (!isRunning) reset();
  }, [isRunning, reset]);
  if (isRunning) {
    return {
      label: text("app.sync.cancel"),
      icon: <X size={14} aria-hidden />,
      // It stops with the pages that are still on their way.
      pendingLabel: cancel.isPending || cancel.isSuccess ? text("sync.canceling") : null,
      onPress: () => cancel.mutate(undefined, { onError: sayProblem }),
    };
  }
  return {
    label: text("app.sync.again"),
    icon: <RefreshCw size={14} aria-hidden />,
    pendingLabel: sync.isPending || connection.kind === "checking" ? text("app.sync.running") : null,
    onPress: () => sync.mutate(undefined, { onError: (problem) => isSaid(problem) || sayProblem(problem) }),
  };
}

function Still({ current, offlineSince }: { current: CurrentView; offlineSince: Date | null }) {
  const text = useText();
  const intl = useIntl();
  const now = useNow();
  const clock = useClock();
  const { lastSyncedAt } = current.sync;
  const at = lastSyncedAt ? new Date(lastSyncedAt) : null;
  const { tone, words } = stateOf(text, current);
  const isOffline = current.connection.kind === "offline";
  const since = isOffline && offlineSince ? text("app.sync.since", { time: clock(offlineSince) }) : null;
  return (
    <>
      <span className={styles.dot} data-tone={tone} aria-hidden="true" />
      <span className={styles.syncWords} title={at ? formatFullInstant(intl, at) : undefined}>
        {/* The age is not said out loud each minute. */}
        <span className={styles.syncState} role="status">
          {words}
        </span>
        <span className={styles.age}>{since ?? (at && formatRelativeInstant(intl, at, now))}</span>
      </span>
    </>
  );
}

function Running({ running }: { running: SyncProgress }) {
  const words = useWords();
  const { text } = words;
  const waiting = useCountdown(running);
  const { read, total } = running;
  const count = readWords(words, running);
  const state = waiting === null ? text("app.sync.running") : text("app.sync.waiting", { seconds: waiting });
  const notes = syncNotes(words, running, waiting).join("\n");
  return (
    <>
      <div className={styles.progress}>
        <ProgressBar
          isLine
          label={state}
          value={total === null ? undefined : read}
          max={total ?? 100}
          valueLabel={count}
        />
      </div>
      {/* The bar above says to screen readers what stands here. */}
      <span className={styles.turning} aria-hidden="true">
        <Spinner label={state} size={14} />
      </span>
      <span className={styles.syncWords} title={notes || undefined} aria-hidden="true">
        <span className={styles.syncState}>{state}</span>
        <span className={styles.age}>{count}</span>
      </span>
    </>
  );
}

function stateOf(text: TextOf, { connection, sync }: CurrentView) {
  if (connection.kind === "checking") return { tone: "neutral", words: text("app.sync.checking") };
  if (connection.kind === "offline") return { tone: "attention", words: text("app.sync.offline") };
  if (sync.problem) return { tone: "attention", words: text("app.sync.failed") };
  return sync.lastSyncedAt
    ? { tone: "accent", words: text("app.sync.upToDate") }
    : { tone: "neutral", words: text("sync.never") };
}

/** Since when there is no connection, as far as this run has seen. Trying again does not begin it anew. */
function useOfflineSince({ connection, organization }: CurrentView): Date | null {
  const now = useNow();
  const { id } = organization;
  const [seen, setSeen] = useState<{ organization: string; since: Date } | null>(null);
  const isSeen = seen?.organization === id;
  if (seen && (!isSeen || connection.kind === "online")) setSeen(null);
  else if (!isSeen && connection.kind === "offline") setSeen({ organization: id, since: now });
  return isSeen ? seen.since : null;
}
