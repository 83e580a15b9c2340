import { Lock } from "lucide-react";
import { useWords } from "@/change";
import type { LicenseRow } from "@/platform";
import { Badge } from "@/ui";
import { stateExplained, stateTone, stateWords } from "../words/states";

/** A license's state in a word that helps; what it means on hover. */
export function StateBadge({ row }: { row: LicenseRow }) {
  const words = useWords();
  return (
    <Badge
      tone={stateTone(row.state)}
      icon={row.state === "locked" ? <Lock size={12} aria-hidden /> : undefined}
      title={stateExplained(words, row)}
    >
      {stateWords(words, row)}
    </Badge>
  );
}
