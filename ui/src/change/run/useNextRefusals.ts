import { type Capability, type ChangeSetView, useCurrent } from "@/platform";
import { useRefusals } from "../words/useRefusals";

const OPPOSITES: Readonly<Record<Capability, Capability>> = {
  assign: "revoke",
  revoke: "assign",
  transfer: "transfer",
};

/** Why nothing of what can follow a change set can be sent now; null where it can. */
export interface NextRefusals {
  /** Also for what is left of it. */
  repeat: string | null;
  undo: string | null;
}

/** Why what can follow a change set can't be done now. */
export function useNextRefusals({ capabilities }: Pick<ChangeSetView, "capabilities">): NextRefusals {
  const refusals = useRefusals(useCurrent());
  const first = (those: readonly Capability[]) =>
    those.map((capability) => refusals[capability]).find((reason) => reason !== null) ?? null;
  return { repeat: first(capabilities), undo: first(capabilities.map((one) => OPPOSITES[one])) };
}
