import type { ReactElement, ReactNode } from "react";
import { Dialog, DialogTrigger, Popover as AriaPopover, type Placement } from "react-aria-components";
import { classes } from "./classes";
import floating from "./Floating.module.css";
import styles from "./Popover.module.css";

export interface PopoverProps {
  /** The button that opens it. */
  trigger: ReactElement;
  /** The name of what opens, for screen readers. */
  label: string;
  placement?: Placement;
  isOpen?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** The content goes to the edges. */
  isFlush?: boolean;
  children: ReactNode | ((close: () => void) => ReactNode);
}

/** Something small that floats beside its button. */
export function Popover(props: PopoverProps) {
  const { trigger, label, placement = "bottom start", isFlush, children, ...open } = props;
  return (
    <DialogTrigger {...open}>
      {trigger}
      <AriaPopover className={floating.floating} placement={placement} offset={6}>
        <Dialog aria-label={label} className={classes(floating.dialog, !isFlush && styles.padded)}>
          {({ close }) => (typeof children === "function" ? children(close) : children)}
        </Dialog>
      </AriaPopover>
    </DialogTrigger>
  );
}
