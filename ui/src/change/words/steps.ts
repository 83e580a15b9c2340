import type { MessageId } from "@/i18n";
import type { AnyProblem, Capability, StepStateView } from "@/platform";
import { problemValues, wordsFor } from "@/problems";
import type { Tone } from "@/ui";
import { obstacleWords } from "./obstacles";
import type { Words } from "./useWords";

/** What became of a step, as far as a summary tells it apart. */
export type StepGroup = "pending" | "done" | "refused" | "unchanged" | "notSent" | "unknown";

/** A step in words. */
export interface StepWords {
  group: StepGroup;
  tone: Tone;
  /** One or two words. */
  label: string;
  /** What it means and what to do next; nothing where the label says it all. */
  sentences: string[];
  /** Whether the vendor's console is the place to go on. */
  needsConsole: boolean;
}

const DONE: Readonly<Record<Capability, MessageId>> = {
  assign: "licenses.step.assigned",
  revoke: "licenses.step.revoked",
  transfer: "licenses.step.transferred",
};

const GROUPS: Readonly<Record<StepStateView["kind"], StepGroup>> = {
  planned: "pending",
  sending: "pending",
  checking: "pending",
  applied: "done",
  rejected: "refused",
  notApplied: "unchanged",
  leftOut: "refused",
  stale: "notSent",
  holderChanged: "notSent",
  unreadable: "notSent",
  stopped: "notSent",
  canceled: "notSent",
  unknown: "unknown",
};

const TONES: Readonly<Record<StepGroup, Tone>> = {
  pending: "neutral",
  done: "accent",
  refused: "wrong",
  unchanged: "attention",
  notSent: "attention",
  unknown: "attention",
};

export function stepGroup(state: StepStateView): StepGroup {
  return GROUPS[state.kind];
}

/** Where a step stands, why, and what to do next. */
export function stepWords(words: Words, state: StepStateView, capability: Capability): StepWords {
  const group = stepGroup(state);
  return {
    group,
    tone: state.kind === "sending" || state.kind === "checking" ? "fact" : TONES[group],
    label: labelOf(words, state, capability),
    sentences: sentencesOf(words, state),
    needsConsole:
      group === "unknown" ||
      (state.kind === "rejected" && wordsFor(state.problem).actions.includes("vendorConsole")) ||
      (state.kind === "stale" && state.obstacle.kind === "recentlyAssigned"),
  };
}

function labelOf({ text }: Words, state: StepStateView, capability: Capability): string {
  switch (state.kind) {
    case "planned":
      return text("licenses.step.waiting");
    case "sending":
      return text("licenses.step.sending");
    case "checking":
      return text("licenses.step.checking");
    case "applied":
      return text(DONE[capability]);
    case "rejected":
      return text("licenses.step.refused");
    case "leftOut":
      return text("licenses.step.notTransferred");
    case "notApplied":
      return text("licenses.step.notChanged");
    case "unknown":
      return text("licenses.step.needsCheck");
    default:
      return text("licenses.step.notSent");
  }
}

function sentencesOf(words: Words, state: StepStateView): string[] {
  const { text } = words;
  switch (state.kind) {
    case "planned":
    case "sending":
      return [];
    case "checking":
      return [text("licenses.step.checkingMeans")];
    case "applied":
      return state.readBack ? [text("licenses.step.readBackMeans")] : [];
    case "rejected":
      return problemSentences(words, state.problem);
    case "notApplied":
      return [text("licenses.step.notAppliedMeans")];
    case "leftOut":
      return [text("licenses.step.leftOutMeans")];
    case "stale":
      return [text("licenses.step.staleMeans"), obstacleWords(words, state.obstacle)];
    case "holderChanged":
      return [text("licenses.step.holderChangedMeans")];
    case "unreadable":
      return [
        text("licenses.step.unreadableMeans"),
        ...(state.problem ? problemSentences(words, state.problem) : []),
      ];
    case "stopped":
      return [text("licenses.step.stoppedMeans")];
    case "canceled":
      return [text("licenses.step.canceledMeans")];
    case "unknown":
      return [text("licenses.step.unknownMeans")];
  }
}

function problemSentences({ text }: Words, problem: AnyProblem): string[] {
  const { title, why, next } = wordsFor(problem);
  const values = problemValues(problem);
  const head = text("licenses.step.problem", { title: text(title), why: text(why, values) });
  // What the vendor said in words of its own is all there is to know where the app has none.
  const answer = problem.code === "vendorRefused" ? (problem.detail.text ?? problem.detail.vendorCode) : null;
  return [head, answer ? text("licenses.step.vendorSaid", { answer }) : text(next, values)];
}
