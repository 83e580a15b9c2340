import { type CheckState, CheckMark } from "../CheckMark";
import styles from "./DataGrid.module.css";

export interface GridCheckboxProps {
  label: string;
  state: CheckState;
  tabIndex: number;
  isHeaderStop?: boolean;
  onChange?: () => void;
}

/** A native checkbox below a drawn one: hundreds of them come and go while scrolling, so it is kept light. */
export function GridCheckbox({ label, state, tabIndex, isHeaderStop, onChange }: GridCheckboxProps) {
  return (
    <span className={styles.checkbox}>
      <input
        type="checkbox"
        aria-label={label}
        checked={state === "all"}
        aria-checked={state === "some" ? "mixed" : state === "all"}
        tabIndex={tabIndex}
        data-header-stop={isHeaderStop ? "" : undefined}
        // Rows take their clicks in one place, see useGridPointer.
        onChange={onChange ?? ignore}
        ref={(input) => {
          if (input) input.indeterminate = state === "some";
        }}
      />
      <CheckMark state={state} />
    </span>
  );
}

function ignore() {}
