import type { ReactElement, ReactNode } from "react";
import { Tooltip as AriaTooltip, TooltipTrigger } from "react-aria-components";
import styles from "./Tooltip.module.css";

/** The bubble alone, for triggers that bring their own `TooltipTrigger`. */
export function TooltipBubble({ children }: { children: ReactNode }) {
  return (
    <AriaTooltip className={styles.tooltip} offset={7} containerPadding={8}>
      {children}
    </AriaTooltip>
  );
}

/** Tells more about a focusable control on hover and on focus. Never the only place of something needed. */
export function Tooltip({ text, children }: { text: string; children: ReactElement }) {
  return (
    <TooltipTrigger delay={350} closeDelay={60}>
      {children}
      <TooltipBubble>{text}</TooltipBubble>
    </TooltipTrigger>
  );
}
