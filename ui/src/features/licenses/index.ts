export { LicensesPage } from "./LicensesPage";
export { holderName, productName } from "./words/names";
export { type StepGroup, stepGroup, type StepWords, stepWords } from "./words/steps";
export { readWords, syncNotes } from "./words/sync";
export { useCountdown } from "./words/useCountdown";
export { useWords, type Words } from "./words/useWords";
