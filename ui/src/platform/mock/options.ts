import type { AccessKind, ProblemCode, Theme } from "../bindings";

/** Where a sync is. */
export type Syncing = "reading" | "waiting" | "restarted" | "first" | "stopped";

/** How the stand-in starts. */
export interface MockOptions {
  /** "setup": nothing is connected yet. "connected": an organization is open. */
  start?: "setup" | "connected";
  access?: AccessKind;
  /** Why there is no connection. */
  offline?: ProblemCode;
  /** The token is in memory only. */
  thisRun?: boolean;
  /** A sync is running, and does not end. "first": nothing was ever read; "stopped": and it was given up. */
  syncing?: Syncing;
  /** Why the last sync failed, although there is a connection. */
  syncProblem?: ProblemCode;
  oddLicenses?: number;
  /** The last run was cut off. */
  recovery?: boolean;
  /** How many change sets there are already. */
  changes?: number;
  /** How many revocations are queued; a third of them are due. */
  queued?: number;
  /** What is due is revoked without a click. */
  revokeByItself?: boolean;
  /** What went wrong at the start. */
  startProblem?: ProblemCode;
  readOnly?: boolean;
  licenses?: number;
  theme?: Theme;
  /** Commands that fail, with the code of the problem. */
  failing?: Partial<Record<string, ProblemCode>>;
  /** What is in the clipboard. */
  clipboard?: string;
  /** How long a call takes, in milliseconds. */
  latency?: number;
  now?: Date;
}

/**
 * Options from the address of the page, such as `?start=connected&offline=dnsFailed&theme=dark`. For
 * development only, so that a state can be seen without being set up by hand.
 */
export function optionsOfAddress(search: string): MockOptions {
  const given = new URLSearchParams(search);
  const text = <T extends string>(name: string) => (given.get(name) ?? undefined) as T | undefined;
  const number = (name: string) => (given.has(name) ? Number(given.get(name)) : undefined);
  const failing = given.getAll("fail").map((pair) => pair.split(":") as [string, ProblemCode]);
  return withoutGaps({
    start: text<"setup" | "connected">("start"),
    access: text<AccessKind>("access"),
    offline: text<ProblemCode>("offline"),
    thisRun: given.has("thisRun"),
    syncing: text<Syncing>("syncing"),
    syncProblem: text<ProblemCode>("syncProblem"),
    oddLicenses: number("odd"),
    recovery: given.has("recovery"),
    changes: number("changes"),
    queued: number("queued"),
    revokeByItself: given.has("revokeByItself"),
    startProblem: text<ProblemCode>("startProblem"),
    readOnly: given.has("readOnly"),
    licenses: number("licenses"),
    theme: text<Theme>("theme"),
    failing: Object.fromEntries(failing),
    clipboard: text("clipboard") ?? "2f7c1a9e0b4d8c6f3a5e7d9b1",
    latency: number("latency") ?? 180,
  });
}

/** Leaves out what is undefined, which is not the same as left out. */
function withoutGaps<T extends object>(given: { [Name in keyof T]: T[Name] | undefined }): T {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as T;
}
