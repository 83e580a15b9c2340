import { type ReactNode, useState } from "react";
import { Change, type ChangeStart } from "@/change";
import type { ChangeRequest } from "@/platform";
import { lazily } from "@/ui";

/** The one place for changes that are asked for outside the table of licenses, and for the run of any. */
export interface ChangeHost {
  /** Shows the plan for a change. */
  request: (request: ChangeRequest) => void;
  /** Shows a run, or what came of it. */
  showRun: (id: string) => void;
  dialogs: ReactNode;
}

interface ShownRun {
  id: string;
  isOpen: boolean;
}

export function useChangeHost(): ChangeHost {
  const [wish, setWish] = useState<ChangeStart | null>(null);
  // The dialogs stay once they were needed: they have their own time to go.
  const [isReady, setReady] = useState(false);
  const [run, setRun] = useState<ShownRun | null>(null);
  const closeRun = () => setRun((shown) => shown && { ...shown, isOpen: false });
  const request = (wanted: ChangeRequest) => {
    closeRun();
    setReady(true);
    setWish({ kind: "request", request: wanted });
  };
  return {
    request,
    showRun: (id) => setRun({ id, isOpen: true }),
    dialogs: (
      <>
        {isReady && <Change wish={wish} onChanged={() => {}} onClose={() => setWish(null)} />}
        {run && (
          <RunDialog key={run.id} id={run.id} isOpen={run.isOpen} doing={{ close: closeRun, request }} />
        )}
      </>
    ),
  };
}

const RunDialog = lazily(async () => (await import("@/change/run")).RunDialog);
