import type { Words } from "@/change";
import type { SyncProgress } from "@/platform";

type SyncWords = Pick<Words, "text" | "intl">;

/** How much has been read: "12,400 of 100,000". */
export function readWords({ text, intl }: SyncWords, { read, total }: SyncProgress): string {
  const done = intl.formatNumber(read);
  if (total === null) return text("sync.read", { read: done });
  return text("sync.readOf", { read: done, total: intl.formatNumber(total) });
}

/** Nobody can tell to the second: it is said in steps of five, and in minutes from a minute on. */
const STEP = 5;

/** How long it will take: "About 20 seconds left"; empty while nobody can tell. */
export function timeLeftWords({ text }: SyncWords, { secondsLeft }: SyncProgress): string {
  if (secondsLeft === null) return "";
  if (secondsLeft < STEP) return text("sync.left.moment");
  const seconds = Math.ceil(secondsLeft / STEP) * STEP;
  if (seconds < 60) return text("sync.left.seconds", { seconds });
  return text("sync.left.minutes", { minutes: Math.round(secondsLeft / 60) || 1 });
}

/** What is under way beside the count, as sentences: waiting or time left, and whether it began anew. */
export function syncNotes(words: SyncWords, progress: SyncProgress, waiting: number | null): string[] {
  const first =
    waiting === null ? timeLeftWords(words, progress) : words.text("sync.waitingMeans", { seconds: waiting });
  const again = progress.restarts > 0 ? words.text("sync.restarted") : "";
  return [first, again].filter(Boolean);
}
