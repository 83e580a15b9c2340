import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import type { ChangeSetView, RunView, SessionView } from "./bindings";
import { askAgain, journalChanged } from "./cache";
import { usePlatform } from "./context";
import { keys } from "./keys";
import type { Platform } from "./platform";
import { useCurrent } from "./session";

/** The change set that is being carried out, or the last one whose result was not put away yet. */
export function useRun(): RunView | null {
  return useCurrent()?.run ?? null;
}

/** An event or an answer says where a run stands: no need to ask for the session each time. */
export function showRun(client: QueryClient, run: RunView | null): void {
  client.setQueryData<SessionView>(keys.session, (session) =>
    session?.current ? { ...session, current: { ...session.current, run } } : session,
  );
}

/** What is told of a run can be faster than the answer to what began it, and is newer then. */
function showAnswer(client: QueryClient, run: RunView, heardBefore: RunView | undefined): void {
  const heard = client.getQueryData<RunView>(keys.heardRun);
  if (heard === heardBefore || heard?.id !== run.id) showRun(client, run);
}

/** A command that answers with where the run stands. */
function useRunCommand(command: (platform: Platform, id: string) => Promise<RunView>) {
  const platform = usePlatform();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (id: string) => {
      const before = client.getQueryData<RunView>(keys.heardRun);
      const run = await command(platform, id);
      showAnswer(client, run, before);
      return run;
    },
    onSettled: () => journalChanged(client),
  });
}

/** A command about a change set that nobody carries out now. */
function useChangeCommand(command: (platform: Platform, id: string) => Promise<ChangeSetView>) {
  const platform = usePlatform();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => command(platform, id),
    onSettled: () => {
      void askAgain(client, keys.session);
      void askAgain(client, keys.licenses);
      return journalChanged(client);
    },
  });
}

/** Begins to carry a plan out; `useRun` says how far it is. */
export function useApplyPlan() {
  return useRunCommand((platform, id) => platform.applyPlan(id));
}

/** What can be done to a change set while it is carried out, and after. Each takes the change set's id. */
export function useRunControl() {
  const platform = usePlatform();
  const client = useQueryClient();
  return {
    pause: useRunCommand((one, id) => one.pauseRun(id)),
    resume: useRunCommand((one, id) => one.resumeRun(id)),
    cancel: useRunCommand((one, id) => one.cancelRun(id)),
    /** Goes on with one that was cut off. */
    continueChange: useRunCommand((one, id) => one.continueChange(id)),
    /** Leaves what is still planned of one that was cut off. */
    leave: useChangeCommand((one, id) => one.leaveChange(id)),
    /** Looks again at what nobody knows. */
    check: useChangeCommand((one, id) => one.checkChange(id)),
    /** Puts the result away. */
    dismiss: useMutation({
      mutationFn: (id: string) => platform.dismissRun(id),
      onSuccess: () => showRun(client, null),
      onSettled: () => askAgain(client, keys.session),
    }),
  };
}

/** The window stays open after all: changes can begin again. */
export function useStayOpen() {
  const platform = usePlatform();
  return useMutation({ mutationFn: () => platform.stayOpen() });
}

/** Closes the window although a change set is carried out. */
export function useCloseWindow() {
  const platform = usePlatform();
  return useMutation({ mutationFn: () => platform.closeWindow() });
}
