import { useState } from "react";
import { useIntl } from "react-intl";
import { useText } from "@/i18n";
import { type AnyProblem, type CurrentView, useIsSaidBySession, useSession, useSync } from "@/platform";
import { canPass, ProblemCallout, useProblemToast, wordsFor } from "@/problems";
import { Banner, Button, Popover } from "@/ui";
import { DueBanner } from "./changes/DueBanner";
import { RecoveryBanner } from "./changes/RecoveryBanner";
import styles from "./Frame.module.css";
import { OddBanner } from "./OddBanner";
import { useClock } from "./useClock";

export interface BannersProps {
  /** What went wrong at the start, or when the organization was opened. */
  problem?: AnyProblem | null;
  current: CurrentView;
  onNewToken: () => void;
  onShowRun: (id: string) => void;
  /** Makes the plan of the queued revocations that are due. */
  onRevokeDue: () => void;
  onShowQueue: () => void;
  /** The queue is what is shown: it says by itself what is due. */
  isQueueShown: boolean;
}

/** What concerns everything below: no connection, a token that will be gone, a change that was cut off. */
export function Banners(props: BannersProps) {
  const { problem, current, onNewToken } = props;
  const text = useText();
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const { connection, sync, readOnly, tokenPlace, organization } = current;
  const byItself = useSession().data?.preferences.revokeByItself ?? false;
  // What is revoked by itself is not asked about, and what is being done is said where it is done.
  const isUnderWay = current.run !== null && current.run.phase !== "finished";
  const isDueSaid = current.due > 0 && !byItself && !isUnderWay && !props.isQueueShown;
  const dismiss = (id: string) => ({
    dismissLabel: text("app.banner.dismiss"),
    onDismiss: () => setDismissed(new Set([...dismissed, id])),
  });
  return (
    <>
      {connection.kind === "offline" ? (
        <ConnectionBanner problem={connection.problem} current={current} onNewToken={onNewToken} />
      ) : (
        sync.problem &&
        !sync.running && <ConnectionBanner problem={sync.problem} current={current} onNewToken={onNewToken} />
      )}
      {problem && !dismissed.has(problem.code) && (
        <StartBanner problem={problem} {...dismiss(problem.code)} />
      )}
      {readOnly && (
        <Banner tone="attention" title={text("app.banner.readOnly")}>
          {text("app.banner.readOnly.text")}
        </Banner>
      )}
      <RecoveryBanner onShowRun={props.onShowRun} />
      {isDueSaid && !dismissed.has(`due ${current.due}`) && (
        <DueBanner
          current={current}
          onRevoke={props.onRevokeDue}
          onShowQueue={props.onShowQueue}
          {...dismiss(`due ${current.due}`)}
        />
      )}
      {tokenPlace === "thisRun" && !organization.isDemo && !dismissed.has("thisRun") && (
        <Banner
          tone="fact"
          title={text("app.banner.thisRun")}
          actions={
            <Button size="small" onPress={onNewToken}>
              {text("app.banner.thisRun.keep")}
            </Button>
          }
          {...dismiss("thisRun")}
        >
          {text("app.banner.thisRun.text")}
        </Banner>
      )}
      {sync.oddLicenses > 0 && !dismissed.has("odd") && <OddBanner sync={sync} {...dismiss("odd")} />}
    </>
  );
}

interface StartBannerProps {
  problem: AnyProblem;
  dismissLabel: string;
  onDismiss: () => void;
}

/** Something went wrong that nobody asked for. */
function StartBanner({ problem, ...dismiss }: StartBannerProps) {
  const intl = useIntl();
  const words = wordsFor(problem);
  return (
    <Banner
      tone={words.tone}
      title={intl.formatMessage({ id: words.title })}
      actions={<ProblemDetails problem={problem} />}
      {...dismiss}
    >
      {intl.formatMessage({ id: words.next })}
    </Banner>
  );
}

/** A button that opens all that is known of a problem. */
function ProblemDetails({ problem }: { problem: AnyProblem }) {
  const text = useText();
  return (
    <Popover
      label={text(wordsFor(problem).title)}
      placement="bottom end"
      trigger={
        <Button size="small" variant="quiet">
          {text("app.banner.details")}
        </Button>
      }
    >
      <div className={styles.problem}>
        <ProblemCallout problem={problem} live="none" />
      </div>
    </Popover>
  );
}

interface ConnectionBannerProps extends Pick<BannersProps, "current" | "onNewToken"> {
  problem: AnyProblem;
}

/** The last try to reach the vendor failed: what is shown is old, and whether changes are possible. */
function ConnectionBanner({ problem, current, onNewToken }: ConnectionBannerProps) {
  const text = useText();
  const intl = useIntl();
  const clock = useClock();
  const sync = useSync();
  const sayProblem = useProblemToast();
  const isSaid = useIsSaidBySession();
  const words = wordsFor(problem);
  const isOffline = current.connection.kind === "offline";
  const at = current.sync.lastSyncedAt;
  const needsToken = words.actions.some((action) => action === "enterToken" || action === "keepForThisRun");
  const offline = needsToken ? "app.banner.offline.token" : "app.banner.offline";
  const old = isOffline ? offline : "app.banner.sync";
  const isTriedAgain = useIsReadByItself() && canPass(problem);
  const retry = () =>
    sync.mutate(undefined, { onError: (failure) => isSaid(failure) || sayProblem(failure) });
  return (
    <Banner
      tone={words.tone}
      title={intl.formatMessage({ id: words.title })}
      actions={
        <>
          <ProblemDetails problem={problem} />
          {needsToken && (
            <Button size="small" onPress={onNewToken}>
              {text("app.banner.newToken")}
            </Button>
          )}
          {problem.code !== "tokenMissing" && (
            <Button
              size="small"
              onPress={retry}
              pendingLabel={sync.isPending || current.sync.running ? text("app.sync.running") : null}
            >
              {text("app.banner.again")}
            </Button>
          )}
        </>
      }
    >
      {at ? text(old, { time: clock(new Date(at)) }) : text("app.banner.noData")}
      {isTriedAgain && ` ${text("app.banner.retries")}`}
    </Banner>
  );
}

/** Whether the list is read again without being asked for it. */
function useIsReadByItself(): boolean {
  return (useSession().data?.preferences.refreshMinutes ?? 0) > 0;
}
