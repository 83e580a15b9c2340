export { ProblemCallout, type ProblemCalloutProps, type ProblemHandlers } from "./ProblemCallout";
export { useProblemToast } from "./useProblemToast";
export { type ProblemAction, type ProblemWords, wordsFor } from "./words";
