import { ProblemCallout } from "@/problems";
import { Button } from "@/ui";
import { productName } from "./words/names";
import type { Words } from "./words/useWords";
import { AssignFields } from "./AssignFields";
import styles from "./Change.module.css";
import type { Screen } from "./screen";
import type { ChangeFlow } from "./useChangeFlow";

/** Who gets the license. */
export function assignScreen(words: Words, flow: ChangeFlow): Screen {
  const { text } = words;
  const license = flow.start?.kind === "assign" ? flow.start.license : null;
  const { seats } = flow;
  const hasNone = !license && !seats.isReading && !seats.problem && seats.all.length === 0;
  return {
    title: license
      ? text("licenses.assign.titleOf", { product: productName(words, license.product) })
      : text("licenses.assign.title"),
    subtitle: text("licenses.assign.subtitle"),
    onSubmit: (event) => {
      event.preventDefault();
      flow.submitForm();
    },
    children: (
      <div className={styles.form}>
        {flow.planProblem && <ProblemCallout problem={flow.planProblem} />}
        <AssignFields flow={flow} license={license} />
      </div>
    ),
    footerNote: text("licenses.plan.comesNext"),
    footer: (
      <>
        <Button onPress={flow.close}>{text("licenses.cancel")}</Button>
        <Button
          variant="primary"
          type="submit"
          pendingLabel={flow.planning.isMaking ? text("licenses.plan.making") : null}
          disabledReason={hasNone ? text("licenses.assign.noSeats") : null}
        >
          {text("licenses.next")}
        </Button>
      </>
    ),
  };
}
