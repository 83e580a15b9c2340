import { type FocusEvent, type KeyboardEvent, useRef } from "react";
import type { LicenseRow, LicenseRows } from "@/platform";

const MOVES = new Set(["ArrowDown", "ArrowUp", "Home", "End", "PageDown", "PageUp"]);

/**
 * While details are open, they follow the row that the keys move to. Not the mouse: a click on a box selects,
 * and must not change what is shown.
 */
export function useShownByKeyboard(
  rows: LicenseRows,
  open: LicenseRow | null,
  onOpen: (row: LicenseRow) => void,
) {
  const isMoving = useRef(false);
  return {
    onKeyDownCapture: (event: KeyboardEvent) => {
      isMoving.current = MOVES.has(event.key);
    },
    onPointerDownCapture: () => {
      isMoving.current = false;
    },
    onFocus: (event: FocusEvent) => {
      if (!isMoving.current || !open) return;
      const place = (event.target as Element).closest<HTMLElement>("[data-index]");
      const row = place ? rows.getRow(Number(place.dataset.index)) : undefined;
      if (row && row.id !== open.id) onOpen(row);
    },
  };
}
