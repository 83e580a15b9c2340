import { Search, X } from "lucide-react";
import type { Ref } from "react";
import { Button, Group, Input, SearchField as AriaSearchField } from "react-aria-components";
import { classes } from "./classes";
import styles from "./Field.module.css";
import { KeyboardHint } from "./KeyboardHint";
import searchStyles from "./SearchField.module.css";

export interface SearchFieldProps {
  /** The name of the field, not shown: the placeholder tells what can be searched. */
  label: string;
  placeholder?: string;
  clearLabel: string;
  value: string;
  onChange: (value: string) => void;
  /** The keys that lead here, such as ["Ctrl", "F"]; shown while the field is empty. */
  shortcut?: readonly string[];
  autoFocus?: boolean;
  inputRef?: Ref<HTMLInputElement>;
  className?: string;
}

/** Search as you type. Escape clears it. */
export function SearchField({ inputRef, ...props }: SearchFieldProps) {
  return (
    <AriaSearchField
      aria-label={props.label}
      value={props.value}
      onChange={props.onChange}
      // The owner focuses it where it is all that a popover is for.
      autoFocus={props.autoFocus ?? false}
      className={classes(searchStyles.search, props.className)}
    >
      <Group className={styles.box}>
        <Search size={15} aria-hidden />
        <Input ref={inputRef} className={styles.input} placeholder={props.placeholder} />
        {props.value === "" && props.shortcut && <KeyboardHint keys={props.shortcut} />}
        {props.value !== "" && (
          <Button className={searchStyles.clear} aria-label={props.clearLabel}>
            <X size={14} aria-hidden />
          </Button>
        )}
      </Group>
    </AriaSearchField>
  );
}
