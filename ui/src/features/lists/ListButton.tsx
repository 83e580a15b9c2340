import { FileUp } from "lucide-react";
import { useText } from "@/i18n";
import { Button } from "@/ui";

/** Opens the dialog for lists. */
export function ListButton({ onPress }: { onPress: () => void }) {
  const text = useText();
  return (
    <Button icon={<FileUp size={15} aria-hidden />} onPress={onPress}>
      {text("lists.open")}
    </Button>
  );
}
