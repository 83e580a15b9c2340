import { type QueryClient, queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { SavedView, SessionView, TableView, TableViews } from "./bindings";
import { usePlatform } from "./context";
import { keys } from "./keys";
import { type AnyProblem, problem, toProblem } from "./platform";
import { everyLicense, shownQuery } from "./queries";
import { sourceFor } from "./rows/useLicenseRows";

/** The table does not wait longer for what it showed last: milliseconds. */
const LONGEST_WAIT = 1_500;

const NO_SAVED: readonly SavedView[] = [];

/** What the table showed last, asked for once. The table need not wait for it where the answer is overdue. */
export function useTableViews(organization: string) {
  // What is remembered later is no news to who shows it.
  const query = useQuery({ ...useViewsQuery(organization), notifyOnChangeProps: ["isPending", "error"] });
  const { isPending, error, data } = query;
  const [isOverdue, setOverdue] = useState(false);
  useEffect(() => {
    if (!isPending) return undefined;
    const timer = setTimeout(() => setOverdue(true), LONGEST_WAIT);
    return () => clearTimeout(timer);
  }, [isPending]);
  return { isPending, error, data, isOverdue };
}

/** The views with a name. */
export function useSavedViews(organization: string): readonly SavedView[] {
  return useQuery({ ...useViewsQuery(organization), select: savedOf }).data ?? NO_SAVED;
}

const savedOf = ({ saved }: TableViews) => saved;

function useViewsQuery(organization: string) {
  const platform = usePlatform();
  const client = useQueryClient();
  return queryOptions({
    queryKey: keys.views(organization),
    queryFn: async () => {
      const views = await platform.tableViews();
      // The rows are read while the page is made.
      if (isShown(client, organization)) {
        sourceFor(platform, organization).wantFirst(shownQuery(views.last?.query ?? everyLicense));
      }
      return views;
    },
    staleTime: Number.POSITIVE_INFINITY,
    // A failure is an answer too: the table does not go back to waiting for one.
    retryOnMount: false,
  });
}

export interface SaveViewInput {
  /** In whose place; none for a new one. */
  id: string | null;
  name: string;
  view: TableView;
}

/** Keeps a view under a name and gives its id. */
export function useSaveView(organization: string) {
  const platform = usePlatform();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, name, view }: SaveViewInput) => {
      mustBeOpen(client, organization);
      return platform.saveView(id, name, view);
    },
    onSuccess: (id, { name, view }) =>
      showSaved(client, organization, (saved) =>
        [...saved.filter((one) => one.id !== id), { id, name: name.trim(), view }].toSorted((left, right) =>
          left.name.localeCompare(right.name),
        ),
      ),
  });
}

/** Forgets a saved view. */
export function useDeleteView(organization: string) {
  const platform = usePlatform();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => {
      mustBeOpen(client, organization);
      return platform.deleteView(id);
    },
    onSuccess: (_done, id) =>
      showSaved(client, organization, (saved) => saved.filter((one) => one.id !== id)),
  });
}

function showSaved(
  client: QueryClient,
  organization: string,
  change: (saved: TableViews["saved"]) => TableViews["saved"],
) {
  client.setQueryData<TableViews>(
    keys.views(organization),
    // Where they are still being read, the answer has it.
    (views) => views && { ...views, saved: change(views.saved) },
  );
}

/** A view is remembered once it has not changed for so long: milliseconds. */
const CALM = 500;

/**
 * Remembers what the table shows, a moment after it changed, for the next start; and at once when the window closes
 * or the page is left. `shown` is null as long as nothing was changed.
 */
export function useRememberView(
  organization: string,
  shown: { view: TableView; current: string | null } | null,
  onProblem: (problem: AnyProblem) => void,
): void {
  const platform = usePlatform();
  const client = useQueryClient();
  const waiting = useRef(shown);
  const hasFailed = useRef(false);

  const remember = useEffectEvent(() => {
    const { current: next } = waiting;
    // The application keeps it for the organization that is open there: it must be this one.
    if (!next || !isOpen(client, organization)) return;
    waiting.current = null;
    client.setQueryData<TableViews>(
      keys.views(organization),
      (views) => views && { ...views, last: next.view, current: next.current },
    );
    platform.rememberView(next.view, next.current).catch((thrown: unknown) => {
      // Once is enough: the table works all the same.
      if (!hasFailed.current) onProblem(toProblem(thrown));
      hasFailed.current = true;
    });
  });

  useEffect(() => {
    waiting.current = shown;
    let timer = setTimeout(function again() {
      remember();
      if (waiting.current) timer = setTimeout(again, CALM);
    }, CALM);
    return () => clearTimeout(timer);
  }, [shown]);

  useEffect(() => {
    const now = () => remember();
    window.addEventListener("pagehide", now);
    return () => {
      window.removeEventListener("pagehide", now);
      now();
    };
  }, []);
}

/** An offer to undo outlives the page; by then another organization may be open, to which the view is nothing. */
function mustBeOpen(client: QueryClient, organization: string) {
  if (!isOpen(client, organization)) throw problem("noOrganization");
}

function isOpen(client: QueryClient, organization: string): boolean {
  return client.isMutating({ mutationKey: keys.switching }) === 0 && isShown(client, organization);
}

function isShown(client: QueryClient, organization: string): boolean {
  return client.getQueryData<SessionView>(keys.session)?.current?.organization.id === organization;
}
