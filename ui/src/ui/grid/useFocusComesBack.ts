import { type RefObject, useEffect, useRef } from "react";

/** What the Tab key leads to in the rows. */
const ROW_OR_CELL = '[data-index][tabindex="0"], [data-index] > [tabindex="0"]';

/** What had the focus is gone with the panel or the dialog: the row of the table that it was about takes it. */
export function useFocusComesBack(table: RefObject<HTMLElement | null>, isAway: boolean): void {
  const wasAway = useRef(isAway);
  useEffect(() => {
    const cameBack = wasAway.current && !isAway;
    wasAway.current = isAway;
    if (!cameBack) return undefined;
    // A dialog gives the focus back by itself, a little later, where its button is still there.
    const timer = setTimeout(() => {
      if (document.activeElement !== document.body) return;
      table.current?.querySelector<HTMLElement>(ROW_OR_CELL)?.focus({ preventScroll: true });
    }, 60);
    return () => clearTimeout(timer);
  }, [isAway, table]);
}
