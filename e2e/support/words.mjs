// The app's own words, by message id: the tests follow when a text is put better.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { IntlMessageFormat } from "intl-messageformat";

const file = join(import.meta.dirname, "../../ui/src/i18n/messages/en.json");
const messages = JSON.parse(readFileSync(file, "utf8"));

/** The text that the app shows for a message id. */
export function words(id, values = {}) {
  return String(new IntlMessageFormat(message(id), "en").format(values));
}

/** An expression for the text with anything in the place of its values. */
export function wordsWithAny(id) {
  const parts = message(id).split(/\{[^{}]*\}/);
  return new RegExp(`^${parts.map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(".+")}$`);
}

function message(id) {
  const found = messages[id];
  if (found === undefined) throw new Error(`the app has no message ${id}`);
  return found;
}
