import { Columns3 } from "lucide-react";
import { memo } from "react";
import { useText } from "@/i18n";
import { Button, lazily, Popover } from "@/ui";
import type { ColumnChoicesProps } from "./ColumnChoices";

/** Which columns the table shows, and in which order. */
export const ColumnChooser = memo(function ColumnChooser({ columns, setColumns }: ColumnChoicesProps) {
  const text = useText();
  return (
    <Popover
      label={text("licenses.columns.button")}
      placement="bottom end"
      isFlush
      trigger={
        <Button variant="quiet" icon={<Columns3 size={15} aria-hidden />}>
          {text("licenses.columns.button")}
        </Button>
      }
    >
      <Choices columns={columns} setColumns={setColumns} />
    </Popover>
  );
});

const Choices = lazily(async () => (await import("./ColumnChoices")).ColumnChoices);
