import { use, useEffect, useRef } from "react";
import {
  ComboBox as AriaComboBox,
  ComboBoxStateContext,
  Group,
  Input,
  type Key,
  ListBox,
  Popover,
} from "react-aria-components";
import { classes } from "./classes";
import styles from "./Field.module.css";
import { FieldLabel, FieldNotes, type FieldTexts } from "./FieldParts";
import floating from "./Floating.module.css";
import { type Choice, ChoiceItem } from "./Select";
import { Spinner } from "./Spinner";

export interface ComboBoxProps<Item extends Choice> extends FieldTexts {
  /** What fits the text now. The owner looks it up, at its own pace. */
  suggestions: readonly Item[];
  value: string;
  onChange: (text: string) => void;
  onChoose: (item: Item) => void;
  /** Shown in the field while suggestions are looked up. */
  loadingLabel?: string | null | undefined;
  placeholder?: string;
  size?: "medium" | "large";
  inputMode?: "text" | "email";
  name?: string;
  autoFocus?: boolean;
  isRequired?: boolean;
  isDisabled?: boolean;
  onBlur?: () => void;
}

/** Free text with suggestions: what is typed counts, a suggestion only saves typing. */
export function ComboBox<Item extends Choice>(props: ComboBoxProps<Item>) {
  const { label, labelHint, help, error, suggestions, value, onChange, onChoose, ...rest } = props;
  return (
    <AriaComboBox
      className={styles.field}
      items={suggestions}
      inputValue={value}
      onInputChange={onChange}
      value={null}
      onChange={(key: Key | null) => {
        const item = suggestions.find((one) => one.id === key);
        if (item) onChoose(item);
      }}
      allowsCustomValue
      menuTrigger="input"
      name={rest.name}
      autoFocus={rest.autoFocus ?? false}
      isRequired={rest.isRequired ?? false}
      isDisabled={rest.isDisabled ?? false}
      onBlur={rest.onBlur}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
    >
      <FieldLabel label={label} labelHint={labelHint} />
      <Group className={styles.box} data-size={rest.size}>
        <Input
          className={styles.input}
          placeholder={rest.placeholder}
          inputMode={rest.inputMode}
          autoComplete="off"
          spellCheck="false"
        />
        {rest.loadingLabel && <Spinner label={rest.loadingLabel} size={14} />}
      </Group>
      <FieldNotes help={help} error={error} />
      <OpenWhenFound count={suggestions.length} />
      <Popover className={classes(floating.floating, floating.matchTrigger)} offset={5}>
        <ListBox<Item> className={floating.list}>{(item) => <ChoiceItem choice={item} />}</ListBox>
      </Popover>
    </AriaComboBox>
  );
}

/**
 * React Aria opens the list while typing, if there is something in it at that moment. What is looked up comes
 * later, and has to open it then.
 */
function OpenWhenFound({ count }: { count: number }) {
  const state = use(ComboBoxStateContext);
  const before = useRef(count);
  useEffect(() => {
    const isNew = before.current === 0 && count > 0;
    before.current = count;
    if (isNew && state?.isFocused && !state.isOpen && state.inputValue !== "") state.open(null, "input");
  }, [count, state]);
  return null;
}
