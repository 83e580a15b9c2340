import { type Ref } from "react";
import {
  TextArea as AriaTextArea,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from "react-aria-components";
import { classes } from "./classes";
import styles from "./Field.module.css";
import { FieldLabel, FieldNotes, type FieldTexts } from "./FieldParts";
import area from "./TextArea.module.css";

type Inherited = Pick<AriaTextFieldProps, "value" | "onChange" | "autoFocus" | "isDisabled">;

export interface TextAreaProps extends FieldTexts, Inherited {
  placeholder?: string;
  rows?: number;
  inputRef?: Ref<HTMLTextAreaElement>;
}

/** Several lines of text with their label, help and error. */
export function TextArea(props: TextAreaProps) {
  const { label, labelHint, help, error, placeholder, rows = 4, inputRef, ...rest } = props;
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
      <AriaTextArea
        ref={inputRef}
        className={classes(styles.box, area.area)}
        placeholder={placeholder}
        rows={rows}
      />
      <FieldNotes help={help} error={error} />
    </AriaTextField>
  );
}
