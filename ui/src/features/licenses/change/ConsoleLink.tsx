import { ExternalLink } from "lucide-react";
import { useText } from "@/i18n";
import { useOpenLink } from "@/platform";
import { useProblemToast } from "@/problems";
import { Button } from "@/ui";

/** Opens the vendor's web console, where more is possible than the API allows. */
export function ConsoleLink({ isSubtle }: { isSubtle?: boolean }) {
  const text = useText();
  const openLink = useOpenLink();
  const showProblem = useProblemToast();
  return (
    <Button
      variant={isSubtle ? "link" : "secondary"}
      size="small"
      trailingIcon={<ExternalLink size={13} aria-hidden />}
      onPress={() => openLink.mutate("vendorConsole", { onError: showProblem })}
    >
      {text("licenses.openConsole")}
    </Button>
  );
}
