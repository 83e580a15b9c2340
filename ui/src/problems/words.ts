import type { MessageId, TextValues } from "@/i18n";
import type { AnyProblem } from "@/platform";
import { changeWords } from "./changeWords";

/** What can be done about a problem by pressing a button. */
export type ProblemAction =
  | "retry"
  | "refresh"
  | "enterToken"
  | "vendorConsole"
  | "retryKeychain"
  | "keepForThisRun";

/** A problem in words. */
export interface ProblemWords {
  /** "wrong": it failed. "attention": it can be put right, or waits. "fact": nothing is wrong. */
  tone: "wrong" | "attention" | "fact";
  /** What happened. */
  title: MessageId;
  /** Why. */
  why: MessageId;
  /** What to do next. */
  next: MessageId;
  /** Buttons that help, the best first; shown where the page can carry them out. */
  actions: readonly ProblemAction[];
}

/** The words for every problem that exists. A code without words does not pass the type check. */
const words: Readonly<Record<AnyProblem["code"], ProblemWords>> = {
  viewNameEmpty: {
    tone: "wrong",
    title: "problem.viewNameEmpty.title",
    why: "problem.viewNameEmpty.why",
    next: "problem.viewNameEmpty.next",
    actions: [],
  },
  customerCodeInvalid: {
    tone: "wrong",
    title: "problem.customerCodeInvalid.title",
    why: "problem.customerCodeInvalid.why",
    next: "problem.customerCodeInvalid.next",
    actions: [],
  },
  tokenEmpty: {
    tone: "wrong",
    title: "problem.tokenEmpty.title",
    why: "problem.tokenEmpty.why",
    next: "problem.tokenEmpty.next",
    actions: [],
  },
  tokenRejected: {
    tone: "wrong",
    title: "problem.tokenRejected.title",
    why: "problem.tokenRejected.why",
    next: "problem.tokenRejected.next",
    actions: ["enterToken", "vendorConsole"],
  },
  accessRefused: {
    tone: "wrong",
    title: "problem.accessRefused.title",
    why: "problem.accessRefused.why",
    next: "problem.accessRefused.next",
    actions: ["retry", "vendorConsole"],
  },
  teamMismatch: {
    tone: "wrong",
    title: "problem.teamMismatch.title",
    why: "problem.teamMismatch.why",
    next: "problem.teamMismatch.next",
    actions: [],
  },
  tokenKindMismatch: {
    tone: "wrong",
    title: "problem.tokenKindMismatch.title",
    why: "problem.tokenKindMismatch.why",
    next: "problem.tokenKindMismatch.next",
    actions: [],
  },
  dnsFailed: {
    tone: "attention",
    title: "problem.dnsFailed.title",
    why: "problem.dnsFailed.why",
    next: "problem.dnsFailed.next",
    actions: ["retry"],
  },
  connectFailed: {
    tone: "attention",
    title: "problem.connectFailed.title",
    why: "problem.connectFailed.why",
    next: "problem.connectFailed.next",
    actions: ["retry"],
  },
  tlsFailed: {
    tone: "wrong",
    title: "problem.tlsFailed.title",
    why: "problem.tlsFailed.why",
    next: "problem.tlsFailed.next",
    actions: ["retry"],
  },
  proxyFailed: {
    tone: "attention",
    title: "problem.proxyFailed.title",
    why: "problem.proxyFailed.why",
    next: "problem.proxyFailed.next",
    actions: ["retry"],
  },
  captivePortal: {
    tone: "attention",
    title: "problem.captivePortal.title",
    why: "problem.captivePortal.why",
    next: "problem.captivePortal.next",
    actions: ["retry"],
  },
  timedOut: {
    tone: "attention",
    title: "problem.timedOut.title",
    why: "problem.timedOut.why",
    next: "problem.timedOut.next",
    actions: ["retry"],
  },
  interrupted: {
    tone: "attention",
    title: "problem.interrupted.title",
    why: "problem.interrupted.why",
    next: "problem.interrupted.next",
    actions: ["retry"],
  },
  rateLimited: {
    tone: "attention",
    title: "problem.rateLimited.title",
    why: "problem.rateLimited.why",
    next: "problem.rateLimited.next",
    actions: ["retry"],
  },
  vendorUnavailable: {
    tone: "attention",
    title: "problem.vendorUnavailable.title",
    why: "problem.vendorUnavailable.why",
    next: "problem.vendorUnavailable.next",
    actions: ["retry"],
  },
  answerUnreadable: {
    tone: "wrong",
    title: "problem.answerUnreadable.title",
    why: "problem.answerUnreadable.why",
    next: "problem.answerUnreadable.next",
    actions: ["retry"],
  },
  listShifted: {
    tone: "attention",
    title: "problem.listShifted.title",
    why: "problem.listShifted.why",
    next: "problem.listShifted.next",
    actions: ["retry"],
  },
  vendorRefused: {
    tone: "wrong",
    title: "problem.vendorRefused.title",
    why: "problem.vendorRefused.why",
    next: "problem.vendorRefused.next",
    actions: ["vendorConsole"],
  },
  licenseNotFound: {
    tone: "wrong",
    title: "problem.licenseNotFound.title",
    why: "problem.licenseNotFound.why",
    next: "problem.licenseNotFound.next",
    actions: ["refresh"],
  },
  teamNotFound: {
    tone: "wrong",
    title: "problem.teamNotFound.title",
    why: "problem.teamNotFound.why",
    next: "problem.teamNotFound.next",
    actions: ["refresh"],
  },
  productNotFound: {
    tone: "wrong",
    title: "problem.productNotFound.title",
    why: "problem.productNotFound.why",
    next: "problem.productNotFound.next",
    actions: ["refresh"],
  },
  noAvailableLicense: {
    tone: "attention",
    title: "problem.noAvailableLicense.title",
    why: "problem.noAvailableLicense.why",
    next: "problem.noAvailableLicense.next",
    actions: [],
  },
  licenseTaken: {
    tone: "attention",
    title: "problem.licenseTaken.title",
    why: "problem.licenseTaken.why",
    next: "problem.licenseTaken.next",
    actions: ["refresh"],
  },
  licenseExpired: {
    tone: "wrong",
    title: "problem.licenseExpired.title",
    why: "problem.licenseExpired.why",
    next: "problem.licenseExpired.next",
    actions: ["vendorConsole"],
  },
  licenseNotPerUser: {
    tone: "wrong",
    title: "problem.licenseNotPerUser.title",
    why: "problem.licenseNotPerUser.why",
    next: "problem.licenseNotPerUser.next",
    actions: [],
  },
  recentlyAssigned: {
    tone: "attention",
    title: "problem.recentlyAssigned.title",
    why: "problem.recentlyAssigned.why",
    next: "problem.recentlyAssigned.next",
    actions: ["vendorConsole"],
  },
  emailInvalid: {
    tone: "wrong",
    title: "problem.emailInvalid.title",
    why: "problem.emailInvalid.why",
    next: "problem.emailInvalid.next",
    actions: [],
  },
  firstNameInvalid: {
    tone: "wrong",
    title: "problem.firstNameInvalid.title",
    why: "problem.firstNameInvalid.why",
    next: "problem.firstNameInvalid.next",
    actions: [],
  },
  lastNameInvalid: {
    tone: "wrong",
    title: "problem.lastNameInvalid.title",
    why: "problem.lastNameInvalid.why",
    next: "problem.lastNameInvalid.next",
    actions: [],
  },
  nameRefused: {
    tone: "wrong",
    title: "problem.nameRefused.title",
    why: "problem.nameRefused.why",
    next: "problem.nameRefused.next",
    actions: [],
  },
  keychainAbsent: {
    tone: "attention",
    title: "problem.keychainAbsent.title",
    why: "problem.keychainAbsent.why",
    next: "problem.keychainAbsent.next",
    actions: ["retryKeychain", "keepForThisRun"],
  },
  keychainLocked: {
    tone: "attention",
    title: "problem.keychainLocked.title",
    why: "problem.keychainLocked.why",
    next: "problem.keychainLocked.next",
    actions: ["retryKeychain", "keepForThisRun"],
  },
  keychainDenied: {
    tone: "attention",
    title: "problem.keychainDenied.title",
    why: "problem.keychainDenied.why",
    next: "problem.keychainDenied.next",
    actions: ["retryKeychain", "keepForThisRun"],
  },
  keychainNotAnswering: {
    tone: "attention",
    title: "problem.keychainNotAnswering.title",
    why: "problem.keychainNotAnswering.why",
    next: "problem.keychainNotAnswering.next",
    actions: ["retryKeychain", "keepForThisRun"],
  },
  keychainFailed: {
    tone: "attention",
    title: "problem.keychainFailed.title",
    why: "problem.keychainFailed.why",
    next: "problem.keychainFailed.next",
    actions: ["retryKeychain", "keepForThisRun"],
  },
  tokenMissing: {
    tone: "attention",
    title: "problem.tokenMissing.title",
    why: "problem.tokenMissing.why",
    next: "problem.tokenMissing.next",
    actions: ["enterToken"],
  },
  clipboardEmpty: {
    tone: "attention",
    title: "problem.clipboardEmpty.title",
    why: "problem.clipboardEmpty.why",
    next: "problem.clipboardEmpty.next",
    actions: [],
  },
  clipboardUnavailable: {
    tone: "attention",
    title: "problem.clipboardUnavailable.title",
    why: "problem.clipboardUnavailable.why",
    next: "problem.clipboardUnavailable.next",
    actions: [],
  },
  storeDamaged: {
    tone: "attention",
    title: "problem.storeDamaged.title",
    why: "problem.storeDamaged.why",
    next: "problem.storeDamaged.next",
    actions: [],
  },
  storeFailed: {
    tone: "wrong",
    title: "problem.storeFailed.title",
    why: "problem.storeFailed.why",
    next: "problem.storeFailed.next",
    actions: ["retry"],
  },
  storeFull: {
    tone: "wrong",
    title: "problem.storeFull.title",
    why: "problem.storeFull.why",
    next: "problem.storeFull.next",
    actions: ["retry"],
  },
  storeNewer: {
    tone: "attention",
    title: "problem.storeNewer.title",
    why: "problem.storeNewer.why",
    next: "problem.storeNewer.next",
    actions: [],
  },
  noOrganization: {
    tone: "fact",
    title: "problem.noOrganization.title",
    why: "problem.noOrganization.why",
    next: "problem.noOrganization.next",
    actions: ["enterToken"],
  },
  organizationUnknown: {
    tone: "attention",
    title: "problem.organizationUnknown.title",
    why: "problem.organizationUnknown.why",
    next: "problem.organizationUnknown.next",
    actions: [],
  },
  demoFailed: {
    tone: "wrong",
    title: "problem.demoFailed.title",
    why: "problem.demoFailed.why",
    next: "problem.demoFailed.next",
    actions: ["retry"],
  },
  linkFailed: {
    tone: "attention",
    title: "problem.linkFailed.title",
    why: "problem.linkFailed.why",
    next: "problem.linkFailed.next",
    actions: [],
  },
  ...changeWords,
  unexpected: {
    tone: "wrong",
    title: "problem.unexpected.title",
    why: "problem.unexpected.why",
    next: "problem.unexpected.next",
    actions: ["retry"],
  },
};

/** The facts that some of the words name; to be given with them. */
export function problemValues({ detail }: AnyProblem): TextValues {
  return { detail: detail.text ?? "" };
}

/** Every code that has words. */
export const codes = Object.keys(words) as AnyProblem["code"][];

/** The words for a problem; a code newer than this table has those of the unexpected. */
export function wordsFor(problem: AnyProblem): ProblemWords {
  return words[problem.code] ?? words.unexpected;
}
