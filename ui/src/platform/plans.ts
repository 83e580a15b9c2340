import { skipToken, useIsMutating, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ChangeRequest, PlanQuery, PlanRowView, PlanView } from "./bindings";
import { askAgain } from "./cache";
import { usePlatform } from "./context";
import { keys } from "./keys";
import { type RowWindows, useRowWindows } from "./rows/useRowWindows";

/** All rows of a plan, as they were asked for. */
export const wholePlan: PlanQuery = { only: null, search: "", sort: null, descending: false };

/** Makes a plan. Nothing is sent. */
export function usePlanChange() {
  const platform = usePlatform();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: ChangeRequest) => platform.planChange(request),
    onSuccess: (plan) => client.setQueryData(keys.plan(plan.id), plan),
  });
}

/** A plan that was made, with what was taken out of it since. */
export function usePlan(made: PlanView): PlanView {
  return usePlanAsItIs(made.id) ?? made;
}

function usePlanAsItIs(id: string): PlanView | undefined {
  // Nobody can be asked for a plan: what made or changed it said all there is to say.
  return useQuery<PlanView>({
    queryKey: keys.plan(id),
    queryFn: skipToken,
    staleTime: Number.POSITIVE_INFINITY,
  }).data;
}

/** Rows of a plan by position, read as they come into sight, and again when rows were taken out. */
export function usePlanRows(id: string, query: PlanQuery): RowWindows<PlanRowView> {
  const platform = usePlatform();
  return useRowWindows({
    scope: id,
    question: query,
    version: usePlanAsItIs(id),
    ask: (offset, limit) => platform.planRows(id, query, offset, limit),
  });
}

export interface TakeOutInput {
  /** Finds their numbers in the plan. */
  rows: () => Promise<number[]> | number[];
  /** Or back in. */
  out: boolean;
}

/**
 * Takes rows out of a plan, or puts them back, one after the other as they were asked for. The rows may have to be found
 * first.
 */
export function useTakeOut(plan: string) {
  const platform = usePlatform();
  const client = useQueryClient();
  return useMutation({
    mutationKey: keys.takingOut(plan),
    scope: { id: `take out of ${plan}` },
    mutationFn: async ({ rows, out }: TakeOutInput) => {
      const numbers = await rows();
      return numbers.length > 0 ? await platform.takeOut(plan, numbers, out) : null;
    },
    onSuccess: (changed) => changed && client.setQueryData(keys.plan(plan), changed),
  });
}

/** Whether rows are being taken out of a plan or put back: what it says now is not what it will be. */
export function useIsTakingOut(plan: string): boolean {
  return useIsMutating({ mutationKey: keys.takingOut(plan) }) > 0;
}

/** Queues what a plan can't revoke yet for the first day on which it can. Gives how many. */
export function useQueuePlan() {
  const platform = usePlatform();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (plan: string) => platform.queuePlan(plan),
    onSettled: () => {
      void askAgain(client, keys.licenses);
      return askAgain(client, keys.session);
    },
  });
}
