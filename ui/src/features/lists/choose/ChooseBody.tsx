import { FileUp } from "lucide-react";
import { useEffect, useEffectEvent, useRef } from "react";
import { useText } from "@/i18n";
import { FileButton, Spinner, TextArea } from "@/ui";
import { Trouble } from "../Trouble";
import type { ListFlow } from "../useListFlow";
import styles from "./ChooseBody.module.css";

/** What can be read; everything else is told so by its content. */
const KINDS = ".csv,.tsv,.txt,.xlsx,.ods";

/** A place for a file, and one for text. */
export function ChooseBody({ flow }: { flow: ListFlow }) {
  const text = useText();
  const box = usePaste(flow);
  return (
    <div className={styles.body}>
      <Trouble flow={flow} />
      <div className={styles.zone}>
        {flow.isReading ? (
          <Spinner label={text("lists.reading")} />
        ) : (
          <FileUp size={24} aria-hidden className={styles.icon} />
        )}
        <p className={styles.drop}>{text("lists.dropHere")}</p>
        <FileButton accept={KINDS} onChoose={flow.readFile} variant="primary">
          {text("lists.chooseFile")}
        </FileButton>
        <p className={styles.kinds}>{text("lists.kinds")}</p>
      </div>
      <TextArea
        label={text("lists.paste")}
        help={text("lists.pasteHelp")}
        placeholder={text("lists.pasteExample")}
        value={flow.pasted}
        onChange={flow.setPasted}
        rows={4}
        inputRef={box}
      />
    </div>
  );
}

/** What is pasted anywhere in the dialog lands in the box; a file that is pasted is read like one that is dropped. */
function usePaste(flow: ListFlow) {
  const box = useRef<HTMLTextAreaElement>(null);
  const pasted = useEffectEvent((event: ClipboardEvent) => {
    const { clipboardData: data, target } = event;
    const dialog = box.current?.closest('[role="dialog"]');
    if (!data || !dialog || !(target instanceof Node) || !isAbout(dialog, target)) return;
    const [file] = data.files;
    if (file) {
      event.preventDefault();
      flow.readFile(file);
    } else if (target !== box.current) {
      event.preventDefault();
      flow.setPasted(data.getData("text/plain"));
      box.current?.focus();
    }
  });
  useEffect(() => {
    const listen = (event: ClipboardEvent) => pasted(event);
    document.addEventListener("paste", listen);
    return () => document.removeEventListener("paste", listen);
  }, []);
  return box;
}

/** Where nothing has the focus, the page as a whole is what was pasted into. */
function isAbout(dialog: Element, target: Node): boolean {
  return dialog.contains(target) || target === document.body;
}
