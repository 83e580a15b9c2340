import type { ReactNode, Ref } from "react";
import {
  Group,
  Input,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from "react-aria-components";
import styles from "./Field.module.css";
import { FieldLabel, FieldNotes, type FieldTexts } from "./FieldParts";

type Inherited = Pick<
  AriaTextFieldProps,
  | "value"
  | "defaultValue"
  | "onChange"
  | "onBlur"
  | "name"
  | "type"
  | "inputMode"
  | "autoComplete"
  | "autoFocus"
  | "maxLength"
  | "isRequired"
  | "isDisabled"
  | "isReadOnly"
  | "spellCheck"
>;

export interface TextFieldProps extends FieldTexts, Inherited {
  placeholder?: string;
  size?: "medium" | "large";
  /** An icon before the text. */
  leading?: ReactNode;
  /** A small button or a unit after the text. */
  trailing?: ReactNode;
  inputRef?: Ref<HTMLInputElement>;
}

/** One line of text with its label, help and error. */
export function TextField(props: TextFieldProps) {
  const { label, labelHint, help, error, placeholder, size, leading, trailing, inputRef, ...rest } = props;
  return (
    <AriaTextField
      autoComplete="off"
      spellCheck="false"
      {...rest}
      className={styles.field}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
    >
      <FieldLabel label={label} labelHint={labelHint} />
      <Group className={styles.box} data-size={size}>
        {leading}
        <Input ref={inputRef} className={styles.input} placeholder={placeholder} />
        {trailing && <span className={styles.trailing}>{trailing}</span>}
      </Group>
      <FieldNotes help={help} error={error} />
    </AriaTextField>
  );
}
