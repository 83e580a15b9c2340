import { Check, Copy } from "lucide-react";
import { useRef, useState } from "react";
import { useText } from "@/i18n";
import { Button } from "@/ui";
import styles from "./Guide.module.css";

/** What to do without the right to turn the API on: whom to ask, with the words to ask them. */
export function NotAnAdministrator() {
  const text = useText();
  const letter = useRef<HTMLTextAreaElement>(null);
  const [copied, setCopied] = useState<"yes" | "byHand" | null>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(letter.current?.value ?? "");
      setCopied("yes");
    } catch {
      // Where the system does not let the page write, the person copies what is selected.
      letter.current?.select();
      setCopied("byHand");
    }
  };
  return (
    <div className={styles.letterBox}>
      <p>{text("setup.ask.why")}</p>
      <p>{text("setup.ask.whom")}</p>
      <textarea
        ref={letter}
        className={styles.letter}
        aria-label={text("setup.ask.letterLabel")}
        readOnly
        rows={12}
        value={text("setup.ask.letter")}
      />
      <div className={styles.letterActions}>
        <Button
          size="small"
          icon={copied === "yes" ? <Check size={13} aria-hidden /> : <Copy size={13} aria-hidden />}
          onPress={() => void copy()}
        >
          {text("setup.ask.copy")}
        </Button>
        <span className={styles.copied} role="status">
          {copied === "yes" && text("setup.ask.copied")}
          {copied === "byHand" && text("setup.ask.copyByHand")}
        </span>
      </div>
    </div>
  );
}
