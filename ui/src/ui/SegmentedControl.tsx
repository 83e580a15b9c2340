import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { classes } from "./classes";
import styles from "./SegmentedControl.module.css";

export interface Segment<Id extends string> {
  id: Id;
  label: string;
  /** After the label in grey, such as how many rows it would leave. */
  count?: string | undefined;
}

export interface SegmentedControlProps<Id extends string> {
  label: string;
  segments: readonly Segment<Id>[];
  value: Id;
  onChange: (id: Id) => void;
  /** All segments are as wide: where several stand below each other. */
  isEven?: boolean;
}

/** One of two to five, all in sight. */
export function SegmentedControl<Id extends string>(props: SegmentedControlProps<Id>) {
  const { label, segments, value, onChange, isEven } = props;
  return (
    <ToggleButtonGroup
      aria-label={label}
      className={classes(styles.group, isEven && styles.even)}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const segment = segments.find((one) => keys.has(one.id));
        if (segment) onChange(segment.id);
      }}
    >
      {segments.map((segment) => (
        <ToggleButton key={segment.id} id={segment.id} className={styles.segment}>
          {segment.label}
          {segment.count !== undefined && " "}
          {segment.count !== undefined && <span className={styles.count}>{segment.count}</span>}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
