import { QueryClient } from "@tanstack/react-query";

/**
 * Answers come from the app on this computer, whether or not there is a network. Nothing is asked twice after
 * a failure: reads are repeated by the app where that helps, writes never are.
 */
export function createQueryClient(): QueryClient {
  const local = { networkMode: "always", retry: false } as const;
  return new QueryClient({
    defaultOptions: { queries: { ...local, refetchOnWindowFocus: false }, mutations: local },
  });
}
