import { type ReactNode, useCallback } from "react";
import { useIntl } from "react-intl";
import type { MessageId } from "./messages";

export type TextValues = Record<string, string | number | boolean | Date | null | undefined>;
export type RichValues = Record<
  string,
  TextValues[string] | ReactNode | ((chunks: ReactNode[]) => ReactNode)
>;

/** Looks up texts: `const text = useText(); text("app.name")`. */
export type TextOf = (id: MessageId, values?: TextValues) => string;

export function useText(): TextOf {
  const intl = useIntl();
  return useCallback((id, values) => intl.formatMessage({ id }, values), [intl]);
}

/** A text in place; values can be elements and `<b>chunks</b>`. */
export function Text({ id, values }: { id: MessageId; values?: RichValues }) {
  const intl = useIntl();
  return intl.formatMessage({ id }, values as Record<string, ReactNode>);
}
