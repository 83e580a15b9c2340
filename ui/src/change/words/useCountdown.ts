import { useEffect, useState } from "react";
import type { RunView, SyncProgress } from "@/platform";

/** What tells how long the vendor asked to wait: reading, or carrying out. */
type Waiting = Pick<SyncProgress | RunView, "waitingSeconds">;

/** Seconds that are still to be waited for, counted down from what was last said; null: nothing is waited for. */
export function useCountdown(progress: Waiting): number | null {
  const [counted, setCounted] = useState({ progress, seconds: 0 });
  if (counted.progress !== progress) setCounted({ progress, seconds: 0 });
  const isWaiting = progress.waitingSeconds !== null;
  useEffect(() => {
    if (!isWaiting) return undefined;
    const count = () => setCounted((before) => ({ ...before, seconds: before.seconds + 1 }));
    const timer = setInterval(count, 1_000);
    return () => clearInterval(timer);
  }, [isWaiting]);
  return progress.waitingSeconds === null ? null : Math.max(1, progress.waitingSeconds - counted.seconds);
}
