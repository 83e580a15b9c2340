import { type ReactNode, useEffect } from "react";
import { I18nProvider as AriaI18nProvider } from "react-aria-components";
import { IntlProvider } from "react-intl";
import { formattingLocale, preferredLanguage } from "./locale";
import { type Language, languages } from "./messages";

export interface I18nProviderProps {
  /** Left out: what the system prefers. */
  language?: Language;
  /** Left out: the system's, in the language of the texts. */
  locale?: string;
  children: ReactNode;
}

/** Texts, dates and numbers for everything below it. */
export function I18nProvider({ language, locale, children }: I18nProviderProps) {
  const spoken = language ?? preferredLanguage(navigator.languages);
  const written = locale ?? formattingLocale(spoken, navigator.languages);
  useEffect(() => {
    document.documentElement.lang = spoken;
  }, [spoken]);
  return (
    <IntlProvider locale={written} defaultLocale="en" messages={languages[spoken]} onError={raise}>
      <AriaI18nProvider locale={written}>{children}</AriaI18nProvider>
    </IntlProvider>
  );
}

/** A text that can't be formatted is a bug of the app: tests and development have to see it. */
function raise(error: Error) {
  if (import.meta.env.DEV) throw error;
}
