import type { MessageId } from "@/i18n";
import type { Capability, ChangeRequest, PlanCounts, PlanRowView, PlanView } from "@/platform";
import { personOf, productName, teamName } from "../words/names";
import type { Words } from "../words/useWords";
import { costWords } from "./durationWords";

/** Everything that the words around a plan's rows are made of. */
export interface PlanShown {
  plan: PlanView;
  /** What the plan was made for. */
  request: ChangeRequest;
  /** The first row of those that would be carried out; of a plan for one license it says it all. */
  first: PlanRowView | null;
}

/** A message for each kind of change. */
export type PerCapability = Readonly<Record<Capability, MessageId>>;

const NOTES: PerCapability = {
  assign: "licenses.plan.noteAssign",
  revoke: "licenses.plan.noteRevoke",
  transfer: "licenses.plan.noteTransfer",
};
const NOTHING: PerCapability = {
  assign: "licenses.plan.nothingAssign",
  revoke: "licenses.plan.nothingRevoke",
  transfer: "licenses.plan.nothingTransfer",
};
const MANY_BUTTONS: PerCapability = {
  assign: "plan.doAssignMany",
  revoke: "licenses.plan.doRevoke",
  transfer: "licenses.plan.doTransfer",
};
const ONE_BUTTON: PerCapability = { ...MANY_BUTTONS, assign: "licenses.plan.doAssign" };

/** The one thing that a plan does; null where it does several, or nothing that is known. */
export function onlyCapability({ plan, first }: PlanShown): Capability | null {
  const { assigns, revokes, transfers } = plan.counts;
  const kinds = [assigns > 0 && "assign", revokes > 0 && "revoke", transfers > 0 && "transfer"] as const;
  const [only, ...others] = kinds.filter((kind) => kind !== false);
  if (others.length > 0) return null;
  return only ?? (isUniform(plan) ? (first?.capability ?? null) : null);
}

/** Whether all rows are wished the same: a list can say one thing in one line and another in the next. */
function isUniform({ source, counts }: PlanView): boolean {
  return (
    source.kind === "license" || source.kind === "selection" || source.kind === "queue" || counts.rows === 1
  );
}

/** What would happen, in a headline. */
export function planTitle(words: Words, shown: PlanShown): string {
  const { plan, first } = shown;
  if (plan.counts.rows === 1 && first) return oneTitle(words, plan, first) ?? manyTitle(words, shown);
  return manyTitle(words, shown);
}

function oneTitle(words: Words, plan: PlanView, row: PlanRowView): string | null {
  const { text } = words;
  const target = plan.targetTeam ?? row.targetTeam;
  const values = {
    product: productName(words, row.product),
    person: personOf(words, row),
    team: target ? teamName(words, target) : "",
  };
  switch (row.product ? row.capability : null) {
    case "assign":
      return text("licenses.plan.assignOne", values);
    case "revoke":
      return text(row.holder ? "licenses.plan.revokeOne" : "licenses.plan.revokeFree", values);
    case "transfer":
      return text("licenses.plan.transferOne", values);
    default:
      return null;
  }
}

function manyTitle(words: Words, shown: PlanShown): string {
  const { text } = words;
  const { plan } = shown;
  const { changes, rows } = plan.counts;
  const capability = onlyCapability(shown);
  if (capability === null) return changes === 0 ? text("plan.titleNothing") : mixedTitle(words, plan.counts);
  // What was selected is what it is about, whatever can be done with it. Of the queue nobody selected anything.
  const count = isUniform(plan) && plan.source.kind !== "queue" ? rows : changes;
  if (count === 0) return text("plan.titleNothing");
  const team = plan.targetTeam ? teamName(words, plan.targetTeam) : null;
  switch (capability) {
    case "assign": {
      const product = productOfAll(words, shown);
      return product === null
        ? text("plan.assignMany", { count })
        : text("plan.peopleGet", { count, product });
    }
    case "revoke":
      return text("licenses.plan.revokeMany", { count });
    case "transfer":
      return team === null
        ? text("plan.transferMany", { count })
        : text("licenses.plan.transferMany", { count, team });
  }
}

function mixedTitle(words: Words, { changes, assigns, revokes, transfers }: PlanCounts): string {
  const { text, intl } = words;
  const parts = [
    assigns > 0 && text("plan.part.assign", { count: assigns }),
    revokes > 0 && text("plan.part.revoke", { count: revokes }),
    transfers > 0 && text("plan.part.transfer", { count: transfers }),
  ].filter((part) => part !== false);
  return text("plan.titleMixed", { count: changes, parts: intl.formatList(parts, { type: "unit" }) });
}

/** The product that everybody in a list gets; null where lines say it themselves. */
function productOfAll(words: Words, { request, first }: PlanShown): string | null {
  if (request.kind !== "list" || !("product" in request.wish)) return null;
  const { mapping, wish } = request;
  const isSaidByLines = mapping.product !== null && mapping.product !== undefined;
  if (wish.product === null || isSaidByLines) return null;
  return first?.product?.code === wish.product ? productName(words, first.product) : null;
}

/** Below the headline. */
export function planSubtitle({ text }: Words, { source }: PlanView): string {
  if (source.kind !== "list") return text("licenses.plan.subtitle");
  return source.name ? text("plan.subtitleFile", { name: source.name }) : text("plan.subtitlePasted");
}

/** What the button says that carries it out. */
export function applyLabel({ text }: Words, shown: PlanShown): string {
  const { changes, rows } = shown.plan.counts;
  const capability = onlyCapability(shown);
  if (capability === null) return text("plan.apply", { count: changes });
  const labels = rows === 1 ? ONE_BUTTON : MANY_BUTTONS;
  return text(labels[capability], { count: changes, total: rows });
}

/** Why there is nothing to carry out; null where there is something. */
export function nothingToApply({ text }: Words, shown: PlanShown): string | null {
  const { changes, takenOut } = shown.plan.counts;
  if (changes > 0) return null;
  if (takenOut > 0) return text("licenses.plan.allOut");
  const capability = isUniform(shown.plan) ? onlyCapability(shown) : null;
  return text(capability === null ? "plan.nothingToApply" : NOTHING[capability]);
}

/** Beside the buttons: what it costs, and how it is undone. */
export function footerNote(words: Words, shown: PlanShown): string | null {
  const { text } = words;
  const { plan } = shown;
  const count = plan.counts.changes;
  if (count === 0) return null;
  const capability = onlyCapability(shown);
  const undo = capability === null ? "" : text(NOTES[capability], { count });
  // One license takes a moment: nobody has to be told how long.
  return plan.counts.rows === 1 ? undo || null : [costWords(words, plan), undo].filter(Boolean).join(" ");
}
