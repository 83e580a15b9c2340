import { dayWords, type Words } from "@/change";
import type { HistoryEvent } from "@/platform";

/** What happened to a license. */
export function historyWords(words: Words, event: HistoryEvent): string {
  const { text } = words;
  switch (event.kind) {
    case "appeared":
      return text("licenses.history.appeared");
    case "disappeared":
      return text("licenses.history.disappeared");
    case "assigned":
      return text("licenses.history.assigned", { person: personName(words, event.to) });
    case "revoked":
      return text("licenses.history.revoked", { person: personName(words, event.from) });
    case "transferred":
      return text("licenses.history.transferred", {
        from: teamName(words, event.from),
        to: teamName(words, event.to),
      });
    case "renewed":
      return text("licenses.history.renewed", { day: dayWords(words, event.until) });
    case "suspended":
      return text("licenses.history.suspended");
    case "resumed":
      return text("licenses.history.resumed");
  }
}

/** The vendor leaves names out now and then; the history knows nothing else of them. */
function personName({ text }: Words, name: string): string {
  return name || text("licenses.history.someone");
}

function teamName({ text }: Words, name: string): string {
  return name || text("licenses.history.someTeam");
}
