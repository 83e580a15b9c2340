export { LicensesPage } from "./LicensesPage";
export { readWords, syncNotes } from "./words/sync";
