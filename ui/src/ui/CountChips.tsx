import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import type { Tone } from "./Badge";
import styles from "./CountChips.module.css";

export interface CountChip<Id extends string> {
  id: Id;
  /** With its number: "3 refused". */
  label: string;
  tone?: Tone;
}

export interface CountChipsProps<Id extends string> {
  label: string;
  chips: readonly CountChip<Id>[];
  /** The kind that is shown alone; null: all. */
  value: Id | null;
  onChange: (id: Id | null) => void;
}

/** What there is of each kind; pressed, a chip leaves its own kind only, and pressed again, all. */
export function CountChips<Id extends string>({ label, chips, value, onChange }: CountChipsProps<Id>) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      className={styles.chips ?? ""}
      // "single" would make them radio buttons, of which one always is chosen; the owner keeps it to one.
      selectionMode="multiple"
      selectedKeys={value === null ? [] : [value]}
      onSelectionChange={(keys) => onChange(chips.find(({ id }) => id !== value && keys.has(id))?.id ?? null)}
    >
      {chips.map((chip) => (
        <ToggleButton
          key={chip.id}
          id={chip.id}
          className={styles.chip ?? ""}
          data-ground={chip.tone ?? "neutral"}
        >
          {chip.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
