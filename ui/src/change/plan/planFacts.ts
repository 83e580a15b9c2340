import type { ChangeRequest, ListWish } from "@/platform";
import type { Words } from "../words/useWords";
import type { PlanShown } from "./planWords";

/** Something to know of the plan as a whole. */
export interface PlanFact {
  id: string;
  tone: "attention" | "fact";
  text: string;
}

/** What to know of the plan as a whole before confirming it. Of a single row, the row says it. */
export function planFacts(words: Words, { plan, request }: PlanShown): PlanFact[] {
  if (plan.counts.rows === 1) return undoFacts(words, plan);
  return [...lossFacts(words, plan, request), ...undoFacts(words, plan), ...mailFacts(words, plan, request)];
}

/** What people lose by revocations, in one line. */
function lossFacts({ text }: Words, { counts }: PlanShown["plan"], request: ChangeRequest): PlanFact[] {
  if (counts.revokes === 0) return [];
  const isFromOthers = request.kind === "list" && request.wish.kind === "makeItSo";
  const id = isFromOthers ? "plan.fact.takesFromOthers" : "plan.fact.loses";
  return [{ id: "loses", tone: "attention", text: text(id, { count: counts.revokes }) }];
}

/** What of an undo the vendor does not allow, or not yet. */
function undoFacts({ text }: Words, { source, counts }: PlanShown["plan"]): PlanFact[] {
  if (source.kind !== "undo") return [];
  const { queueable: later, blocked: never } = counts;
  const facts: PlanFact[] = [];
  if (later > 0) {
    facts.push({ id: "later", tone: "attention", text: text("plan.fact.undoLater", { count: later }) });
  }
  if (never > 0) {
    facts.push({ id: "never", tone: "attention", text: text("plan.fact.undoNever", { count: never }) });
  }
  return facts;
}

/** Whether the people of a list get a mail from the vendor. */
function mailFacts({ text }: Words, { counts }: PlanShown["plan"], request: ChangeRequest): PlanFact[] {
  if (request.kind !== "list" || counts.assigns === 0) return [];
  const { wish } = request;
  if (!("sendEmail" in wish)) return [];
  return [
    {
      id: "mail",
      tone: wish.sendEmail ? "fact" : "attention",
      text: text(mailId(wish), { count: counts.assigns }),
    },
  ];
}

function mailId(wish: Extract<ListWish, { sendEmail: boolean }>) {
  if (!wish.sendEmail) return "plan.fact.noMail";
  return wish.includeOfflineCode ? "plan.fact.mailWithCode" : "plan.fact.mail";
}
