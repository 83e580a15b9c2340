import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useRef } from "react";
import type { LicenseId, Product } from "@/platform";
import { Badge, Checkbox, ProductTile, type Tone, TwoLines } from "@/ui";
import styles from "./ChangeList.module.css";
import { ConsoleLink } from "../ConsoleLink";

/** One license in a plan or in its result. */
export interface ChangeListRow {
  license: LicenseId;
  product: Product | null;
  person: string;
  /** Product and id. */
  note: string;
  badge: { tone: Tone; icon?: ReactNode; label: string };
  sentences: readonly { text: string; isAttention?: boolean }[];
  needsConsole: boolean;
  /** The box to take it out of the plan; nothing where there is nothing to take out. */
  include?: { label: string; isSelected: boolean; onChange: (included: boolean) => void } | undefined;
}

const USUAL_HEIGHT = 57;

/** Per license what happens and why, in plain words. Only the rows in sight exist, and each has its own height. */
export function ChangeList({ label, rows }: { label: string; rows: readonly ChangeListRow[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => USUAL_HEIGHT,
    getItemKey: (index) => rows[index]?.license ?? index,
    overscan: 8,
  });
  const hasBoxes = rows.some((row) => row.include);
  return (
    // A list that scrolls has to be reached by the keyboard, even where nothing in it can be pressed.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div ref={scroller} className={styles.scroller} role="region" aria-label={label} tabIndex={0}>
      <ul
        className={styles.list}
        style={{ height: virtualizer.getTotalSize() }}
        data-boxes={hasBoxes ? "" : undefined}
      >
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          return (
            <li
              key={item.key}
              ref={virtualizer.measureElement}
              data-index={item.index}
              className={styles.row}
              style={{ transform: `translateY(${item.start}px)` }}
              aria-setsize={rows.length}
              aria-posinset={item.index + 1}
            >
              <ChangeRow row={row} hasBoxes={hasBoxes} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function ChangeRow({ row, hasBoxes }: { row: ChangeListRow; hasBoxes: boolean }) {
  return (
    <>
      {hasBoxes && (
        <div className={styles.box}>
          {row.include && (
            <Checkbox isSelected={row.include.isSelected} onChange={row.include.onChange}>
              <span className="visually-hidden">{row.include.label}</span>
            </Checkbox>
          )}
        </div>
      )}
      <div className={styles.who}>
        <TwoLines
          leading={<ProductTile code={row.product?.code ?? "?"} />}
          primary={row.person}
          secondary={row.note}
          title={`${row.person}\n${row.note}`}
        />
      </div>
      <div className={styles.verdict}>
        <Badge tone={row.badge.tone} icon={row.badge.icon}>
          {row.badge.label}
        </Badge>
      </div>
      {(row.sentences.length > 0 || row.needsConsole) && (
        <div className={styles.why} data-selectable>
          {row.sentences.map(({ text, isAttention }) => (
            <p key={text} data-attention={isAttention ? "" : undefined}>
              {text}
            </p>
          ))}
          {row.needsConsole && <ConsoleLink />}
        </div>
      )}
    </>
  );
}
