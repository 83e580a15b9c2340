import { useCallback } from "react";
import { useText } from "@/i18n";
import type { AnyProblem } from "@/platform";
import { useToast } from "@/ui";
import { problemValues, wordsFor } from "./words";

/** Shows a problem in passing: for what was tried beside the main thing, such as opening a page. */
export function useProblemToast(): (problem: AnyProblem) => void {
  const text = useText();
  const toast = useToast();
  return useCallback(
    (problem) => {
      const words = wordsFor(problem);
      toast({ tone: words.tone, title: text(words.title), text: text(words.next, problemValues(problem)) });
    },
    [text, toast],
  );
}
