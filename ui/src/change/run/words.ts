import { accessName } from "@/access";
import type { MessageId } from "@/i18n";
import type { ActorView, Capability, ChangeSetView, ChangeSource, StepCounts, StepFilter } from "@/platform";
import type { Tone } from "@/ui";
import type { Words } from "../words/useWords";

/** What a change set does; "mixed" where it does more than one thing. */
export type Kind = Capability | "mixed";

export function kindOf(capabilities: readonly Capability[]): Kind {
  const [first, ...others] = capabilities;
  return first && others.length === 0 ? first : "mixed";
}

/** Steps that nothing more will come of, unless somebody asks. */
export function settledOf(counts: StepCounts): number {
  return counts.steps - counts.planned - counts.underWay;
}

/** While it is carried out. */
export function runningTitle({ text }: Words, kind: Kind, counts: StepCounts): string {
  return text("run.title.running", { kind, count: counts.steps });
}

/** What came of it, or what has come of it so far. */
export function resultTitle({ text }: Words, kind: Kind, counts: StepCounts): string {
  const { applied, steps, unknown } = counts;
  if (applied === 0) return text(unknown > 0 ? "run.title.needsCheck" : "run.title.nothing");
  if (applied < steps) return text("run.title.some", { kind, done: applied, total: steps });
  return text("run.title.all", { kind, count: steps });
}

/** What a change set does or did, in a line of a list. */
export function changeSetTitle(
  words: Words,
  set: Pick<ChangeSetView, "capabilities" | "counts" | "isRunning">,
) {
  const kind = kindOf(set.capabilities);
  if (set.isRunning) return runningTitle(words, kind, set.counts);
  if (set.counts.applied === 0) return words.text("run.title.was", { kind, count: set.counts.steps });
  return resultTitle(words, kind, set.counts);
}

interface GroupWords {
  filter: StepFilter;
  tone: Tone;
  label: MessageId;
}

const GROUPS: readonly GroupWords[] = [
  { filter: "applied", tone: "accent", label: "run.count.applied" },
  { filter: "rejected", tone: "wrong", label: "run.count.rejected" },
  { filter: "unknown", tone: "attention", label: "run.count.unknown" },
  { filter: "skipped", tone: "attention", label: "run.count.skipped" },
  { filter: "underWay", tone: "fact", label: "run.count.underWay" },
  { filter: "planned", tone: "neutral", label: "run.count.planned" },
];

/** How many steps stand where; what there is none of is left out. */
export function countWords({ text }: Words, counts: StepCounts) {
  return GROUPS.filter(({ filter }) => counts[filter] > 0).map(({ filter, tone, label }) => ({
    id: filter,
    tone,
    label: text(label, { count: counts[filter] }),
  }));
}

/** "23 Nov 2026, 14:05". */
export function instantWords({ intl }: Words, instant: string): string {
  return intl.formatDate(new Date(instant), { dateStyle: "medium", timeStyle: "short" });
}

/** "14:05:12", for what happened one after another. */
export function secondWords({ intl }: Words, instant: string): string {
  return intl.formatTime(new Date(instant), { timeStyle: "medium" });
}

/** What a change set was made of. `origin` is when the one was confirmed that it repeats or undoes. */
export function sourceWords(words: Words, source: ChangeSource, origin: string | null): string {
  const { text } = words;
  switch (source.kind) {
    case "license":
      return text("run.source.license");
    case "selection":
      return text("run.source.selection");
    case "list":
      return source.name ? text("run.source.list", { name: source.name }) : text("run.source.pasted");
    case "repeat":
      return origin === null
        ? text("run.source.repeat")
        : text("run.source.repeatOf", { time: instantWords(words, origin) });
    case "undo":
      return origin === null
        ? text("run.source.undo")
        : text("run.source.undoOf", { time: instantWords(words, origin) });
    case "queue":
      return text(source.byItself ? "run.source.queueByItself" : "run.source.queue");
  }
}

/** With which token: its role, and whose it is. */
export function actorWords({ text }: Words, actor: ActorView) {
  return { role: accessName(text, actor), name: actor.name };
}
