import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { FieldError as AriaFieldError, Label, Text } from "react-aria-components";
import styles from "./Field.module.css";

/** What every field can say besides its value. */
export interface FieldTexts {
  label: string;
  /** After the label in grey, such as "optional". */
  labelHint?: string | undefined;
  /** What to enter, where to find it. */
  help?: ReactNode;
  /** What is wrong with the value. Takes the place of the help. */
  error?: string | null | undefined;
}

export function FieldLabel({ label, labelHint }: Pick<FieldTexts, "label" | "labelHint">) {
  return (
    <Label className={styles.label}>
      {label}
      {labelHint && <span className={styles.optional}>{labelHint}</span>}
    </Label>
  );
}

/** The content of an error line: never red alone, the sign tells it as well. */
export function ErrorLine({ children }: { children: ReactNode }) {
  return (
    <>
      <CircleAlert size={13} aria-hidden />
      <span>{children}</span>
    </>
  );
}

/** Help or error below a React Aria field. */
export function FieldNotes({ help, error }: Pick<FieldTexts, "help" | "error">) {
  return (
    <>
      {help && !error && (
        <Text slot="description" className={styles.help}>
          {help}
        </Text>
      )}
      <AriaFieldError className={styles.error}>{error && <ErrorLine>{error}</ErrorLine>}</AriaFieldError>
    </>
  );
}
