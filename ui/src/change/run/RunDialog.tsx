import { Dialog } from "@/ui";
import { type RunDoing, runScreen } from "./runScreen";
import { useRunState } from "./useRunState";

export interface RunDialogProps {
  /** The change set. */
  id: string;
  isOpen: boolean;
  doing: RunDoing;
}

/** A run, or what came of it, by itself. */
export function RunDialog({ id, isOpen, doing }: RunDialogProps) {
  const { counts } = useRunState(id);
  return <Dialog {...runScreen(id, counts.steps === 1, doing)} isOpen={isOpen} onClose={doing.close} />;
}
