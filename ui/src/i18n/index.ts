export { DayText, type DayTextProps, MomentText, useNow } from "./Dates";
export {
  type Day,
  dayOf,
  daysBetween,
  formatDay,
  formatFullDay,
  formatFullInstant,
  formatRelativeDay,
  formatRelativeInstant,
  formatShortDay,
} from "./days";
export { I18nProvider, type I18nProviderProps } from "./I18nProvider";
export type { Language, MessageId } from "./messages";
export { type RichValues, Text, type TextOf, type TextValues, useText } from "./Text";
