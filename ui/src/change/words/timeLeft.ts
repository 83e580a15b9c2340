import type { Words } from "./useWords";

/** Nobody can tell to the second: it is said in steps of five, and in minutes from a minute on. */
const STEP = 5;

/** How long it will take: "About 20 seconds left"; empty while nobody can tell. */
export function timeLeftWords({ text }: Pick<Words, "text">, secondsLeft: number | null): string {
  if (secondsLeft === null) return "";
  if (secondsLeft < STEP) return text("sync.left.moment");
  const seconds = Math.ceil(secondsLeft / STEP) * STEP;
  if (seconds < 60) return text("sync.left.seconds", { seconds });
  return text("sync.left.minutes", { minutes: Math.round(secondsLeft / 60) || 1 });
}
