import { timeLeftWords, type Words } from "@/change";
import type { SyncProgress } from "@/platform";

type SyncWords = Pick<Words, "text" | "intl">;

/** How much has been read: "12,400 of 100,000". */
export function readWords({ text, intl }: SyncWords, { read, total }: SyncProgress): string {
  const done = intl.formatNumber(read);
  if (total === null) return text("sync.read", { read: done });
  return text("sync.readOf", { read: done, total: intl.formatNumber(total) });
}

/** What is under way beside the count, as sentences: waiting or time left, and whether it began anew. */
export function syncNotes(words: SyncWords, progress: SyncProgress, waiting: number | null): string[] {
  const first =
    waiting === null
      ? timeLeftWords(words, progress.secondsLeft)
      : words.text("sync.waitingMeans", { seconds: waiting });
  const again = progress.restarts > 0 ? words.text("sync.restarted") : "";
  return [first, again].filter(Boolean);
}
