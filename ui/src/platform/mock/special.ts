import type { AccessKind, Problem, StepStateView } from "../bindings";
import { problem } from "../platform";

/**
 * Inputs that make the stand-in fail on purpose, so that every failure can be seen by hand. All customer codes
 * but these are taken, and all tokens but "wrong".
 */
export function failureOfCustomerCode(code: string): Problem | null {
  const status = { status: Number(code) };
  switch (code) {
    case "401":
      return rejectedToken();
    case "403":
      return problem("accessRefused", {
        ...status,
        vendorCode: "INSUFFICIENT_PERMISSIONS",
        text: "Missing View permission on customer 403",
      });
    case "429":
      return problem("rateLimited", { ...status, waitSeconds: 90 });
    case "500":
      return problem("vendorUnavailable", { ...status, text: "Internal Server Error" });
    case "1001":
      return problem("dnsFailed", { text: "failed to lookup address information" });
    case "1002":
      return problem("connectFailed", { text: "connection refused" });
    case "1003":
      return problem("tlsFailed", { text: "invalid peer certificate: UnknownIssuer" });
    case "1004":
      return problem("proxyFailed", { status: 407, text: "Proxy Authentication Required" });
    case "1005":
      return problem("captivePortal", { status: 200, text: "text/html" });
    case "1006":
      return problem("timedOut");
    case "1007":
      return problem("interrupted", { text: "connection reset by peer" });
    case "1008":
      return problem("answerUnreadable", { status: 200, text: "expected value at line 1 column 1" });
    case "3001":
      return problem("storeFull", { text: "database or disk is full" });
    default:
      return null;
  }
}

/** Customer codes whose token can't be put into the keychain. */
export function failureOfKeychain(code: string): Problem | null {
  switch (code) {
    case "2001":
      return problem("keychainAbsent", { text: "org.freedesktop.secrets was not provided" });
    case "2002":
      return problem("keychainLocked");
    case "2003":
      return problem("keychainDenied");
    case "2004":
      return problem("keychainNotAnswering");
    case "2005":
      return problem("keychainFailed", { text: "the collection is read-only" });
    default:
      return null;
  }
}

/** What the vendor says to a wrong token. */
export function rejectedToken(): Problem {
  return problem("tokenRejected", {
    status: 401,
    vendorCode: "INVALID_TOKEN",
    text: "The token provided is invalid",
  });
}

/** Tokens that start with these words are of that kind; all others of an organization administrator. */
export function kindOfToken(token: string): AccessKind {
  if (token.startsWith("viewer")) return "organizationViewer";
  if (token.startsWith("contact")) return "primaryContact";
  if (token.startsWith("teamadmin")) return "teamAdmin";
  if (token.startsWith("teamviewer")) return "teamViewer";
  return token.startsWith("other") ? "other" : "organizationAdmin";
}

/** What a step comes to for an e-mail that starts with one of these words; `applied` for all others. */
export function outcomeOfEmail(email: string): StepStateView {
  switch (email.split("@")[0]) {
    case "taken":
      return rejected(problem("licenseTaken", refusal("ALLOCATED")));
    case "expired":
      return rejected(problem("licenseExpired", refusal("EXPIRED_WITHOUT_FALLBACK")));
    case "refused":
      return rejected(problem("emailInvalid", refusal(email)));
    case "forbidden":
      return rejected(problem("accessRefused", { status: 403, vendorCode: "INSUFFICIENT_PERMISSIONS" }));
    case "odd":
      return rejected(
        problem("vendorRefused", { status: 400, vendorCode: "SOMETHING_NEW", text: "This is new." }),
      );
    case "unknown":
      return { kind: "unknown" };
    case "lost":
      return { kind: "notApplied" };
    case "slow":
      return { kind: "applied", readBack: true };
    case "changed":
      return { kind: "holderChanged" };
    case "stale":
      return { kind: "stale", obstacle: { kind: "alreadyAssigned" } };
    case "leftout":
      return { kind: "leftOut" };
    case "unreadable":
      return { kind: "unreadable", problem: problem("timedOut") };
    default:
      return { kind: "applied", readBack: false };
  }
}

/** What happens instead of an answer. */
export type Interruption =
  | { kind: "stop"; problem: Problem }
  | { kind: "pause"; problem: Problem }
  | { kind: "wait" };

/** What happens to a run at an e-mail that starts with one of these words. */
export function interruptionOfEmail(email: string): Interruption | null {
  switch (email.split("@")[0]) {
    case "stop":
      return { kind: "stop", problem: rejectedToken() };
    case "nonetwork":
      return { kind: "pause", problem: problem("connectFailed", { text: "connection refused" }) };
    case "wait":
      return { kind: "wait" };
    default:
      return null;
  }
}

/** Files that can't be read, by how their names begin. */
export function failureOfFile(name: string): Problem | null {
  const end = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  if (end === "xls") return problem("listUnsupported", { text: "oldWorkbook" });
  if (end === "pdf") return problem("listUnsupported", { text: "pdf" });
  if (end === "exe" || end === "png") return problem("listBinary");
  switch (name.split(".")[0]) {
    case "locked":
      return problem("listLocked");
    case "damaged":
      return problem("listDamaged", { text: "the central directory is missing" });
    case "huge":
      return problem("listTooLarge", { text: "200000 rows" });
    case "quote":
      return problem("listQuoteOpen", { text: "3" });
    default:
      return null;
  }
}

function refusal(text: string) {
  return { status: 400, text };
}

function rejected(cause: Problem): StepStateView {
  return { kind: "rejected", problem: cause };
}
