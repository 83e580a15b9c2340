import { Check, Lock, Minus, X } from "lucide-react";
import type { PlanRowView, PlanView } from "@/platform";
import { ProblemCallout } from "@/problems";
import { Badge, Button, Spinner } from "@/ui";
import type { Words } from "./words/useWords";
import styles from "./Change.module.css";
import { ChangeList, type ChangeListRow } from "./run/ChangeList";
import { type PlanCounts, planCounts, planTexts, rowNote, rowSentences, rowVerdict } from "./planWords";
import { personOf } from "./words/names";
import type { Screen } from "./screen";
import type { ChangeFlow } from "./useChangeFlow";

/** What would happen, before anything is sent. */
export function planScreen(words: Words, flow: ChangeFlow): Screen {
  const { plan } = flow;
  if (!plan || flow.isPlanning) return noPlanYet(words, flow);
  const { text } = words;
  const counts = planCounts(plan, flow.without);
  const texts = planTexts(words, plan, counts);
  return {
    title: texts.title,
    subtitle: text("licenses.plan.subtitle"),
    // One row says it all by itself.
    summary: plan.rows.length > 1 && <Summary words={words} plan={plan} counts={counts} />,
    size: plan.rows.length > 1 ? "large" : "medium",
    isFlush: true,
    children: (
      <>
        {flow.applyProblem && <ApplyProblem flow={flow} />}
        <ChangeList
          label={text("licenses.plan.list")}
          rows={plan.rows.map((row) => listRow(words, flow, plan, row))}
        />
      </>
    ),
    footerNote: texts.note,
    footer: (
      <>
        {flow.start?.kind !== "revoke" && <Button onPress={flow.backToForm}>{text("licenses.back")}</Button>}
        <Button onPress={flow.close}>{text("licenses.cancel")}</Button>
        <Button
          variant="primary"
          onPress={flow.apply}
          disabledReason={counts.will === 0 ? texts.nothingToDo : null}
        >
          {texts.button}
        </Button>
      </>
    ),
  };
}

/** A plan that could not be carried out, and of which nothing was sent. */
function ApplyProblem({ flow }: { flow: ChangeFlow }) {
  if (!flow.applyProblem) return null;
  return (
    <div className={styles.problem}>
      <ProblemCallout problem={flow.applyProblem} handlers={{ retry: flow.replan, refresh: flow.replan }} />
    </div>
  );
}

/** Revoking asks for nothing, so the plan is the first thing to see: it is being made, or could not be. */
function noPlanYet({ text }: Words, flow: ChangeFlow): Screen {
  const count = flow.start?.kind === "revoke" ? flow.start.count : 0;
  return {
    title: text("licenses.plan.revokeMany", { count }),
    subtitle: text("licenses.plan.subtitle"),
    size: count > 1 ? "large" : "medium",
    children: flow.planProblem ? (
      <ProblemCallout problem={flow.planProblem} handlers={{ retry: flow.replan, refresh: flow.replan }} />
    ) : (
      <div className={styles.waiting}>
        <Spinner label={text("licenses.plan.making")} />
        {text("licenses.plan.making")}
      </div>
    ),
    footer: <Button onPress={flow.close}>{text("licenses.cancel")}</Button>,
  };
}

const ICONS = {
  will: <Check size={13} aria-hidden />,
  out: <Minus size={13} aria-hidden />,
  locked: <Lock size={12} aria-hidden />,
  nothing: <Minus size={13} aria-hidden />,
  cant: <X size={13} aria-hidden />,
};

function listRow(words: Words, flow: ChangeFlow, plan: PlanView, row: PlanRowView): ChangeListRow {
  const isOut = flow.without.has(row.license);
  const verdict = rowVerdict(words, plan, row, isOut);
  const person = personOf(words, row);
  return {
    license: row.license,
    product: row.product,
    person,
    note: rowNote(words, row),
    badge: { tone: verdict.tone, icon: ICONS[verdict.kind], label: verdict.label },
    sentences: rowSentences(words, flow.request, row),
    needsConsole: row.obstacle?.kind === "recentlyAssigned",
    include:
      plan.rows.length > 1 && !row.obstacle
        ? {
            label: words.text("licenses.plan.include", { person, note: rowNote(words, row) }),
            isSelected: !isOut,
            onChange: (included) => flow.setIncluded(row.license, included),
          }
        : undefined,
  };
}

interface SummaryProps {
  words: Words;
  plan: PlanView;
  counts: PlanCounts;
}

function Summary({ words, plan, counts }: SummaryProps) {
  const { badges, calls } = planTexts(words, plan, counts);
  return (
    <>
      {badges.map(({ kind, tone, label }) => (
        <Badge key={kind} tone={tone}>
          {label}
        </Badge>
      ))}
      {calls && <span className={styles.calls}>{calls}</span>}
    </>
  );
}
