import { type ReactNode, type Ref, useId } from "react";
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
  TooltipTrigger,
} from "react-aria-components";
import styles from "./Button.module.css";
import { classes } from "./classes";
import { Spinner } from "./Spinner";
import { TooltipBubble } from "./Tooltip";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger" | "link";

type Inherited = Pick<
  AriaButtonProps,
  "onPress" | "type" | "form" | "autoFocus" | "aria-label" | "aria-expanded" | "aria-haspopup" | "slot" | "id"
>;

/** What buttons of every shape have in common. */
interface BaseProps extends Inherited {
  className?: string | undefined;
  /** Says that the press is being carried out: the button stays where it is, spins and takes no press. */
  pendingLabel?: string | null | undefined;
  /** Why this can't be done now. The button stays reachable, so that everybody can find out. */
  disabledReason?: string | null | undefined;
  /** Shown on hover and focus when there is no `disabledReason`. */
  tooltip?: string | undefined;
  /** Passed on for end-to-end tests. */
  "data-testid"?: string | undefined;
  ref?: Ref<HTMLButtonElement> | undefined;
}

interface PressButtonProps extends BaseProps {
  children: ReactNode;
}

/**
 * The press, pending, refusal and tooltip of all buttons. A refused button is no `disabled` button: that
 * could not be focused, and its reason would be out of reach of the keyboard and of screen readers.
 */
function PressButton(props: PressButtonProps) {
  const { children, pendingLabel, disabledReason, tooltip, onPress, type, ref, ...rest } = props;
  const reasonId = useId();
  const refused = Boolean(disabledReason);
  return (
    <>
      <TooltipTrigger delay={350} closeDelay={60} isDisabled={!(disabledReason || tooltip)}>
        <AriaButton
          {...rest}
          ref={ref}
          type={refused ? "button" : type}
          onPress={refused ? undefined : onPress}
          isPending={Boolean(pendingLabel) && !refused}
          render={(dom) => (
            // oxlint-disable-next-line react/button-has-type -- React Aria passes the type
            <button
              {...dom}
              {...(refused && { "aria-disabled": true, "aria-describedby": reasonId, "data-refused": "" })}
            />
          )}
        >
          {children}
        </AriaButton>
        <TooltipBubble>{disabledReason || tooltip}</TooltipBubble>
      </TooltipTrigger>
      {refused && (
        <span id={reasonId} hidden>
          {disabledReason}
        </span>
      )}
    </>
  );
}

export interface ButtonProps extends BaseProps {
  children: ReactNode;
  variant?: ButtonVariant;
  size?: "small" | "medium" | "large";
  /** Before the words, 16 px. */
  icon?: ReactNode;
  /** After the words, for what opens something. */
  trailingIcon?: ReactNode;
  fullWidth?: boolean;
}

/** A button with words. */
export function Button(props: ButtonProps) {
  const { children, variant = "secondary", size = "medium", icon, trailingIcon, fullWidth, ...rest } = props;
  return (
    <PressButton
      {...rest}
      className={classes(
        styles.button,
        styles[variant],
        styles[size],
        fullWidth && styles.fullWidth,
        rest.className,
      )}
    >
      <span className={classes(styles.content, rest.pendingLabel && styles.hidden)}>
        {icon}
        <span className={styles.label}>{children}</span>
        {trailingIcon}
      </span>
      {rest.pendingLabel && <Spinner label={rest.pendingLabel} className={styles.spinner} />}
    </PressButton>
  );
}

export interface IconButtonProps extends Omit<BaseProps, "aria-label" | "tooltip"> {
  /** The name of the button, also its tooltip. */
  label: string;
  icon: ReactNode;
  variant?: "secondary" | "quiet";
  size?: "small" | "medium";
  /** No tooltip where the name stands beside it anyway. */
  hideTooltip?: boolean;
}

/** A button with an icon only. Its name shows on hover and focus. */
export function IconButton(props: IconButtonProps) {
  const { label, icon, variant = "quiet", size = "medium", hideTooltip, ...rest } = props;
  return (
    <PressButton
      {...rest}
      aria-label={label}
      tooltip={hideTooltip ? undefined : label}
      className={classes(styles.button, styles[variant], styles[size], styles.square, rest.className)}
    >
      <span className={classes(styles.content, rest.pendingLabel && styles.hidden)}>{icon}</span>
      {rest.pendingLabel && <Spinner label={rest.pendingLabel} className={styles.spinner} />}
    </PressButton>
  );
}
