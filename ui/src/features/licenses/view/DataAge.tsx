import { useCountdown, useWords } from "@/change";
import { MomentText, Text, useText } from "@/i18n";
import type { SyncProgress, SyncView } from "@/platform";
import { readWords, syncNotes } from "../words/sync";
import styles from "./DataAge.module.css";

/** How old what is shown is, always; beside it how far the reading of what is newer is. */
export function DataAge({ sync }: { sync: SyncView }) {
  const text = useText();
  return (
    <span className={styles.age}>
      {sync.lastSyncedAt === null ? (
        text("sync.never")
      ) : (
        <Text id="licenses.status.age" values={{ when: <MomentText instant={sync.lastSyncedAt} /> }} />
      )}
      {/* The first time the table itself says it. */}
      {sync.running && sync.lastSyncedAt !== null && <Reading running={sync.running} />}
    </span>
  );
}

function Reading({ running }: { running: SyncProgress }) {
  const words = useWords();
  const waiting = useCountdown(running);
  const parts = [
    words.text("licenses.status.reading", { count: readWords(words, running) }),
    ...syncNotes(words, running, waiting),
  ];
  return parts.map((part) => (
    <span key={part} className={styles.part}>
      {part}
    </span>
  ));
}
