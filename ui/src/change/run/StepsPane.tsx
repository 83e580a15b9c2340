import { useState } from "react";
import { type StepCounts, type StepFilter, useChangeSteps } from "@/platform";
import { ProblemCallout } from "@/problems";
import { CountChips, Skeleton } from "@/ui";
import { useWords } from "../words/useWords";
import styles from "./Run.module.css";
import { StepList } from "./StepList";
import { countWords } from "./words";

export interface StepsPaneProps {
  id: string;
  counts: StepCounts;
  isMixed: boolean;
  isFilling?: boolean;
  onLeave?: (() => void) | undefined;
}

/** The steps of a change set, all or of one kind. */
export function StepsPane({ id, counts, isMixed, isFilling, onLeave }: StepsPaneProps) {
  const words = useWords();
  const { text } = words;
  const [chosen, setChosen] = useState<StepFilter | null>(null);
  const chips = countWords(words, counts);
  // While it goes on, a kind can run out: then there is nothing to choose it by.
  const only = chosen !== null && counts[chosen] > 0 ? chosen : null;
  const steps = useChangeSteps(id, only);
  return (
    <>
      {counts.steps > 1 && (
        <div className={styles.chips}>
          <CountChips label={text("run.kinds")} chips={chips} value={only} onChange={setChosen} />
        </div>
      )}
      {steps.problem && (
        <div className={styles.callout}>
          <ProblemCallout problem={steps.problem} handlers={{ retry: steps.retry }} live="polite" />
        </div>
      )}
      {steps.isLoading ? (
        <div className={styles.reading} aria-busy="true">
          <Skeleton width="72%" height={36} />
        </div>
      ) : (
        <StepList
          label={text("run.steps")}
          total={steps.total ?? 0}
          getStep={steps.getRow}
          onRangeChange={steps.onRangeChange}
          content={`${id} ${only ?? ""}`}
          isMixed={isMixed}
          isFilling={isFilling}
          onLeave={onLeave}
        />
      )}
    </>
  );
}
