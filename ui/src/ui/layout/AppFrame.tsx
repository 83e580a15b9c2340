import type { ReactNode } from "react";
import styles from "./AppFrame.module.css";

export interface AppFrameProps {
  /** Above the sections: the organization, its menu. */
  sidebarHeader: ReactNode;
  navigationLabel: string;
  navigation: ReactNode;
  /** At the bottom of the sidebar: how fresh the data is. */
  sidebarFooter?: ReactNode;
  children: ReactNode;
}

/** The window: sections on the left, a page beside them. */
export function AppFrame(props: AppFrameProps) {
  return (
    <div className={styles.frame}>
      <nav className={styles.sidebar} aria-label={props.navigationLabel}>
        {props.sidebarHeader}
        <div className={styles.navigation}>
          <ul className={styles.items}>{props.navigation}</ul>
        </div>
        {props.sidebarFooter && <div className={styles.footer}>{props.sidebarFooter}</div>}
      </nav>
      <main className={styles.main}>{props.children}</main>
    </div>
  );
}

export interface NavigationItemProps {
  href: string;
  icon: ReactNode;
  label: string;
  /** A number or a badge after the label. */
  trailing?: ReactNode;
  isCurrent: boolean;
}

/** One section in the sidebar. */
export function NavigationItem({ href, icon, label, trailing, isCurrent }: NavigationItemProps) {
  return (
    <li>
      <a className={styles.item} href={href} aria-current={isCurrent ? "page" : undefined} draggable={false}>
        {icon}
        <span className={styles.itemLabel}>{label}</span>
        {trailing !== undefined && <span className={styles.trailing}>{trailing}</span>}
      </a>
    </li>
  );
}
