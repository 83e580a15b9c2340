import { type ChangeSource, useChangeSet } from "@/platform";
import { useWords } from "../words/useWords";
import { sourceWords } from "./words";

/** What a change set was made of. */
export function SourceText({ source }: { source: ChangeSource }) {
  const words = useWords();
  const origin = useChangeSet(source.kind === "repeat" || source.kind === "undo" ? source.changeSet : null);
  return sourceWords(words, source, origin.data?.at ?? null);
}
