import { Eye, EyeOff, X } from "lucide-react";
import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useId,
  useImperativeHandle,
  useRef,
  useState,
} from "react";
import { flushSync } from "react-dom";
import { IconButton } from "./Button";
import styles from "./Field.module.css";
import { ErrorLine, type FieldTexts } from "./FieldParts";
import secretStyles from "./SecretField.module.css";

/** What the owner of a secret field can do to it. There is no way to put a secret in. */
export interface SecretFieldHandle {
  /** The secret as typed. Read it when it is sent, don't keep it. */
  read(): string;
  clear(): void;
  focus(): void;
}

export interface SecretFieldProps extends FieldTexts {
  ref?: Ref<SecretFieldHandle>;
  name?: string;
  placeholder?: string;
  size?: "medium" | "large";
  revealLabel: string;
  concealLabel: string;
  /** Such as a Paste button. */
  trailing?: ReactNode;
  /** Told whether there is something in the field, never what. */
  onFilledChange?: (filled: boolean) => void;
  onBlur?: () => void;
  /**
   * A secret that the page never saw (it was pasted elsewhere) stands in the field as these words, or as dots.
   * Typing takes its place.
   */
  held?: { text: string; clearLabel: string; onClear: () => void } | null | undefined;
  isDisabled?: boolean;
}

/**
 * A masked field. It is deliberately uncontrolled: React writes the value of a controlled input into its
 * `value` attribute, where a snapshot of the page or a style rule could read the secret.
 */
export function SecretField(props: SecretFieldProps) {
  const { ref, label, labelHint, help, error, size, trailing, held, onFilledChange, isDisabled } = props;
  const [revealed, setRevealed] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const notesId = useId();

  // At once, so that the key that was pressed goes into the empty field.
  const replaceHeld = () => {
    flushSync(() => held?.onClear());
    input.current?.focus();
  };

  useImperativeHandle(ref, () => ({
    read: () => input.current?.value ?? "",
    clear: () => {
      if (input.current) input.current.value = "";
      setRevealed(false);
      onFilledChange?.(false);
    },
    focus: () => input.current?.focus(),
  }));

  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
        {labelHint && <span className={styles.optional}>{labelHint}</span>}
      </label>
      <div
        className={styles.box}
        data-size={size}
        data-invalid={error ? "" : undefined}
        data-disabled={isDisabled ? "" : undefined}
      >
        {held ? (
          <HeldSecret
            id={id}
            notesId={help || error ? notesId : undefined}
            text={held.text}
            clearLabel={held.clearLabel}
            onReplace={replaceHeld}
          />
        ) : (
          <>
            <input
              ref={input}
              id={id}
              name={props.name}
              type={revealed ? "text" : "password"}
              className={`${styles.input} ${secretStyles.input}`}
              placeholder={props.placeholder}
              disabled={isDisabled}
              aria-invalid={error ? true : undefined}
              aria-describedby={help || error ? notesId : undefined}
              autoComplete="off"
              autoCapitalize="off"
              autoCorrect="off"
              spellCheck={false}
              onInput={(event) => onFilledChange?.(event.currentTarget.value !== "")}
              onBlur={props.onBlur}
            />
            <span className={styles.trailing}>
              <IconButton
                size="small"
                label={revealed ? props.concealLabel : props.revealLabel}
                icon={revealed ? <EyeOff size={15} /> : <Eye size={15} />}
                onPress={() => setRevealed(!revealed)}
              />
              {trailing}
            </span>
          </>
        )}
      </div>
      <SecretNotes id={notesId} help={help} error={error} />
    </div>
  );
}

function HeldSecret(props: {
  id: string;
  notesId: string | undefined;
  text: string;
  clearLabel: string;
  onReplace: () => void;
}) {
  const onKeyDown = (event: KeyboardEvent) => {
    const isErasing = event.key === "Backspace" || event.key === "Delete";
    if (isErasing) event.preventDefault();
    if (isErasing || isTyping(event)) props.onReplace();
  };
  return (
    <>
      <input
        id={props.id}
        readOnly
        value={props.text}
        className={`${styles.input} ${secretStyles.held}`}
        aria-describedby={props.notesId}
        onKeyDown={onKeyDown}
      />
      <span className={styles.trailing}>
        <IconButton size="small" label={props.clearLabel} icon={<X size={15} />} onPress={props.onReplace} />
      </span>
    </>
  );
}

/** Whether a key would put something into a field: a letter, or the shortcut that pastes. */
function isTyping(event: KeyboardEvent): boolean {
  if (event.key.length !== 1 || event.altKey) return false;
  return event.ctrlKey || event.metaKey ? event.key.toLowerCase() === "v" : true;
}

function SecretNotes({ id, help, error }: { id: string } & Pick<FieldTexts, "help" | "error">) {
  if (error) {
    return (
      <div id={id} className={styles.error}>
        <ErrorLine>{error}</ErrorLine>
      </div>
    );
  }
  return help ? (
    <div id={id} className={styles.help}>
      {help}
    </div>
  ) : null;
}
