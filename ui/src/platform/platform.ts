import type {
  ChangeProgressed,
  commands,
  Problem,
  ProblemCode,
  ProblemDetail,
  SyncProgressed,
} from "./bindings";

/** Ends a subscription. */
export type Unsubscribe = () => void;

/** What the application tells without being asked. */
export interface Subscriptions {
  /** Something around the table changed: ask for the session again. */
  onSessionChanged(listener: () => void): Unsubscribe;
  /** Licenses changed: ask for the rows again. */
  onLicensesChanged(listener: () => void): Unsubscribe;
  /** A sync went on. */
  onSyncProgressed(listener: (progress: SyncProgressed) => void): Unsubscribe;
  /** A change set that is carried out went on. */
  onChangeProgressed(listener: (run: ChangeProgressed) => void): Unsubscribe;
  /** The person wants to close the window while a change set is carried out. */
  onCloseAsked(listener: () => void): Unsubscribe;
}

/** Everything that the page can ask of the application, and hear from it. */
export type Platform = Readonly<typeof commands> & Subscriptions;

/** A failure as the page knows it: one of the application's problems, or a fault that nobody foresaw. */
export interface AnyProblem {
  code: ProblemCode | "unexpected";
  detail: ProblemDetail;
}

const nothingMore: ProblemDetail = { status: null, vendorCode: null, text: null, waitSeconds: null };

/** A problem that its code says all about. */
export function problem(code: ProblemCode, detail: Partial<ProblemDetail> = {}): Problem {
  return { code, detail: { ...nothingMore, ...detail } };
}

/** Makes a problem of whatever was thrown: commands reject with problems, but a bug can throw anything. */
export function toProblem(thrown: unknown): AnyProblem {
  if (isProblem(thrown)) return thrown;
  const text = thrown instanceof Error ? thrown.message : typeof thrown === "string" ? thrown : null;
  return { code: "unexpected", detail: { ...nothingMore, text } };
}

function isProblem(thrown: unknown): thrown is AnyProblem {
  return (
    typeof thrown === "object" &&
    thrown !== null &&
    "code" in thrown &&
    typeof thrown.code === "string" &&
    "detail" in thrown &&
    typeof thrown.detail === "object" &&
    thrown.detail !== null
  );
}
