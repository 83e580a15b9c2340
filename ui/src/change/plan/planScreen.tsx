import { CircleCheck, Info, TriangleAlert } from "lucide-react";
import { ProblemCallout } from "@/problems";
import { useIsTakingOut } from "@/platform";
import { Button, Spinner } from "@/ui";
import changeStyles from "../Change.module.css";
import type { Screen } from "../screen";
import type { ChangeFlow } from "../useChangeFlow";
import { shortDayWords, type Words } from "../words/useWords";
import { planFacts } from "./planFacts";
import { PlanOne } from "./PlanOne";
import styles from "./planScreen.module.css";
import { PlanTable } from "./PlanTable";
import { applyLabel, footerNote, nothingToApply, type PlanShown, planSubtitle, planTitle } from "./planWords";

/** More rows than this fill the window: its size stays while they are searched and filtered. */
const MANY = 8;

/** What would happen, before anything is sent. */
export function planScreen(words: Words, flow: ChangeFlow): Screen {
  const { shown, isMaking } = flow.planning;
  if (!shown || isMaking) return noPlanYet(words, flow);
  const { plan } = shown;
  return {
    title: planTitle(words, shown),
    subtitle: planSubtitle(words, plan),
    size: sizeOf(plan.counts.rows),
    isFlush: true,
    children: <PlanBody words={words} flow={flow} shown={shown} />,
    footerNote: footerNote(words, shown),
    footer: <Footer words={words} flow={flow} shown={shown} />,
  };
}

function sizeOf(rows: number): NonNullable<Screen["size"]> {
  if (rows <= 1) return "medium";
  return rows > MANY ? "full" : "wide";
}

interface PartProps {
  words: Words;
  flow: ChangeFlow;
  shown: PlanShown;
}

function PlanBody({ words, flow, shown }: PartProps) {
  const { plan, request, first } = shown;
  const isOne = plan.counts.rows === 1 && first !== null;
  return (
    <>
      <ApplyProblem flow={flow} />
      <Facts words={words} flow={flow} shown={shown} />
      {isOne ? (
        <PlanOne row={first} request={request} />
      ) : (
        <PlanTable key={plan.id} shown={shown} isQueued={flow.planning.queued > 0} />
      )}
    </>
  );
}

/** A plan that could not be begun: nothing of it was sent. */
function ApplyProblem({ flow }: { flow: ChangeFlow }) {
  const { applyProblem } = flow.planning;
  if (!applyProblem) return null;
  return (
    <div className={styles.problem}>
      <ProblemCallout problem={applyProblem} handlers={{ retry: flow.replan, refresh: flow.replan }} />
    </div>
  );
}

/** What is to be known of the plan as a whole. */
function Facts({ words, flow, shown }: PartProps) {
  const { queued } = flow.planning;
  const facts = planFacts(words, shown);
  if (facts.length === 0 && queued === 0) return null;
  return (
    <ul className={styles.facts} data-selectable>
      {facts.map(({ id, tone, text }) => (
        <li key={id} data-tone={tone}>
          {tone === "attention" ? <TriangleAlert size={14} aria-hidden /> : <Info size={14} aria-hidden />}
          <span>{text}</span>
        </li>
      ))}
      {queued > 0 && (
        <li data-tone="accent">
          <CircleCheck size={14} aria-hidden />
          <span role="status">
            {words.text("plan.queuedSentence", {
              queued: words.text("plan.queued", { count: queued }),
              next: words.text("plan.queuedNext", { count: queued }),
            })}
          </span>
        </li>
      )}
    </ul>
  );
}

function Footer(props: PartProps) {
  const { words, flow, shown } = props;
  const { text } = words;
  const { queued } = flow.planning;
  const isNothing = nothingToApply(words, shown) !== null;
  const isAllQueued = queued > 0 && isNothing;
  const canQueue = shown.plan.counts.queueable > 0 && queued === 0;
  // Where nothing can be done now, doing it later is what there is to decide: that button comes last then.
  const isQueueMain = canQueue && isNothing;
  return (
    <>
      {flow.back && <Button onPress={flow.back}>{text("licenses.back")}</Button>}
      <Button onPress={flow.close} variant={isAllQueued ? "primary" : "secondary"}>
        {text(isAllQueued ? "licenses.close" : "licenses.cancel")}
      </Button>
      {canQueue && !isQueueMain && <QueueButton {...props} />}
      {!isAllQueued && <ApplyButton {...props} isMain={!isQueueMain} />}
      {isQueueMain && <QueueButton {...props} isMain />}
    </>
  );
}

interface MainProps extends PartProps {
  isMain?: boolean;
}

function ApplyButton({ words, flow, shown, isMain }: MainProps) {
  const { text } = words;
  const isTaking = useIsTakingOut(shown.plan.id);
  const { isBeginning } = flow.planning;
  return (
    <Button
      variant={isMain ? "primary" : "secondary"}
      onPress={flow.apply}
      disabledReason={nothingToApply(words, shown)}
      pendingLabel={isBeginning ? text("plan.beginning") : isTaking ? text("plan.taking") : null}
    >
      {applyLabel(words, shown)}
    </Button>
  );
}

/** Lets what the 30-day rule forbids wait for its day. */
function QueueButton({ words, flow, shown, isMain }: MainProps) {
  const { queue, isQueuing } = flow.planning;
  return (
    <Button
      variant={isMain ? "primary" : "secondary"}
      onPress={queue}
      pendingLabel={isQueuing ? words.text("plan.queuing") : null}
    >
      {queueLabel(words, shown)}
    </Button>
  );
}

function queueLabel(words: Words, { plan, first }: PlanShown): string {
  const obstacle = plan.counts.rows === 1 ? first?.obstacle : null;
  return obstacle?.kind === "recentlyAssigned"
    ? words.text("plan.queueOne", { day: shortDayWords(words, obstacle.from) })
    : words.text("plan.queue", { count: plan.counts.queueable });
}

/** Where no form comes first the plan is the first thing to see: it is being made, or could not be. */
function noPlanYet({ text }: Words, flow: ChangeFlow): Screen {
  const count = flow.start?.kind === "revoke" ? flow.start.count : null;
  return {
    title: count === null ? text("plan.titleMaking") : text("licenses.plan.revokeMany", { count }),
    subtitle: text("licenses.plan.subtitle"),
    size: count === null ? "wide" : sizeOf(count),
    children: flow.planProblem ? (
      <ProblemCallout problem={flow.planProblem} handlers={{ retry: flow.replan, refresh: flow.replan }} />
    ) : (
      <div className={changeStyles.waiting}>
        <Spinner label={text("licenses.plan.making")} />
        {text("licenses.plan.making")}
      </div>
    ),
    footer: (
      <>
        {flow.planProblem && flow.back && <Button onPress={flow.back}>{text("licenses.back")}</Button>}
        <Button onPress={flow.close}>{text("licenses.cancel")}</Button>
      </>
    ),
  };
}
