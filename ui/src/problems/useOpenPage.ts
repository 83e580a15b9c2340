import { type Link, useOpenLink } from "@/platform";
import { useProblemToast } from "./useProblemToast";

/** Opens one of the known pages in the browser, and says so when that does not work. */
export function useOpenPage(): (link: Link) => void {
  const openLink = useOpenLink();
  const sayProblem = useProblemToast();
  return (link) => openLink.mutate(link, { onError: sayProblem });
}
