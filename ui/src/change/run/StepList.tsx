import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef } from "react";
import type { StepView } from "@/platform";
import { Skeleton } from "@/ui";
import styles from "./StepList.module.css";
import { StepRow } from "./StepRow";

export interface StepListProps {
  label: string;
  total: number;
  /** The step at a place; undefined while it is not read. */
  getStep: (index: number) => StepView | undefined;
  /** Which places are in sight or close to it. */
  onRangeChange: (first: number, last: number) => void;
  /** What the list answers to: when it is another one, it starts from its top. */
  content: string;
  /** The set does more than one thing, so that each step has to say which. */
  isMixed: boolean;
  /** As high as what it stands in, instead of as high as its rows. */
  isFilling?: boolean | undefined;
  /** A link leads away from here. */
  onLeave?: (() => void) | undefined;
}

/** A step that says all in its label. What is another height is measured, and all below it moves: that takes time. */
const USUAL_HEIGHT = 54;
const OVERSCAN = 8;
/** Where there is little room, so much of the list can be seen, and what is around it scrolls. */
const LEAST_HEIGHT = 220;

/** Per step what became of it and why, in plain words. Only those in sight exist, and each has its own height. */
export function StepList(props: StepListProps) {
  const { label, total, getStep, content } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => USUAL_HEIGHT,
    getItemKey: (index) => `${content} ${index}`,
    overscan: OVERSCAN,
  });
  useRangeReport(virtualizer.range, total, props.onRangeChange);
  useLayoutEffect(() => {
    if (scroller.current) scroller.current.scrollTop = 0;
    // oxlint-disable-next-line react/exhaustive-deps -- only other content starts from the top
  }, [content]);
  return (
    // A list that scrolls has to be reached by the keyboard, even where nothing in it can be pressed.
    <div
      ref={scroller}
      className={styles.scroller}
      role="region"
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      data-filling={props.isFilling ? "" : undefined}
      style={{ minHeight: Math.min(LEAST_HEIGHT, virtualizer.getTotalSize()) }}
    >
      <ul className={styles.list} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const step = getStep(item.index);
          return (
            <li
              key={item.key}
              ref={virtualizer.measureElement}
              data-index={item.index}
              className={styles.row}
              style={{ transform: `translateY(${item.start}px)` }}
              aria-setsize={total}
              aria-posinset={item.index + 1}
            >
              {step ? (
                <StepRow step={step} isMixed={props.isMixed} onLeave={props.onLeave} />
              ) : (
                <Skeleton width="60%" height={36} />
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function useRangeReport(
  range: { startIndex: number; endIndex: number } | null,
  total: number,
  onRangeChange: StepListProps["onRangeChange"],
) {
  const first = range ? Math.max(0, range.startIndex - OVERSCAN) : -1;
  const last = range ? Math.min(total - 1, range.endIndex + OVERSCAN) : -1;
  useEffect(() => {
    if (first >= 0 && last >= first) onRangeChange(first, last);
  }, [first, last, onRangeChange]);
}
