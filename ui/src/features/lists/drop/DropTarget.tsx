import { FileDown } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { useText } from "@/i18n";
import { type Dropped, droppedIn, hasFiles } from "./dropped";
import styles from "./DropTarget.module.css";

/**
 * Browsers tell every third of a second that something is still being dragged over the page, and not all of them tell
 * reliably that it left: milliseconds.
 */
const LEFT = 700;

/** Marks the dialog over which files may be dropped; over any other one they may not. */
export const takesFiles = { "data-takes-files": "" } as const;

/** Takes files that are dropped anywhere on the window, and says so while they are dragged over it. */
export function DropTarget({ onDrop }: { onDrop: (dropped: Dropped) => void }) {
  const text = useText();
  const isOver = useFileDrop(onDrop);
  if (!isOver) return null;
  return (
    <div className={styles.overlay} data-testid="drop-overlay">
      <div className={styles.words}>
        <FileDown size={28} aria-hidden />
        <strong>{text("lists.drop")}</strong>
        <span>{text("lists.drop.kinds")}</span>
      </div>
    </div>
  );
}

function useFileDrop(onDrop: (dropped: Dropped) => void): boolean {
  const [isOver, setOver] = useState(false);
  const drop = useEffectEvent(onDrop);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      // Without this the window would show the file instead of the page.
      event.preventDefault();
      const isTaken = !isElsewhere();
      event.dataTransfer.dropEffect = isTaken ? "copy" : "none";
      setOver(isTaken);
      clearTimeout(timer);
      timer = setTimeout(() => setOver(false), LEFT);
    };
    const dropped = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      clearTimeout(timer);
      setOver(false);
      const found = isElsewhere() ? null : droppedIn(event.dataTransfer);
      if (found) drop(found);
    };
    window.addEventListener("dragover", over);
    window.addEventListener("drop", dropped);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("dragover", over);
      window.removeEventListener("drop", dropped);
    };
  }, []);
  return isOver;
}

/** A question that has to be answered first: what is dropped would lie behind it. */
function isElsewhere(): boolean {
  const dialogs = [...document.querySelectorAll('[role="dialog"], [role="alertdialog"]')];
  return dialogs.some((dialog) => !dialog.querySelector("[data-takes-files]"));
}
