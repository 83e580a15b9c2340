import { useMemo, useState } from "react";
import type { Dropped } from "./drop/dropped";

/** What was asked for from outside: once more each time. */
export interface Wanted {
  /** Nothing where the dialog was asked for without a file. */
  dropped: Dropped | null;
}

/** The ways into the dialog for lists. */
export interface ListDoor {
  wanted: Wanted | null;
  open: () => void;
  drop: (dropped: Dropped) => void;
}

/** For the owner of the frame: a button somewhere opens it, and so does a file that is dropped anywhere. */
export function useListDoor(organization: string): ListDoor {
  const [asked, setAsked] = useState<{ organization: string; wanted: Wanted } | null>(null);
  return useMemo(() => {
    const ask = (dropped: Dropped | null) => setAsked({ organization, wanted: { dropped } });
    return {
      // What was asked for while another organization was open was not meant for this one.
      wanted: asked?.organization === organization ? asked.wanted : null,
      open: () => ask(null),
      drop: ask,
    };
  }, [asked, organization]);
}
