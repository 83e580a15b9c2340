import { ExternalLink } from "lucide-react";
import { useText } from "@/i18n";
import { useOpenPage } from "@/problems";
import { Button } from "@/ui";

/** Opens the vendor's web console, where more is possible than the API allows. */
export function ConsoleLink() {
  const text = useText();
  const openPage = useOpenPage();
  return (
    <Button
      variant="link"
      size="small"
      trailingIcon={<ExternalLink size={13} aria-hidden />}
      onPress={() => openPage("vendorConsole")}
    >
      {text("licenses.openConsole")}
    </Button>
  );
}
