import type { HistoryEvent } from "@/platform";
import { dayWords, type Words } from "./useWords";

/** What happened to a license. */
export function historyWords(words: Words, event: HistoryEvent): string {
  const { text } = words;
  switch (event.kind) {
    case "appeared":
      return text("licenses.history.appeared");
    case "disappeared":
      return text("licenses.history.disappeared");
    case "assigned":
      return text("licenses.history.assigned", { person: event.to });
    case "revoked":
      return text("licenses.history.revoked", { person: event.from });
    case "transferred":
      return text("licenses.history.transferred", { from: event.from, to: event.to });
    case "renewed":
      return text("licenses.history.renewed", { day: dayWords(words, event.until) });
    case "suspended":
      return text("licenses.history.suspended");
    case "resumed":
      return text("licenses.history.resumed");
  }
}
