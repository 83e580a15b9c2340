import { ChevronDown } from "lucide-react";
import { useText } from "@/i18n";
import type { Format } from "@/platform";
import { Button, Menu } from "@/ui";
import { useExport } from "./useRunActions";

/** Saves a change set with all its steps. */
export function ExportMenu({ id, size = "medium" }: { id: string; size?: "small" | "medium" }) {
  const text = useText();
  const { save, isPending } = useExport(id);
  return (
    <Menu
      label={text("run.export")}
      placement="bottom end"
      trigger={
        <Button
          size={size}
          pendingLabel={isPending ? text("run.exporting") : null}
          trailingIcon={<ChevronDown size={13} aria-hidden />}
        >
          {text("run.export")}
        </Button>
      }
      groups={[
        {
          id: "formats",
          entries: [
            { id: "xlsx", label: text("run.export.xlsx") },
            { id: "csv", label: text("run.export.csv") },
          ],
        },
      ]}
      onAction={(format) => save(format as Format)}
    />
  );
}
