import type { MessageId } from "@/i18n";
import type { Capability, PlanCounts, PlanFilter } from "@/platform";
import type { Tone } from "@/ui";
import type { Words } from "../words/useWords";
import type { PerCapability } from "./planWords";

const WILL: PerCapability = {
  assign: "licenses.plan.willAssign",
  revoke: "licenses.plan.willRevoke",
  transfer: "licenses.plan.willTransfer",
};
const CANT: PerCapability = {
  assign: "licenses.plan.cantAssign",
  revoke: "licenses.plan.cantRevoke",
  transfer: "licenses.plan.cantTransfer",
};

/** How many rows of which kind; what there is none of is left out, unless it is what is shown. */
export function planChips(
  { text }: Words,
  counts: PlanCounts,
  capability: Capability | null,
  shown: PlanFilter | null,
) {
  const kinds: { id: PlanFilter; count: number; tone: Tone; label: MessageId }[] = [
    {
      id: "changes",
      count: counts.changes,
      tone: "accent",
      label: capability ? WILL[capability] : "plan.count.changes",
    },
    { id: "warned", count: counts.warned, tone: "attention", label: "plan.count.warned" },
    { id: "queueable", count: counts.queueable, tone: "attention", label: "plan.count.locked" },
    {
      id: "blocked",
      count: counts.blocked,
      tone: "wrong",
      label: capability ? CANT[capability] : "plan.count.blocked",
    },
    { id: "badLines", count: counts.badLines, tone: "wrong", label: "plan.count.badLines" },
    { id: "nothingToDo", count: counts.nothingToDo, tone: "neutral", label: "licenses.plan.nothing" },
    { id: "takenOut", count: counts.takenOut, tone: "neutral", label: "licenses.plan.out" },
  ];
  return kinds
    .filter(({ id, count }) => id === shown || count > 0)
    .map(({ id, count, tone, label }) => ({ id, tone, label: text(label, { count }) }));
}
