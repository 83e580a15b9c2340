import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import type { RunView, SessionView, SyncProgress } from "./bindings";
import { askAgain, journalChanged } from "./cache";
import { usePlatform } from "./context";
import { keys } from "./keys";
import { readRowsAgain } from "./rows/useLicenseRows";
import { showRun } from "./runs";
import type { Platform } from "./platform";

/** Keeps what is shown in step with what the application says. Once, near the root. */
export function usePlatformEvents(): void {
  const platform = usePlatform();
  const client = useQueryClient();
  useEffect(() => {
    const ends = [
      platform.onSessionChanged(() => {
        void askAgain(client, keys.session);
        // What can be done to a license depends on the connection and the token.
        void askAgain(client, keys.licenses);
        // Another organization has another journal, and what was left open may be settled by now.
        void journalChanged(client);
      }),
      platform.onLicensesChanged(() => void askAgain(client, keys.licenses)),
      platform.onSyncProgressed((progress) => showProgress(client, progress)),
      platform.onChangeProgressed((run) => showChange(platform, client, run)),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, [platform, client]);
}

/** Hears when the person wants to close the window while a change set is carried out. */
export function useCloseAsked(listener: () => void): void {
  const platform = usePlatform();
  const asked = useEffectEvent(listener);
  useEffect(() => platform.onCloseAsked(() => asked()), [platform]);
}

/** A progress event carries all there is to know: no need to ask for the session each time. */
function showProgress(client: QueryClient, running: SyncProgress) {
  client.setQueryData<SessionView>(keys.session, (session) => {
    // Where nothing runs as far as is known, the session is about to say so itself.
    if (!session?.current?.sync.running) return session;
    return { ...session, current: { ...session.current, sync: { ...session.current.sync, running } } };
  });
}

function showChange(platform: Platform, client: QueryClient, run: RunView) {
  const known = client.getQueryData<SessionView>(keys.session)?.current?.run;
  client.setQueryData(keys.heardRun, run);
  showRun(client, run);
  if (known?.id === run.id && known.phase === run.phase) return;
  void journalChanged(client);
  if (run.phase !== "finished") return;
  readRowsAgain(platform);
  void askAgain(client, keys.licenses);
}
