import { Plus, X } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { Button, type ButtonProps } from "react-aria-components";
import styles from "./ChipFrame.module.css";
import { Popover } from "./Popover";

export interface ChipFrameProps {
  /** What is filtered, such as "Product". */
  label: string;
  /** What is chosen, as the rest of the sentence: "Idle, Free" or "5 selected". Empty: not set. */
  summary: string;
  /** Takes the filter away: by the cross, or by Delete on the chip. */
  onRemove: () => void;
  /** The name of the cross, such as "Remove filter: Product". */
  removeLabel: string;
  /** What the chip opens. */
  children: ReactNode | ((close: () => void) => ReactNode);
}

/** A filter that reads as a sentence, "State: Idle, Free"; unset it is a dashed "+ State". */
export function ChipFrame(props: ChipFrameProps) {
  const { label, summary, onRemove, removeLabel, children } = props;
  const trigger = useRef<HTMLButtonElement>(null);
  const isSet = summary !== "";
  const remove = () => {
    // The cross goes with the filter; what had the focus in the chip keeps it.
    trigger.current?.focus();
    onRemove();
  };
  const removeByKey: ButtonProps["onKeyDown"] = (event) => {
    if (isSet && (event.key === "Delete" || event.key === "Backspace")) remove();
    else event.continuePropagation();
  };
  return (
    <div className={styles.frame} data-set={isSet || undefined}>
      <Popover
        label={label}
        isFlush
        trigger={
          <Button
            ref={trigger}
            className={styles.chip ?? ""}
            onKeyDown={removeByKey}
            render={(dom) => (
              // oxlint-disable-next-line react/button-has-type -- React Aria passes the type
              <button {...dom} aria-keyshortcuts={isSet ? "Delete" : undefined} />
            )}
          >
            {isSet ? (
              <>
                <span className={styles.name}>{`${label}:`}</span>{" "}
                <span className={styles.value}>{summary}</span>
              </>
            ) : (
              <>
                <Plus size={13} aria-hidden />
                {label}
              </>
            )}
          </Button>
        }
      >
        {children}
      </Popover>
      {isSet && (
        <Button
          className={styles.remove ?? ""}
          aria-label={removeLabel}
          // Delete on the chip does the same: each chip is one stop for the Tab key.
          excludeFromTabOrder
          onPress={remove}
        >
          <X size={13} aria-hidden />
        </Button>
      )}
    </div>
  );
}
