import type { MessageId } from "@/i18n";
import type { ChangeSetView, PlanView } from "@/platform";
import type { Tone } from "@/ui";
import { personOf, productName, teamName } from "../words/names";
import { stepGroup, type StepGroup } from "../words/steps";
import type { Words } from "../words/useWords";
import type { PerCapability } from "../planWords";

type Counts = Readonly<Record<StepGroup, number>>;

function countGroups(change: ChangeSetView): Counts {
  const counts = { pending: 0, done: 0, refused: 0, unchanged: 0, notSent: 0, unknown: 0 };
  for (const { state } of change.steps) counts[stepGroup(state)] += 1;
  return counts;
}

const DONE_COUNT: PerCapability = {
  assign: "licenses.result.assigned",
  revoke: "licenses.result.revoked",
  transfer: "licenses.result.transferred",
};
const DONE_ONE: PerCapability = {
  assign: "licenses.result.assignedOne",
  revoke: "licenses.result.revokedOne",
  transfer: "licenses.result.transferredOne",
};
const DONE_ALL: PerCapability = {
  assign: "licenses.result.assignedAll",
  revoke: "licenses.result.revokedAll",
  transfer: "licenses.result.transferredAll",
};
const DONE_SOME: PerCapability = {
  assign: "licenses.result.assignedSome",
  revoke: "licenses.result.revokedSome",
  transfer: "licenses.result.transferredSome",
};

/** What came of it, in a headline. */
export function resultTitle(words: Words, plan: PlanView, change: ChangeSetView): string {
  const { text } = words;
  const counts = countGroups(change);
  const total = change.steps.length;
  if (counts.done === 0)
    return text(counts.unknown > 0 ? "licenses.result.needsCheck" : "licenses.result.nothing");
  const team = plan.targetTeam ? teamName(words, plan.targetTeam) : "";
  if (counts.done < total) return text(DONE_SOME[change.capability], { done: counts.done, total, team });
  const row = plan.rows.find(({ license }) => license === change.steps[0]?.license);
  if (total > 1 || !row) return text(DONE_ALL[change.capability], { count: total, team });
  const values = { person: personOf(words, row), product: productName(words, row.product), team };
  return text(DONE_ONE[change.capability], values);
}

/** How many of each outcome. */
export function resultBadges({ text }: Words, change: ChangeSetView) {
  const counts = countGroups(change);
  const badges: { group: StepGroup; tone: Tone; id: MessageId }[] = [
    { group: "done", tone: "accent", id: DONE_COUNT[change.capability] },
    { group: "refused", tone: "wrong", id: "licenses.result.refused" },
    { group: "unchanged", tone: "attention", id: "licenses.result.unchanged" },
    { group: "notSent", tone: "attention", id: "licenses.result.notSent" },
    { group: "unknown", tone: "attention", id: "licenses.result.unknown" },
    { group: "pending", tone: "neutral", id: "licenses.result.open" },
  ];
  return badges
    .filter(({ group }) => counts[group] > 0)
    .map(({ group, tone, id }) => ({ group, tone, label: text(id, { count: counts[group] }) }));
}
