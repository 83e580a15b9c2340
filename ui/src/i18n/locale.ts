import { type Language, languages } from "./messages";

/**
 * How dates and numbers are written: as the person's system does where it speaks the language of the texts,
 * so that an English text has no French date in it, but a British and an American each have their own.
 */
export function formattingLocale(language: Language, preferred: readonly string[]): string {
  const fallback = language === "en" ? "en-GB" : language;
  return preferred.find((tag) => tag.toLowerCase().startsWith(`${language}-`)) ?? fallback;
}

/** The language of the texts: the first that the person prefers and the app speaks. */
export function preferredLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const language = tag.toLowerCase().split("-")[0] ?? "";
    if (language in languages) return language as Language;
  }
  return "en";
}
