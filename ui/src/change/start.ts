import type { ChangeRequest, LicenseRow, Selection, TeamId } from "@/platform";

/** What a person asks for, before the form or the plan. */
export type ChangeStart =
  | {
      kind: "assign";
      /** The license, where one was chosen; otherwise the form asks for product and team. */
      license: LicenseRow | null;
    }
  | { kind: "revoke"; selection: Selection; count: number }
  | {
      kind: "transfer";
      selection: Selection;
      count: number;
      /** The team that they are all in, where that is known: no target. */
      from: TeamId | null;
    }
  | {
      /** Asked for elsewhere already: the plan is the first thing to see. */
      kind: "request";
      request: ChangeRequest;
      /** Leads back to where it was asked for; there is no way back if this is left out. */
      onBack?: (() => void) | undefined;
    };

/** A selection of one license. */
export function only(license: LicenseRow): Selection {
  return { kind: "ids", ids: [license.id] };
}

/** What a plan can be made of without asking for more; null where a form comes first. */
export function requestOf(start: ChangeStart): ChangeRequest | null {
  if (start.kind === "request") return start.request;
  return start.kind === "revoke" ? { kind: "revoke", selection: start.selection } : null;
}
