import { CircleAlert, CircleCheck, Clock } from "lucide-react";
import type { ReactNode } from "react";
import type { ChangeSetView, PlanView, StepStateView } from "@/platform";
import { ProblemCallout } from "@/problems";
import { Badge, Button, ProgressBar, Spinner } from "@/ui";
import { personOf } from "../words/names";
import { stepGroup, stepWords } from "../words/steps";
import type { Words } from "../words/useWords";
import styles from "../Change.module.css";
import { ChangeList, type ChangeListRow } from "./ChangeList";
import { rowNote } from "../planWords";
import { resultBadges, resultTitle } from "./resultWords";
import type { Screen } from "../screen";
import type { ChangeFlow } from "../useChangeFlow";

/** Carrying it out, step by step, and then what came of it. */
export function applyScreen(words: Words, flow: ChangeFlow): Screen {
  const { text } = words;
  const { plan } = flow;
  if (!plan) return { title: "", footer: null };
  const change = flow.change ?? notBegun(plan, flow.without);
  return {
    title: flow.isApplying
      ? text("licenses.apply.title", { capability: plan.capability, count: change.steps.length })
      : resultTitle(words, plan, change),
    subtitle: text(flow.isApplying ? "licenses.apply.subtitle" : "licenses.result.subtitle", {
      count: change.steps.length,
    }),
    // One step says it all by itself.
    summary: change.steps.length > 1 && <Summary words={words} flow={flow} change={change} />,
    size: plan.rows.length > 1 ? "large" : "medium",
    isFlush: true,
    isBusy: flow.isApplying,
    children: (
      <>
        {flow.applyProblem && (
          <div className={styles.problem}>
            <ProblemCallout problem={flow.applyProblem} />
          </div>
        )}
        <ChangeList label={text("licenses.apply.list")} rows={listRows(words, plan, change)} />
      </>
    ),
    footerNote: flow.isApplying ? text("licenses.apply.note") : null,
    footer: <Footer words={words} flow={flow} change={change} />,
  };
}

interface PartProps {
  words: Words;
  flow: ChangeFlow;
  change: ChangeSetView;
}

function Summary({ words, flow, change }: PartProps) {
  if (flow.isApplying) return <Progress words={words} change={change} />;
  return resultBadges(words, change).map(({ group, tone, label }) => (
    <Badge key={group} tone={tone}>
      {label}
    </Badge>
  ));
}

function Footer({ words, flow, change }: PartProps) {
  const { text } = words;
  const isDone = change.steps.every(({ state }) => stepGroup(state) === "done");
  const canChangeForm = flow.start?.kind === "assign" && !flow.isApplying && !isDone && !hasUnknown(change);
  return (
    <>
      {canChangeForm && <Button onPress={flow.backToForm}>{text("licenses.result.changeForm")}</Button>}
      <Button
        variant="primary"
        onPress={flow.close}
        disabledReason={flow.isApplying ? text("licenses.apply.note") : null}
      >
        {text("licenses.close")}
      </Button>
    </>
  );
}

function hasUnknown(change: ChangeSetView): boolean {
  return change.steps.some(({ state }) => stepGroup(state) === "unknown");
}

/** The steps before anything was heard of them. */
function notBegun(plan: PlanView, without: ReadonlySet<string>): ChangeSetView {
  const rows = plan.rows.filter((row) => !row.obstacle && !without.has(row.license));
  return {
    id: plan.id,
    capability: plan.capability,
    steps: rows.map(({ license, product, recipient, holder }) => ({
      license,
      product: product ?? { code: "", name: "" },
      person: recipient ?? holder,
      state: { kind: "planned" },
      holder,
    })),
    finished: false,
  };
}

function Progress({ words, change }: Omit<PartProps, "flow">) {
  const settled = change.steps.filter(({ state }) => stepGroup(state) !== "pending").length;
  const total = change.steps.length;
  return (
    <div className={styles.progress}>
      <ProgressBar
        label={words.text("licenses.apply.progress")}
        value={settled}
        max={total}
        valueLabel={words.text("licenses.apply.settled", { settled, total })}
      />
    </div>
  );
}

function listRows(words: Words, plan: PlanView, change: ChangeSetView): ChangeListRow[] {
  const planned = new Map(plan.rows.map((row) => [row.license, row]));
  return change.steps.map(({ license, state }) => {
    const row = planned.get(license);
    const said = stepWords(words, state, change.capability);
    return {
      license,
      product: row?.product ?? null,
      person: row ? personOf(words, row) : license,
      note: row ? rowNote(words, row) : "",
      badge: { tone: said.tone, icon: stepIcon(state, said.label), label: said.label },
      sentences: said.sentences.map((text) => ({ text })),
      needsConsole: said.needsConsole,
    };
  });
}

function stepIcon(state: StepStateView, label: string): ReactNode {
  switch (state.kind) {
    case "planned":
      return <Clock size={12} aria-hidden />;
    case "sending":
    case "checking":
      return <Spinner label={label} size={12} />;
    case "applied":
      return <CircleCheck size={13} aria-hidden />;
    default:
      return <CircleAlert size={13} aria-hidden />;
  }
}
