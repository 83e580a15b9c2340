import type { PlanView } from "@/platform";
import type { Words } from "../words/useWords";

/** Nobody can tell to the second: it is said in steps of five, in minutes from a minute on, and at last in hours. */
const STEP = 5;
const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** How long something takes: "about 2 minutes". */
export function durationWords({ text }: Pick<Words, "text">, seconds: number): string {
  if (seconds < STEP) return text("plan.takes.moment");
  const rounded = Math.ceil(seconds / STEP) * STEP;
  if (rounded < MINUTE) return text("plan.takes.seconds", { seconds: rounded });
  if (rounded < 1.5 * HOUR) return text("plan.takes.minutes", { minutes: Math.round(rounded / MINUTE) });
  return text("plan.takes.hours", { hours: Math.round(rounded / HOUR) });
}

/** How many calls are sent, and how long that takes. */
export function costWords(words: Pick<Words, "text">, { calls, seconds }: PlanView): string {
  return words.text("plan.cost", { calls, time: durationWords(words, seconds) });
}
