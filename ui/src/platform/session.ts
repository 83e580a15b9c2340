import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { CurrentView, KeepToken, Link, Preferences, RunView, SessionView, TokenInput } from "./bindings";
import { askAgain } from "./cache";
import { usePlatform } from "./context";
import { keys } from "./keys";
import type { AnyProblem } from "./platform";

/** Everything around the table. */
export function useSession() {
  const platform = usePlatform();
  const client = useQueryClient();
  return useQuery({
    queryKey: keys.session,
    queryFn: async () => {
      const before = client.getQueryData(keys.heardRun);
      const session = await platform.session();
      const heard = client.getQueryData<RunView>(keys.heardRun);
      // What was told while the answer was under way is not older than it.
      return heard && heard !== before ? withRun(session, heard) : session;
    },
  });
}

function withRun(session: SessionView, heard: RunView): SessionView {
  const { current } = session;
  return current?.run?.id === heard.id ? { ...session, current: { ...current, run: heard } } : session;
}

/** The organization that is open, if the session is known and one is open. */
export function useCurrent(): CurrentView | null {
  return useSession().data?.current ?? null;
}

/** Another organization is open: what is kept of the one before must not be shown for it. */
async function startOver(client: QueryClient): Promise<void> {
  await askAgain(client, keys.session);
  client.removeQueries({ queryKey: keys.licenses, type: "inactive" });
  // Views of organizations that were closed: one may be gone for good, or the answer for it came from the next one.
  const open = client.getQueryData<SessionView>(keys.session)?.current?.organization.id;
  client.removeQueries({ queryKey: keys.allViews, predicate: ({ queryKey }) => queryKey[1] !== open });
  await askAgain(client, keys.licenses);
}

export interface ConnectInput {
  customerCode: string;
  /**
   * Gives the token at the moment that it is sent. A function, because what a mutation is given is kept in its
   * cache, and the token must not be.
   */
  readToken: () => TokenInput;
  keep: KeepToken;
}

/**
 * Checks and keeps a token. The session is not asked for again here: the person reads the result first, then
 * `useStartOver` goes on.
 */
export function useConnect() {
  const platform = usePlatform();
  return useMutation({
    mutationKey: keys.switching,
    mutationFn: ({ customerCode, readToken, keep }: ConnectInput) =>
      platform.connect(customerCode, readToken(), keep),
  });
}

/** Starts the demo organization and opens it. */
export function useConnectDemo() {
  const platform = usePlatform();
  const client = useQueryClient();
  return useMutation({
    mutationKey: keys.switching,
    mutationFn: () => platform.connectDemo(),
    onSuccess: () => startOver(client),
  });
}

/** After another organization was opened: shows it. */
export function useStartOver(): () => Promise<void> {
  const client = useQueryClient();
  return () => startOver(client);
}

/** Takes a token from the clipboard without the page seeing it. */
export function usePasteToken() {
  const platform = usePlatform();
  return useMutation({ mutationFn: () => platform.pasteToken(), gcTime: 0 });
}

/** Opens another organization of the list. */
export function useOpenOrganization() {
  const platform = usePlatform();
  const client = useQueryClient();
  return useMutation({
    mutationKey: keys.switching,
    mutationFn: (id: string) => platform.openOrganization(id),
    onSuccess: () => startOver(client),
  });
}

/** Removes an organization with its local data and its token. */
export function useRemoveOrganization() {
  const platform = usePlatform();
  const client = useQueryClient();
  return useMutation({
    mutationKey: keys.switching,
    mutationFn: (id: string) => platform.removeOrganization(id),
    onSuccess: () => startOver(client),
  });
}

/**
 * Tells whether the session says a problem by itself, as soon as it is asked for again: then it need not be said a
 * second time.
 */
export function useIsSaidBySession(): (problem: AnyProblem) => boolean {
  const client = useQueryClient();
  return ({ code }) => {
    const current = client.getQueryData<SessionView>(keys.session)?.current;
    if (current?.connection.kind === "offline") return current.connection.problem.code === code;
    return current?.sync.problem?.code === code;
  };
}

/** Checks the connection and reads the list again. */
export function useSync() {
  const platform = usePlatform();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => platform.sync(),
    onSettled: () => client.invalidateQueries({ queryKey: keys.session }),
  });
}

/** Stops the reading of the list; what was there before stays. */
export function useCancelSync() {
  const platform = usePlatform();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => platform.cancelSync(),
    onSettled: () => client.invalidateQueries({ queryKey: keys.session }),
  });
}

/** Keeps the person's choices; they show at once, and go back if they could not be kept. */
export function useSetPreferences() {
  const platform = usePlatform();
  const client = useQueryClient();
  const show = (preferences: Preferences) =>
    client.setQueryData<SessionView>(keys.session, (session) => session && { ...session, preferences });
  return useMutation({
    mutationFn: (preferences: Preferences) => platform.setPreferences(preferences),
    onMutate: (preferences) => {
      const before = client.getQueryData<SessionView>(keys.session)?.preferences;
      show(preferences);
      return { before };
    },
    onError: (_problem, _preferences, kept) => {
      if (kept?.before) show(kept.before);
    },
  });
}

/** Opens one of the known pages in the browser. */
export function useOpenLink() {
  const platform = usePlatform();
  return useMutation({ mutationFn: (link: Link) => platform.openLink(link) });
}

/** What was found out about a run that had been cut off. */
export function useRecovery() {
  const platform = usePlatform();
  return useQuery({ queryKey: keys.recovery, queryFn: () => platform.recovery() });
}

/** The person has read it. */
export function useDismissRecovery() {
  const platform = usePlatform();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => platform.dismissRecovery(),
    onSettled: () => client.invalidateQueries({ queryKey: keys.recovery }),
  });
}
