import type { ReactNode } from "react";
import { ListLayout, Virtualizer } from "react-aria-components";

/** The height of an option; fixed, so that the list knows where each one is. */
const OPTION = 30;

/** Draws only those options of the list in it that are in sight. Loaded when a list is that long. */
export default function VirtualList({ children }: { children: ReactNode }) {
  return (
    <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight: OPTION, padding: 5 }}>
      {children}
    </Virtualizer>
  );
}
