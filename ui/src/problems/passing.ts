import type { AnyProblem } from "@/platform";

/** What time alone can end: the application tries again by itself. All else waits for a person. */
const PASSING: ReadonlySet<AnyProblem["code"]> = new Set([
  "dnsFailed",
  "connectFailed",
  "tlsFailed",
  "proxyFailed",
  "captivePortal",
  "timedOut",
  "interrupted",
  "rateLimited",
  "vendorUnavailable",
  "listShifted",
  "answerUnreadable",
  "vendorRefused",
  "storeFailed",
  "storeFull",
  "keychainNotAnswering",
  "demoFailed",
] as const);

/** Whether reading the list is tried again without being asked for it after this problem. */
export function canPass({ code }: AnyProblem): boolean {
  return PASSING.has(code);
}
