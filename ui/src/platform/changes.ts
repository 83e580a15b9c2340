import { skipToken, useMutation, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { ChangeSetView, Format, RunView, StepFilter, StepView } from "./bindings";
import { usePlatform } from "./context";
import { keys } from "./keys";
import { type RowWindows, useRowWindows } from "./rows/useRowWindows";
import { useRun } from "./runs";
import { useCurrent } from "./session";

/** Counts up whenever the journal may say something else. */
function useJournalVersion(): number {
  return (
    useQuery<number>({ queryKey: keys.journal, queryFn: skipToken, gcTime: Number.POSITIVE_INFINITY }).data ??
    0
  );
}

/** Change sets by position, the newest first, read as they come into sight. */
export function useChangeSets(): RowWindows<ChangeSetView> {
  const platform = usePlatform();
  return useRowWindows({
    scope: useCurrent()?.organization.id ?? "",
    question: null,
    version: useJournalVersion(),
    ask: async (offset, limit) => {
      const { changeSets, total } = await platform.changeSets(offset, limit);
      return { rows: changeSets, total };
    },
  });
}

/** One change set, with its counts as they are now while it is carried out; nothing while none is named. */
export function useChangeSet(id: string | null) {
  const platform = usePlatform();
  const organization = useCurrent()?.organization.id;
  const run = useRun();
  const query = useQuery({
    queryKey: keys.change(organization ?? "", id ?? ""),
    queryFn: () => platform.changeSet(id ?? ""),
    enabled: organization !== undefined && id !== null,
  });
  const data = useMemo(() => query.data && asItRuns(query.data, run), [query.data, run]);
  return { ...query, data };
}

/** A change set with its counts as they are now, if it is the one that is carried out. */
export function asItRuns(change: ChangeSetView, run: RunView | null): ChangeSetView {
  if (run?.id !== change.id || run.phase === "finished") return change;
  return { ...change, counts: run.counts, isRunning: true, isCutOff: false };
}

/** Steps of a change set by position, read as they come into sight, and again while it is carried out. */
export function useChangeSteps(id: string, only: StepFilter | null): RowWindows<StepView> {
  const platform = usePlatform();
  return useRowWindows({
    scope: id,
    question: only,
    version: useJournalVersion(),
    ask: async (offset, limit) => {
      const { steps, total } = await platform.changeSteps(id, only, offset, limit);
      return { rows: steps, total };
    },
    changes: (changed) =>
      platform.onChangeProgressed((run) => {
        if (run.id === id) changed();
      }),
  });
}

/** Asks where to save a change set, and saves it. Gives the path; nothing if the person changed their mind. */
export function useExportChange() {
  const platform = usePlatform();
  return useMutation({
    mutationFn: ({ id, format }: { id: string; format: Format }) => platform.exportChange(id, format),
  });
}
