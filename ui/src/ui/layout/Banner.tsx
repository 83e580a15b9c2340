import { CircleAlert, Info, TriangleAlert, X } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "../Button";
import styles from "./Banner.module.css";

const ICONS = { attention: TriangleAlert, wrong: CircleAlert, fact: Info } as const;

export interface BannerProps {
  tone: keyof typeof ICONS;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  /** Left out: it stays as long as it is true. */
  onDismiss?: (() => void) | undefined;
  dismissLabel?: string;
}

/** What concerns the whole window, in a line above the page. */
export function Banner({ tone, title, children, actions, onDismiss, dismissLabel = "" }: BannerProps) {
  const Icon = ICONS[tone];
  return (
    <div className={styles.banner} data-ground={tone} role="status">
      <Icon size={16} aria-hidden />
      <div className={styles.words} data-selectable>
        <span className={styles.title}>{title}</span>
        {children && <span className={styles.text}>{children}</span>}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
      {onDismiss && (
        <IconButton
          size="small"
          label={dismissLabel}
          icon={<X size={15} aria-hidden />}
          onPress={onDismiss}
        />
      )}
    </div>
  );
}
