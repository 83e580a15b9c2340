import { Download } from "lucide-react";
import { useText } from "@/i18n";
import { type Format, useSaveTemplate, type Want } from "@/platform";
import { useProblemToast } from "@/problems";
import { Button, Menu, useToast } from "@/ui";
import { WANTS, wantTitle } from "../wish/words";

const FORMATS: readonly Format[] = ["xlsx", "csv"];

/** Files to fill in, one for each wish. */
export function TemplatesMenu() {
  const text = useText();
  const toast = useToast();
  const showProblem = useProblemToast();
  const save = useSaveTemplate();
  const saveIt = (want: Want, format: Format) =>
    save.mutate(
      { want, format },
      {
        // Who changed their mind in the dialog for the file has nothing to be told.
        onSuccess: (path) => {
          if (path !== null) toast({ tone: "accent", title: text("lists.template.saved"), text: path });
        },
        onError: showProblem,
      },
    );
  return (
    <Menu
      label={text("lists.template")}
      placement="top start"
      trigger={
        <Button
          variant="quiet"
          icon={<Download size={15} aria-hidden />}
          pendingLabel={save.isPending ? text("lists.template") : null}
        >
          {text("lists.template")}
        </Button>
      }
      groups={WANTS.map((want) => ({
        id: want,
        title: wantTitle(text, want),
        entries: FORMATS.map((format) => ({
          id: `${want} ${format}`,
          label: text(format === "csv" ? "lists.template.csv" : "lists.template.xlsx"),
        })),
      }))}
      onAction={(id) => {
        const [want, format] = id.split(" ") as [Want, Format];
        saveIt(want, format);
      }}
    />
  );
}
