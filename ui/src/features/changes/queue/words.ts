import { dayWords, distanceWords, obstacleWords, type Words } from "@/change";
import type { QueuedView } from "@/platform";
import type { Tone } from "@/ui";

/** Where a queued revocation stands. */
export interface QueuedWords {
  tone: Tone;
  label: string;
  /** What it means where the label does not say it all. */
  sentence: string | null;
}

/** Where a queued revocation stands, in a word or two and a sentence. */
export function queuedWords(words: Words, entry: QueuedView): QueuedWords {
  const { text } = words;
  if (entry.step) {
    const { isLeft } = entry.step;
    return {
      tone: isLeft ? "attention" : "accent",
      label: text(isLeft ? "queue.state.left" : "queue.state.underWay"),
      sentence: isLeft ? text("queue.state.leftMeans") : null,
    };
  }
  if (entry.holderChanged) {
    return {
      tone: "wrong",
      label: text("queue.state.holderChanged"),
      sentence: text("queue.state.holderChangedMeans"),
    };
  }
  if (entry.obstacle) {
    return {
      tone: "wrong",
      label: text("queue.state.obstacle"),
      sentence: obstacleWords(words, entry.obstacle),
    };
  }
  if (entry.isDue)
    return { tone: "attention", label: text("queue.state.due"), sentence: text("queue.state.dueMeans") };
  return {
    tone: "neutral",
    label: text("queue.state.waiting"),
    sentence: text("queue.state.waitingMeans", { day: dayWords(words, entry.dueOn) }),
  };
}

/** "in 12 days"; that it is due says another word. */
export function countdownWords(words: Words, entry: QueuedView): string {
  return entry.isDue
    ? words.text("queue.dueSince", { distance: distanceWords(words, entry.dueOn) })
    : distanceWords(words, entry.dueOn);
}
