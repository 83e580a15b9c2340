import { useEffect, useEffectEvent } from "react";
import { ChangeDialog } from "./ChangeDialog";
import type { ChangeStart } from "./start";
import { useChangeFlow } from "./useChangeFlow";

export interface ChangeProps {
  /** What is to be changed; null: nothing (anymore). */
  wish: ChangeStart | null;
  /** Something was carried out. */
  onChanged: () => void;
  onClose: () => void;
}

/** A change from the wish to the result. */
export function Change({ wish, onChanged, onClose }: ChangeProps) {
  const flow = useChangeFlow(onChanged, onClose);
  const begin = useEffectEvent(flow.begin);
  useEffect(() => {
    if (wish) begin(wish);
  }, [wish]);
  return <ChangeDialog flow={flow} />;
}
