import { Check, Lock, Minus, X } from "lucide-react";
import type { PlanRowView } from "@/platform";
import { Badge } from "@/ui";
import { useWords } from "../words/useWords";
import { rowVerdict } from "./rowWords";

const ICONS = {
  will: <Check size={13} aria-hidden />,
  out: <Minus size={13} aria-hidden />,
  locked: <Lock size={12} aria-hidden />,
  nothing: <Minus size={13} aria-hidden />,
  cant: <X size={13} aria-hidden />,
  bad: <X size={13} aria-hidden />,
};

/** What a plan comes to for a row, in a word or two. */
export function VerdictBadge({ row }: { row: PlanRowView }) {
  const { kind, tone, label } = rowVerdict(useWords(), row);
  return (
    <Badge tone={tone} icon={ICONS[kind]} title={label}>
      {label}
    </Badge>
  );
}
