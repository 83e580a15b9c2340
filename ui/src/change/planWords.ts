import type { MessageId } from "@/i18n";
import type { Capability, ChangeRequest, LicenseId, PlanRowView, PlanView } from "@/platform";
import type { Tone } from "@/ui";
import { personOf, productName, teamName } from "./words/names";
import { isNothingToDo, obstacleWords } from "./words/obstacles";
import { shortDayWords, type Words } from "./words/useWords";
import { asksForAttention, warningWords } from "./words/warnings";

/** What a plan comes to for a license. */
export type Verdict = "will" | "out" | "locked" | "nothing" | "cant";

export type PlanCounts = Readonly<Record<Verdict, number>>;

export function verdictOf({ obstacle }: PlanRowView, isOut: boolean): Verdict {
  if (!obstacle) return isOut ? "out" : "will";
  if (obstacle.kind === "recentlyAssigned") return "locked";
  return isNothingToDo(obstacle) ? "nothing" : "cant";
}

export function planCounts(plan: PlanView, without: ReadonlySet<LicenseId>): PlanCounts {
  const counts = { will: 0, out: 0, locked: 0, nothing: 0, cant: 0 };
  for (const row of plan.rows) counts[verdictOf(row, without.has(row.license))] += 1;
  return counts;
}

const TONES: Readonly<Record<Verdict, Tone>> = {
  will: "accent",
  out: "neutral",
  locked: "attention",
  nothing: "neutral",
  cant: "wrong",
};

/** A message for each kind of change. */
export type PerCapability = Readonly<Record<Capability, MessageId>>;

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
const WILL_COUNT: PerCapability = {
  assign: "licenses.plan.willAssign",
  revoke: "licenses.plan.willRevoke",
  transfer: "licenses.plan.willTransfer",
};
const CANT_COUNT: PerCapability = {
  assign: "licenses.plan.cantAssign",
  revoke: "licenses.plan.cantRevoke",
  transfer: "licenses.plan.cantTransfer",
};
const NOTES: PerCapability = {
  assign: "licenses.plan.noteAssign",
  revoke: "licenses.plan.noteRevoke",
  transfer: "licenses.plan.noteTransfer",
};
const BUTTONS: PerCapability = {
  assign: "licenses.plan.doAssign",
  revoke: "licenses.plan.doRevoke",
  transfer: "licenses.plan.doTransfer",
};
const NOTHING: PerCapability = {
  assign: "licenses.plan.nothingAssign",
  revoke: "licenses.plan.nothingRevoke",
  transfer: "licenses.plan.nothingTransfer",
};

/** The badge of a row. */
export function rowVerdict(words: Words, plan: PlanView, row: PlanRowView, isOut: boolean) {
  const kind = verdictOf(row, isOut);
  return { kind, tone: TONES[kind], label: verdictLabel(words, plan.capability, row, kind) };
}

function verdictLabel(
  words: Words,
  capability: Capability,
  { obstacle }: PlanRowView,
  kind: Verdict,
): string {
  const { text } = words;
  switch (kind) {
    case "will":
      return text(WILL[capability]);
    case "out":
      return text("licenses.verdict.out");
    case "locked":
      return text("licenses.verdict.locked", {
        day: obstacle?.kind === "recentlyAssigned" ? shortDayWords(words, obstacle.from) : "",
      });
    case "nothing":
      return text("licenses.verdict.nothing");
    case "cant":
      return text(CANT[capability]);
  }
}

/** Product and id below the person. */
export function rowNote(words: Words, row: PlanRowView): string {
  return words.text("licenses.plan.rowNote", { product: productName(words, row.product), id: row.license });
}

/** Why a row can't be done, or what to know before it is. */
export function rowSentences(words: Words, request: ChangeRequest | null, row: PlanRowView) {
  if (row.obstacle) {
    const day = row.obstacle.kind === "recentlyAssigned" ? [words.text("licenses.obstacle.noLimit")] : [];
    return [obstacleWords(words, row.obstacle), ...day].map((text) => ({ text }));
  }
  const warnings = row.warnings.map((warning) => ({
    text: warningWords(words, row, warning),
    isAttention: asksForAttention(warning),
  }));
  return [...mailSentence(words, request), ...warnings];
}

function mailSentence({ text }: Words, request: ChangeRequest | null) {
  if (request?.kind !== "assign") return [];
  const values = { email: request.email };
  if (!request.sendEmail) return [{ text: text("licenses.plan.noMail", values), isAttention: true }];
  const id = request.includeOfflineCode ? "licenses.plan.mailWithCode" : "licenses.plan.mail";
  return [{ text: text(id, values) }];
}

/** Everything around the rows. */
export function planTexts(words: Words, plan: PlanView, counts: PlanCounts) {
  const { text } = words;
  const { capability } = plan;
  const badge = (kind: Verdict, id: MessageId) => ({ kind, tone: TONES[kind], count: counts[kind], id });
  const badges = [
    badge("will", WILL_COUNT[capability]),
    badge("locked", "licenses.plan.locked"),
    badge("cant", CANT_COUNT[capability]),
    badge("nothing", "licenses.plan.nothing"),
    badge("out", "licenses.plan.out"),
  ].filter(({ count }) => count > 0);
  return {
    title: planTitle(words, plan),
    badges: badges.map(({ kind, tone, count, id }) => ({ kind, tone, label: text(id, { count }) })),
    calls: callWords(words, plan, counts),
    note: counts.will > 0 ? text(NOTES[capability], { count: counts.will }) : null,
    button: text(BUTTONS[capability], { count: counts.will, total: plan.rows.length }),
    nothingToDo: text(counts.out > 0 ? "licenses.plan.allOut" : NOTHING[capability]),
  };
}

/** How many calls are sent. Transfers travel in batches, so without all rows it is known only at most. */
function callWords({ text }: Words, plan: PlanView, counts: PlanCounts): string | null {
  if (counts.will === 0) return null;
  if (plan.capability !== "transfer") return text("licenses.plan.calls", { count: counts.will });
  const isLess = counts.out > 0 && plan.calls > 1;
  return text(isLess ? "licenses.plan.callsAtMost" : "licenses.plan.calls", { count: plan.calls });
}

function planTitle(words: Words, plan: PlanView): string {
  const { text } = words;
  const [row, ...others] = plan.rows;
  const count = plan.rows.length;
  const team = plan.targetTeam ? teamName(words, plan.targetTeam) : "";
  if (!row || others.length > 0) {
    return plan.capability === "transfer"
      ? text("licenses.plan.transferMany", { count, team })
      : text("licenses.plan.revokeMany", { count });
  }
  const values = { product: productName(words, row.product), person: personOf(words, row), team };
  switch (plan.capability) {
    case "assign":
      return text("licenses.plan.assignOne", values);
    case "revoke":
      return text(row.holder ? "licenses.plan.revokeOne" : "licenses.plan.revokeFree", values);
    case "transfer":
      return text("licenses.plan.transferOne", values);
  }
}
