import { useWords } from "@/change";
import { MomentText, Text } from "@/i18n";
import type { HistoryEntry } from "@/platform";
import { historyWords } from "../words/history";
import styles from "./LicensePanel.module.css";

/** What happened to a license as far as it was seen from here, newest first. */
export function History({ entries }: { entries: readonly HistoryEntry[] }) {
  const words = useWords();
  if (entries.length === 0) return <p className={styles.note}>{words.text("licenses.history.empty")}</p>;
  return (
    <ol className={styles.timeline} data-selectable>
      {entries.map((entry, index) => (
        // Two entries can be alike, and the list only ever grows at its start.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={entries.length - index} className={styles.event} data-by-app={entry.byApp ? "" : undefined}>
          <div>{historyWords(words, entry.event)}</div>
          <div className={styles.note}>
            <Text
              id={entry.byApp ? "licenses.history.byApp" : "licenses.history.seenFromHere"}
              values={{ when: <MomentText instant={entry.at} /> }}
            />
          </div>
        </li>
      ))}
    </ol>
  );
}
