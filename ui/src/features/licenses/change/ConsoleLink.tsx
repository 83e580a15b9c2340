import { ExternalLink } from "lucide-react";
import { useText } from "@/i18n";
import { useOpenPage } from "@/problems";
import { Button } from "@/ui";

/** Opens the vendor's web console, where more is possible than the API allows. */
export function ConsoleLink({ isSubtle }: { isSubtle?: boolean }) {
  const text = useText();
  const openPage = useOpenPage();
  return (
    <Button
      variant={isSubtle ? "link" : "secondary"}
      size="small"
      trailingIcon={<ExternalLink size={13} aria-hidden />}
      onPress={() => openPage("vendorConsole")}
    >
      {text("licenses.openConsole")}
    </Button>
  );
}
