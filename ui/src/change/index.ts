import { lazily } from "@/ui";

/** A change from the wish to the result; loaded when it is first needed. */
export const Change = lazily(async () => (await import("./Change")).Change);

export type { ChangeProps } from "./Change";
export { ConsoleLink } from "./ConsoleLink";
export { type ChangeLinks, ChangeLinksProvider, useChangeLinks } from "./links";
export { type ChangeStart, only } from "./start";
export { holderName, holderNote, personOf, productName, teamName } from "./words/names";
export { denialWords, lineWords, obstacleWords } from "./words/obstacles";
export { type StepGroup, stepGroup, type StepWords, stepWords } from "./words/steps";
export { timeLeftWords } from "./words/timeLeft";
export { useCountdown } from "./words/useCountdown";
export { type Refusals, useRefusals } from "./words/useRefusals";
export { dayWords, distanceWords, shortDayWords, useWords, type Words } from "./words/useWords";
export { asksForAttention, warningWords } from "./words/warnings";
