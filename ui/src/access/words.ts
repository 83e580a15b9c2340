import type { MessageId, TextOf } from "@/i18n";
import type { AccessKind, AccessView, Capability, Denial } from "@/platform";

const kinds: Readonly<Record<AccessKind, { name: MessageId; short: MessageId; explanation: MessageId }>> = {
  organizationAdmin: {
    name: "access.organizationAdmin",
    short: "access.organizationAdmin.short",
    explanation: "access.organizationAdmin.explanation",
  },
  organizationViewer: {
    name: "access.organizationViewer",
    short: "access.organizationViewer.short",
    explanation: "access.organizationViewer.explanation",
  },
  primaryContact: {
    name: "access.primaryContact",
    short: "access.primaryContact.short",
    explanation: "access.primaryContact.explanation",
  },
  teamAdmin: {
    name: "access.teamAdmin",
    short: "access.teamAdmin.short",
    explanation: "access.teamAdmin.explanation",
  },
  teamViewer: {
    name: "access.teamViewer",
    short: "access.teamViewer.short",
    explanation: "access.teamViewer.explanation",
  },
  other: { name: "access.other", short: "access.other.short", explanation: "access.other.explanation" },
};

export const capabilityNames: Readonly<Record<Capability, MessageId>> = {
  assign: "access.capability.assign",
  revoke: "access.capability.revoke",
  transfer: "access.capability.transfer",
};

/** Why a token can't do something, and who could. */
export const denialReasons: Readonly<Record<Denial, MessageId>> = {
  readOnlyToken: "access.denial.readOnlyToken",
  needsOrganizationAdmin: "access.denial.needsOrganizationAdmin",
  otherTeam: "access.denial.otherTeam",
};

/** Who this token is, in a word or two: "Organization admin". */
export function accessName(
  text: TextOf,
  { kind, otherRole }: Pick<AccessView, "kind" | "otherRole">,
): string {
  return kind === "other" && otherRole
    ? text("access.other.named", { role: otherRole })
    : text(kinds[kind].name);
}

/** The same where there is little room. */
export function accessShortName(text: TextOf, { kind, otherRole }: AccessView): string {
  return kind === "other" && otherRole ? otherRole : text(kinds[kind].short);
}

/** What this token sees and may do, in a sentence. */
export function accessExplanation(text: TextOf, { kind, team }: AccessView): string {
  const name = team && (team.name || text("licenses.team.numbered", { id: team.id }));
  return text(kinds[kind].explanation, { team: name ?? "" });
}

/** What it may do, in a word or two: "Can assign, revoke, transfer", "Can look only". */
export function accessSummary(text: TextOf, { capabilities }: AccessView): string {
  const denied = capabilities.filter((one) => one.denial !== null);
  if (denied.length === 0) return text("access.summary.everything");
  if (denied.length === capabilities.length) return text("access.summary.nothing");
  return text("access.summary.part");
}
