export { LicensesPage } from "./LicensesPage";
export { holderName, productName } from "./words/names";
export { type StepGroup, stepGroup, type StepWords, stepWords } from "./words/steps";
export { useWords, type Words } from "./words/useWords";
