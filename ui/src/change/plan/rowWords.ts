import type { MessageId } from "@/i18n";
import type { ChangeRequest, PlanRowView } from "@/platform";
import type { Tone } from "@/ui";
import { productName } from "../words/names";
import { obstacleWords } from "../words/obstacles";
import { shortDayWords, type Words } from "../words/useWords";
import { asksForAttention, warningWords } from "../words/warnings";
import type { PerCapability } from "./planWords";

/** What a plan comes to for a row. */
export type Verdict = "will" | "out" | "locked" | "nothing" | "cant" | "bad";

const TONES: Readonly<Record<Verdict, Tone>> = {
  will: "accent",
  out: "neutral",
  locked: "attention",
  nothing: "neutral",
  cant: "wrong",
  bad: "wrong",
};
const WILL: PerCapability = {
  assign: "licenses.verdict.assign",
  revoke: "licenses.verdict.revoke",
  transfer: "licenses.verdict.transfer",
};
const CANT: PerCapability = {
  assign: "licenses.verdict.cantAssign",
  revoke: "licenses.verdict.cantRevoke",
  transfer: "licenses.verdict.cantTransfer",
};

export function verdictOf({ verdict, takenOut }: PlanRowView): Verdict {
  switch (verdict) {
    case "change":
      return takenOut ? "out" : "will";
    case "nothingToDo":
      return "nothing";
    case "badLine":
      return "bad";
    case "queueable":
      return takenOut ? "out" : "locked";
    case "blocked":
      return "cant";
  }
}

/** The badge of a row. */
export function rowVerdict(words: Words, row: PlanRowView) {
  const kind = verdictOf(row);
  return { kind, tone: TONES[kind], label: verdictLabel(words, row, kind) };
}

function verdictLabel(words: Words, row: PlanRowView, kind: Verdict): string {
  const { text } = words;
  const { capability, obstacle } = row;
  const of = (ids: PerCapability, otherwise: MessageId) => text(capability ? ids[capability] : otherwise);
  switch (kind) {
    case "will":
      return of(WILL, "plan.verdict.change");
    case "out":
      return text("licenses.verdict.out");
    case "locked":
      return text("licenses.verdict.locked", {
        day: obstacle?.kind === "recentlyAssigned" ? shortDayWords(words, obstacle.from) : "",
      });
    case "nothing":
      return text("licenses.verdict.nothing");
    case "cant":
      return of(CANT, "plan.verdict.cant");
    case "bad":
      return text("plan.verdict.badLine");
  }
}

/** A sentence about a row. */
export interface RowSentence {
  text: string;
  /** "why": the reason of the verdict. "attention": think again. "note": good to know. */
  kind: "why" | "attention" | "note";
}

/** Why a row can't be done, or what to know before it is. */
export function rowSentences(words: Words, row: PlanRowView): RowSentence[] {
  if (row.obstacle) return [{ text: obstacleWords(words, row.obstacle), kind: "why" }];
  return row.warnings.map((warning) => ({
    text: warningWords(words, row, warning),
    kind: asksForAttention(warning) ? "attention" : "note",
  }));
}

/** Of a single license: what the person is told, and where there is no such limit. */
export function oneSentences(words: Words, request: ChangeRequest, row: PlanRowView): RowSentence[] {
  const { text } = words;
  const noLimit: RowSentence[] =
    row.obstacle?.kind === "recentlyAssigned"
      ? [{ text: text("licenses.obstacle.noLimit"), kind: "why" }]
      : [];
  const mail = row.obstacle ? [] : mailSentence(words, request);
  return [...mail, ...rowSentences(words, row), ...noLimit];
}

function mailSentence({ text }: Words, request: ChangeRequest): RowSentence[] {
  if (request.kind !== "assign") return [];
  const values = { email: request.email };
  if (!request.sendEmail) return [{ text: text("licenses.plan.noMail", values), kind: "attention" }];
  const id = request.includeOfflineCode ? "licenses.plan.mailWithCode" : "licenses.plan.mail";
  return [{ text: text(id, values), kind: "note" }];
}

/** Product and id below the person. */
export function rowNote(words: Words, row: PlanRowView): string {
  const product = productName(words, row.product);
  return row.license === null ? product : words.text("licenses.plan.rowNote", { product, id: row.license });
}
