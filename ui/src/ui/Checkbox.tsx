import type { ReactNode } from "react";
import { Checkbox as AriaCheckbox } from "react-aria-components";
import styles from "./Checkbox.module.css";
import { CheckMark } from "./CheckMark";

export interface CheckboxProps {
  children: ReactNode;
  /** What it does, in a second line. */
  description?: ReactNode;
  isSelected: boolean;
  isIndeterminate?: boolean;
  isDisabled?: boolean;
  onChange: (selected: boolean) => void;
  name?: string;
}

export function Checkbox({ children, description, ...rest }: CheckboxProps) {
  return (
    <AriaCheckbox {...rest} className={styles.checkbox}>
      {({ isSelected, isIndeterminate }) => (
        <>
          <CheckMark state={isIndeterminate ? "some" : isSelected ? "all" : "none"} />
          <span className={styles.words}>
            <span className={styles.label}>{children}</span>
            {description && <span className={styles.description}>{description}</span>}
          </span>
        </>
      )}
    </AriaCheckbox>
  );
}
