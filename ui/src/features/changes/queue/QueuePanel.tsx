import { dayWords, holderName, holderNote, productName, teamName, useWords } from "@/change";
import { instantWords } from "@/change/run";
import type { QueuedView } from "@/platform";
import { Button, Callout, DetailsPanel, FactList, ProductTile } from "@/ui";
import styles from "../Changes.module.css";
import { countdownWords, queuedWords } from "./words";

export interface QueuePanelProps {
  entry: QueuedView;
  onClose: () => void;
  onPostpone: () => void;
  onRemove: () => void;
}

/** One queued revocation: from whom, when, and whether it can be carried out. */
export function QueuePanel({ entry, onClose, onPostpone, onRemove }: QueuePanelProps) {
  const words = useWords();
  const { text } = words;
  const { tone, label, sentence } = queuedWords(words, entry);
  const { holder, team } = entry;
  return (
    <DetailsPanel
      label={text("queue.details.label")}
      tile={<ProductTile code={entry.product.code} size="large" />}
      title={productName(words, entry.product)}
      subtitle={entry.license}
      closeLabel={text("licenses.details.close")}
      onClose={onClose}
    >
      <Callout tone={tone} title={label}>
        {sentence}
      </Callout>
      <div className={styles.actions}>
        <Button onPress={onPostpone}>{text("queue.postpone")}</Button>
        <Button onPress={onRemove}>{text("queue.remove")}</Button>
      </div>
      <FactList
        facts={[
          {
            id: "holder",
            label: text("queue.column.holder"),
            value: holder ? holderName(words, holder) : text("licenses.holder.nobody"),
            note: holder ? holderNote(holder) : null,
          },
          {
            id: "day",
            label: text("queue.column.day"),
            value: dayWords(words, entry.dueOn),
            note: countdownWords(words, entry),
          },
          {
            id: "team",
            label: text("queue.column.team"),
            value: team ? teamName(words, team) : text("licenses.team.none"),
          },
          { id: "queued", label: text("queue.queuedAt"), value: instantWords(words, entry.queuedAt) },
        ]}
      />
    </DetailsPanel>
  );
}
