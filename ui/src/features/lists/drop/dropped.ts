/** What was let go over the window: a file, or something that can't be taken. */
export type Dropped = { kind: "file"; file: File } | { kind: "several"; count: number } | { kind: "folder" };

/** Whether files are dragged, not a part of the page or a text. */
export function hasFiles(event: DragEvent): event is DragEvent & { dataTransfer: DataTransfer } {
  return event.dataTransfer?.types.includes("Files") ?? false;
}

/** What was dropped. To be asked at once: the browser forgets it when the event is over. */
export function droppedIn({ files, items }: DataTransfer): Dropped | null {
  const [file] = files;
  if (!file) return null;
  if (files.length > 1) return { kind: "several", count: files.length };
  return items[0]?.webkitGetAsEntry?.()?.isDirectory ? { kind: "folder" } : { kind: "file", file };
}
