import { Check, ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import {
  Button,
  type Key,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
} from "react-aria-components";
import { classes } from "./classes";
import styles from "./Field.module.css";
import { FieldLabel, FieldNotes, type FieldTexts } from "./FieldParts";
import floating from "./Floating.module.css";
import selectStyles from "./Select.module.css";

export interface Choice<Id extends string = string> {
  id: Id;
  label: string;
  description?: string | undefined;
  leading?: ReactNode;
}

export interface SelectProps<Id extends string> extends FieldTexts {
  choices: readonly Choice<Id>[];
  value: Id | null;
  onChange: (id: Id) => void;
  placeholder?: string;
  size?: "medium" | "large";
  isDisabled?: boolean;
  onBlur?: () => void;
}

/** One of a few choices. */
export function Select<Id extends string>(props: SelectProps<Id>) {
  const { label, labelHint, help, error, choices, value, onChange, size, ...rest } = props;
  return (
    <AriaSelect
      {...rest}
      className={styles.field}
      value={value}
      onChange={(key: Key | null) => {
        const choice = choices.find((one) => one.id === key);
        if (choice) onChange(choice.id);
      }}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
    >
      <FieldLabel label={label} labelHint={labelHint} />
      <Button className={classes(styles.box, selectStyles.button)} data-size={size}>
        <SelectValue className={selectStyles.value} />
        <ChevronDown size={15} aria-hidden />
      </Button>
      <FieldNotes help={help} error={error} />
      <Popover className={classes(floating.floating, floating.matchTrigger)} offset={5}>
        <ListBox className={floating.list} items={choices}>
          {(choice) => <ChoiceItem choice={choice} />}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

/** One row in the list of a Select or ComboBox. */
export function ChoiceItem({ choice }: { choice: Choice }) {
  return (
    <ListBoxItem id={choice.id} textValue={choice.label} className={floating.option}>
      {({ isSelected }) => (
        <>
          {choice.leading}
          <span className={floating.words}>
            {/* Not the slots of React Aria: with them the name would be less than what is read on the screen. */}
            <span className={floating.label}>{choice.label}</span>
            {choice.description && " "}
            {choice.description && (
              <span className={floating.description} data-description>
                {choice.description}
              </span>
            )}
          </span>
          {isSelected && <Check size={15} className={floating.chosen} aria-hidden />}
        </>
      )}
    </ListBoxItem>
  );
}
