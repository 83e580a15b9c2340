import type { Capability, CurrentView } from "@/platform";
import { denialWords, obstacleWords } from "./obstacles";
import { useWords, type Words } from "./useWords";

/** Why each kind of change can't be made now by anybody with this token; null where it can. */
export type Refusals = Readonly<Record<Capability, string | null>>;

/** What can't be changed for now, whatever license it is about. */
export function useRefusals(current: CurrentView | null): Refusals {
  const words = useWords();
  const of = (capability: Capability) => refusalOf(words, current, capability);
  return { assign: of("assign"), revoke: of("revoke"), transfer: of("transfer") };
}

function refusalOf(words: Words, current: CurrentView | null, capability: Capability): string | null {
  if (!current) return null;
  const { access, connection, readOnly } = current;
  const denial = access?.capabilities.find((one) => one.capability === capability)?.denial;
  // What a token may not do stays so; a connection comes back.
  if (denial) return denialWords(words, denial);
  if (readOnly) return words.text("licenses.refusal.readOnly");
  if (connection.kind === "checking") return words.text("licenses.refusal.checking");
  return connection.kind === "offline" ? obstacleWords(words, { kind: "offline" }) : null;
}
