import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { LicenseId, QueueView } from "./bindings";
import { askAgain } from "./cache";
import { usePlatform } from "./context";
import { keys } from "./keys";
import { useCurrent } from "./session";

/** Revocations that wait for their day. */
export function useQueue() {
  const platform = usePlatform();
  const organization = useCurrent()?.organization.id;
  return useQuery({
    queryKey: keys.queue(organization ?? ""),
    queryFn: () => platform.queue(),
    enabled: organization !== undefined,
  });
}

/** Moves queued revocations to a later day, `YYYY-MM-DD`, or back to the first one that is allowed. */
export function usePostponeQueued() {
  const platform = usePlatform();
  return useQueueCommand(({ licenses, day }: { licenses: LicenseId[]; day: string | null }) =>
    platform.postponeQueued(licenses, day),
  );
}

/** Takes revocations out of the queue. */
export function useRemoveQueued() {
  const platform = usePlatform();
  return useQueueCommand((licenses: LicenseId[]) => platform.removeQueued(licenses));
}

function useQueueCommand<Input>(command: (input: Input) => Promise<QueueView>) {
  const client = useQueryClient();
  const organization = useCurrent()?.organization.id ?? "";
  return useMutation({
    mutationFn: command,
    onSuccess: (queue) => show(client, organization, queue),
    // How many are queued and due is said in the session.
    onSettled: () => askAgain(client, keys.session),
  });
}

async function show(client: QueryClient, organization: string, queue: QueueView): Promise<void> {
  // An answer that is still under way was read before.
  await client.cancelQueries({ queryKey: keys.queue(organization) });
  client.setQueryData(keys.queue(organization), queue);
}
