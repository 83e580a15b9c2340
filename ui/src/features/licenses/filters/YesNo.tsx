import { memo } from "react";
import { useIntl } from "react-intl";
import { type MessageId, useText } from "@/i18n";
import type { YesNoCount } from "@/platform";
import { ChipFrame, SegmentedControl } from "@/ui";
import styles from "./filters.module.css";
import { useChipTexts } from "./useChipTexts";

export interface YesNoProps {
  name: MessageId;
  counts: YesNoCount | undefined;
  selected: boolean | null;
  onChange: (selected: boolean | null) => void;
}

type Answer = "any" | "yes" | "no";

/** Only what is, only what is not, or both. */
export function YesNoRow({ name, counts, selected, onChange }: YesNoProps) {
  const text = useText();
  const intl = useIntl();
  const count = (value: number | undefined) => (value === undefined ? undefined : intl.formatNumber(value));
  return (
    <div className={styles.yesNo}>
      <span className={styles.question}>{text(name)}</span>
      <SegmentedControl<Answer>
        isEven
        label={text(name)}
        value={selected === null ? "any" : selected ? "yes" : "no"}
        onChange={(answer) => onChange(answer === "any" ? null : answer === "yes")}
        segments={[
          { id: "any", label: text("licenses.filter.any") },
          { id: "yes", label: text("licenses.filter.yes"), count: count(counts?.yes) },
          { id: "no", label: text("licenses.filter.no"), count: count(counts?.no) },
        ]}
      />
    </div>
  );
}

/** The chip of an answer that is set. */
export const YesNoFilter = memo(function YesNoFilter(props: YesNoProps) {
  const { name, selected, onChange } = props;
  const text = useText();
  const { label, removeLabel } = useChipTexts(text(name));
  return (
    <ChipFrame
      label={label}
      summary={selected === null ? "" : text(selected ? "licenses.filter.yes" : "licenses.filter.no")}
      removeLabel={removeLabel}
      onRemove={() => onChange(null)}
    >
      <div className={styles.alone}>
        <YesNoRow {...props} />
      </div>
    </ChipFrame>
  );
});
