import type { QueryClient } from "@tanstack/react-query";
import { keys } from "./keys";

/**
 * What is kept is out of date. So is an answer that is still under way: it may have been read before the change, and
 * a query that waits for its first answer would take it for the newest one.
 */
export async function askAgain(client: QueryClient, queryKey: readonly string[]): Promise<void> {
  await client.cancelQueries({ queryKey });
  await client.invalidateQueries({ queryKey });
}

/** The journal says something else: change sets, their steps, and what was cut off are asked for again. */
export async function journalChanged(client: QueryClient): Promise<void> {
  client.setQueryData<number>(keys.journal, (version = 0) => version + 1);
  await Promise.all([askAgain(client, keys.changes), askAgain(client, keys.recovery)]);
}
