import { useChangeSteps } from "@/platform";
import type { StepView } from "@/platform";
import { holderName, productName, teamName } from "../words/names";
import { useWords, type Words } from "../words/useWords";
import { type RunState, useRunState } from "./useRunState";
import { resultTitle, runningTitle, settledOf } from "./words";

/** What is being done, or what came of it. */
export function RunTitle({ id }: { id: string }) {
  const words = useWords();
  const state = useRunState(id);
  const { phase, counts } = state;
  if (phase === "finished" && counts.steps === 1 && counts.applied === 1) return <OneTitle id={id} />;
  return titleOf(words, state);
}

function titleOf(words: Words, { phase, counts, kind }: RunState): string {
  const { text } = words;
  switch (phase) {
    case "running":
      return runningTitle(words, kind, counts);
    case "paused":
      return text("run.title.paused", { settled: settledOf(counts), count: counts.steps });
    case "stopping":
      return text("run.title.stopping");
    case "finished":
      return resultTitle(words, kind, counts);
  }
}

/** Of a single license everything can be said in one sentence. */
function OneTitle({ id }: { id: string }) {
  const words = useWords();
  const state = useRunState(id);
  const step = useChangeSteps(id, null).getRow(0);
  return step ? oneTitle(words, step) : titleOf(words, state);
}

function oneTitle(words: Words, step: StepView): string {
  const { text } = words;
  const product = productName(words, step.product);
  const person = step.person ? holderName(words, step.person) : text("licenses.holder.nobody");
  switch (step.capability) {
    case "assign":
      return text("run.title.assignedOne", { person, product });
    case "revoke":
      return text("run.title.revokedOne", { person, product });
    case "transfer":
      return text("run.title.transferredOne", {
        product,
        team: step.targetTeam ? teamName(words, step.targetTeam) : "",
      });
  }
}
