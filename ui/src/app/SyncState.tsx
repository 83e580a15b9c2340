import { RefreshCw } from "lucide-react";
import { useIntl } from "react-intl";
import { formatFullInstant, formatRelativeInstant, type TextOf, useNow, useText } from "@/i18n";
import { type CurrentView, type SyncProgress, useIsSaidBySession, useSync } from "@/platform";
import { useProblemToast } from "@/problems";
import { IconButton, ProgressBar } from "@/ui";
import styles from "./Frame.module.css";

/** How old the data is, or how far the reading of it. */
export function SyncState({ current }: { current: CurrentView }) {
  const text = useText();
  const intl = useIntl();
  const now = useNow();
  const sync = useSync();
  const sayProblem = useProblemToast();
  // A banner says why there is no connection; a toast would only repeat it.
  const isSaid = useIsSaidBySession();
  const { running, lastSyncedAt } = current.sync;
  if (running) return <Running running={running} />;
  const at = lastSyncedAt ? new Date(lastSyncedAt) : null;
  const { tone, words } = stateOf(text, current);
  return (
    <div className={styles.sync}>
      <span className={styles.dot} data-tone={tone} aria-hidden="true" />
      <span className={styles.syncWords} role="status" title={at ? formatFullInstant(intl, at) : undefined}>
        <span className={styles.syncState}>{words}</span>
        {at && <span className={styles.age}>{formatRelativeInstant(intl, at, now)}</span>}
      </span>
      <IconButton
        size="small"
        label={text("app.sync.again")}
        icon={<RefreshCw size={14} aria-hidden />}
        pendingLabel={
          sync.isPending || current.connection.kind === "checking" ? text("app.sync.running") : null
        }
        onPress={() =>
          sync.mutate(undefined, { onError: (problem) => isSaid(problem) || sayProblem(problem) })
        }
      />
    </div>
  );
}

function Running({ running }: { running: SyncProgress }) {
  const text = useText();
  const intl = useIntl();
  const { read, total, waitingSeconds } = running;
  const count =
    total === null
      ? text("app.sync.read", { read: intl.formatNumber(read) })
      : text("app.sync.progress", { read: intl.formatNumber(read), total: intl.formatNumber(total) });
  return (
    <div className={styles.progress}>
      <ProgressBar
        label={
          waitingSeconds === null
            ? text("app.sync.running")
            : text("app.sync.waiting", { seconds: waitingSeconds })
        }
        value={total === null ? undefined : read}
        max={total ?? 100}
        valueLabel={count}
      />
    </div>
  );
}

function stateOf(text: TextOf, { connection, sync }: CurrentView) {
  if (connection.kind === "checking") return { tone: "neutral", words: text("app.sync.checking") };
  if (connection.kind === "offline") return { tone: "attention", words: text("app.sync.offline") };
  if (sync.problem) return { tone: "attention", words: text("app.sync.failed") };
  return sync.lastSyncedAt
    ? { tone: "accent", words: text("app.sync.upToDate") }
    : { tone: "neutral", words: text("app.sync.never") };
}
