export { canPass } from "./passing";
export { ProblemCallout, type ProblemCalloutProps, type ProblemHandlers } from "./ProblemCallout";
export { useOpenPage } from "./useOpenPage";
export { useProblemToast } from "./useProblemToast";
export { type ProblemAction, type ProblemWords, problemValues, wordsFor } from "./words";
