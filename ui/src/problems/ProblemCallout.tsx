import type { ReactNode } from "react";
import { type MessageId, useText } from "@/i18n";
import type { AnyProblem } from "@/platform";
import { Button, Callout, Disclosure, type Fact, FactList } from "@/ui";
import { useOpenPage } from "./useOpenPage";
import { type ProblemAction, problemValues, wordsFor } from "./words";

const ACTION_LABELS: Readonly<Record<ProblemAction, MessageId>> = {
  retry: "problem.action.retry",
  refresh: "problem.action.refresh",
  enterToken: "problem.action.enterToken",
  vendorConsole: "problem.action.vendorConsole",
  retryKeychain: "problem.action.retryKeychain",
  keepForThisRun: "problem.action.keepForThisRun",
};

/** How a page carries an action out. The vendor's console opens by itself. */
export type ProblemHandlers = Partial<Record<Exclude<ProblemAction, "vendorConsole">, () => void>>;

export interface ProblemCalloutProps {
  problem: AnyProblem;
  /** Actions that make sense here; others that the problem suggests are left out. */
  handlers?: ProblemHandlers;
  /** The action that is being carried out. */
  pending?: ProblemAction | null;
  /** Says more here than the problem's own reason, such as what can still be done. */
  children?: ReactNode;
  /** "assertive" (the default) for what went wrong just now, "none" for what stands in the page all along. */
  live?: "assertive" | "polite" | "none";
}

/** A problem in words: what happened, why, what to do next, and the facts for those who ask. */
export function ProblemCallout(props: ProblemCalloutProps) {
  const { problem, handlers = {}, pending = null, live = "assertive" } = props;
  const text = useText();
  const openPage = useOpenPage();
  const words = wordsFor(problem);
  const values = problemValues(problem);
  const possible = { ...handlers, vendorConsole: () => openPage("vendorConsole") };
  const actions = words.actions.filter((action) => possible[action]);
  return (
    <Callout
      tone={words.tone}
      title={text(words.title)}
      actions={
        actions.length > 0 &&
        actions.map((action) => {
          const label = text(ACTION_LABELS[action]);
          return (
            <Button key={action} onPress={possible[action]} pendingLabel={pending === action ? label : null}>
              {label}
            </Button>
          );
        })
      }
      {...(live !== "none" && { live })}
    >
      <p>{text(words.why, values)}</p>
      <p>{text(words.next, values)}</p>
      {props.children}
      <Disclosure label={text("problem.more")}>
        <FactList facts={factsOf(problem, text)} />
      </Disclosure>
    </Callout>
  );
}

function factsOf({ code, detail }: AnyProblem, text: ReturnType<typeof useText>): Fact[] {
  const { waitSeconds } = detail;
  const wait = waitSeconds === null ? null : text("problem.more.waitSeconds", { seconds: waitSeconds });
  const all: [string, string, string | number | null][] = [
    ["status", text("problem.more.status"), detail.status],
    ["vendorCode", text("problem.more.vendorCode"), detail.vendorCode],
    ["text", text("problem.more.text"), detail.text],
    ["wait", text("problem.more.wait"), wait],
    ["code", text("problem.more.code"), code],
  ];
  return all.flatMap(([id, label, value]) => (value === null ? [] : [{ id, label, value }]));
}
