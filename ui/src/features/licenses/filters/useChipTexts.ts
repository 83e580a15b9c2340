import { useMemo } from "react";
import { useIntl } from "react-intl";
import { useText } from "@/i18n";

/** The texts that all chips have in common; `name` is what is filtered, such as "Product". */
export function useChipTexts(name: string) {
  const text = useText();
  const intl = useIntl();
  return useMemo(
    () => ({
      label: name,
      searchLabel: text("licenses.filter.search"),
      searchClearLabel: text("licenses.filter.searchClear"),
      clearLabel: text("licenses.filter.clear"),
      removeLabel: text("licenses.filter.remove", { name }),
      emptyText: text("licenses.filter.nothing"),
      formatCount: (count: number) => intl.formatNumber(count),
    }),
    [text, intl, name],
  );
}
