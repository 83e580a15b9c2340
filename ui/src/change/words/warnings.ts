import type { PlanRowView, WarningView } from "@/platform";
import { personOf, productName } from "./names";
import { dayWords, type Words } from "./useWords";

/** What to know before confirming a row of a plan. */
export function warningWords(words: Words, row: PlanRowView, warning: WarningView): string {
  const { text } = words;
  const person = personOf(words, row);
  switch (warning.kind) {
    case "losesProduct":
      return text("licenses.warning.losesProduct", { person, product: productName(words, row.product) });
    case "stillCoveredBy":
      return text("licenses.warning.stillCoveredBy", { person, license: warning.license });
    case "offlineCodeKeepsWorking":
      return warning.until === null
        ? text("licenses.warning.offlineCodeKeepsWorking")
        : text("licenses.warning.offlineCodeUntil", { day: dayWords(words, warning.until) });
    case "notRevocableBefore":
      return text("licenses.warning.notRevocableBefore", { day: dayWords(words, warning.day) });
    case "nameFromEmail":
      return text("licenses.warning.nameFromEmail");
    case "endsSoon":
      return text("licenses.warning.endsSoon", { day: dayWords(words, warning.day) });
    case "movesWithHolder":
      return text("licenses.warning.movesWithHolder", { person });
    case "aiFeaturesMayChange":
      return text("licenses.warning.aiFeaturesMayChange", { person });
  }
}

/** Whether a warning asks to think again; the others are only good to know. */
export function asksForAttention(warning: WarningView): boolean {
  return (
    warning.kind === "nameFromEmail" ||
    warning.kind === "endsSoon" ||
    warning.kind === "offlineCodeKeepsWorking"
  );
}
