import { useMemo, useState } from "react";
import { useText } from "@/i18n";
import type { LicenseId, QueuedView } from "@/platform";
import type { GridSelection } from "@/ui";

/** Which queued revocations are selected. Those that left the queue are not any more. */
export function useQueueSelection(entries: readonly QueuedView[]) {
  const text = useText();
  const [chosen, setChosen] = useState<ReadonlySet<LicenseId>>(new Set());
  const selected = useMemo(() => entries.filter(({ license }) => chosen.has(license)), [entries, chosen]);
  const grid = useMemo<GridSelection<QueuedView>>(() => {
    const change = (some: readonly QueuedView[], isIn: boolean) =>
      setChosen((before) => {
        const next = new Set(before);
        for (const { license } of some) {
          if (isIn) next.add(license);
          else next.delete(license);
        }
        return next;
      });
    return {
      isSelected: ({ license }) => chosen.has(license),
      toggle: (entry) => change([entry], !chosen.has(entry.license)),
      setRange: (first, last, isIn) => change(entries.slice(first, last + 1), isIn),
      setAll: (isIn) => change(entries, isIn),
      allState: selected.length === 0 ? "none" : selected.length === entries.length ? "all" : "some",
      rowLabel: ({ license }) => text("queue.select", { license }),
      allLabel: text("queue.selectAll"),
    };
  }, [entries, chosen, selected, text]);
  return { selected, grid, clear: () => setChosen(new Set()) };
}
