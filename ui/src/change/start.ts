import type { LicenseRow, Selection, TeamId } from "@/platform";

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
    };

/** A selection of one license. */
export function only(license: LicenseRow): Selection {
  return { kind: "ids", ids: [license.id] };
}
