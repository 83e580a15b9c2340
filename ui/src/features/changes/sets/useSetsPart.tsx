import { useState } from "react";
import { type ChangeRequest, type ChangeSetView, useChangeSets } from "@/platform";
import { useText } from "@/i18n";
import type { SectionPart } from "../ChangesPage";
import { ChangeSetPanel } from "./ChangeSetPanel";
import { ChangeSetTable } from "./ChangeSetTable";

interface SetsPartProps {
  onRequest: (request: ChangeRequest) => void;
  onShowRun: (id: string) => void;
}

/** The list of change sets, and one of them beside it. */
export function useSetsPart({ onRequest, onShowRun }: SetsPartProps) {
  const text = useText();
  const rows = useChangeSets();
  const [open, setOpen] = useState<ChangeSetView | null>(null);
  const part: SectionPart = {
    children: <ChangeSetTable rows={rows} open={open} onOpen={setOpen} />,
    aside: open && (
      <ChangeSetPanel
        key={open.id}
        shown={open}
        onClose={() => setOpen(null)}
        onRequest={onRequest}
        onShowRun={onShowRun}
      />
    ),
    statusStart: rows.total !== undefined && <span>{text("changes.count", { count: rows.total })}</span>,
    statusEnd: <span>{text("changes.kept")}</span>,
  };
  return { part, total: rows.total };
}
