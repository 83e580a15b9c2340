import { Check } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import {
  Header,
  Menu as AriaMenu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  type Placement,
  Popover,
} from "react-aria-components";
import { classes } from "./classes";
import floating from "./Floating.module.css";
import styles from "./Menu.module.css";

export interface MenuEntry {
  id: string;
  label: string;
  description?: string | undefined;
  icon?: ReactNode;
  isDanger?: boolean;
  /** Marks what is chosen now, such as the organization shown. */
  isCurrent?: boolean;
  /** Why it can't be done now: it stays in the menu, with these words. */
  disabledReason?: string | null | undefined;
}

export interface MenuGroup {
  id: string;
  title?: string;
  entries: readonly MenuEntry[];
}

export interface MenuProps {
  trigger: ReactElement;
  label: string;
  groups: readonly MenuGroup[];
  onAction: (id: string) => void;
  placement?: Placement;
  /** As wide as its trigger at least. */
  matchTrigger?: boolean;
}

/** Actions behind a button. */
export function Menu({
  trigger,
  label,
  groups,
  onAction,
  placement = "bottom start",
  matchTrigger,
}: MenuProps) {
  const refused = new Set(
    groups.flatMap((group) => group.entries.filter((entry) => entry.disabledReason).map((entry) => entry.id)),
  );
  return (
    <MenuTrigger>
      {trigger}
      <Popover
        className={classes(floating.floating, matchTrigger && floating.matchTrigger)}
        placement={placement}
        offset={6}
      >
        <AriaMenu
          aria-label={label}
          className={floating.list}
          onAction={(key) => {
            if (!refused.has(String(key))) onAction(String(key));
          }}
        >
          {groups.map((group) => (
            <MenuSection key={group.id} className={styles.section} aria-label={group.title ?? label}>
              {group.title && <Header className={styles.title}>{group.title}</Header>}
              {group.entries.map((entry) => (
                <Entry key={entry.id} entry={entry} />
              ))}
            </MenuSection>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

function Entry({ entry }: { entry: MenuEntry }) {
  const refused = Boolean(entry.disabledReason);
  return (
    <MenuItem
      id={entry.id}
      textValue={entry.label}
      shouldCloseOnSelect={!refused}
      className={classes(floating.option, entry.isDanger && styles.danger, refused && styles.refused)}
      render={(dom) => {
        const shared = { ...dom, ...(refused && { "aria-disabled": true }) };
        return "href" in shared ? <a {...(shared as object)} /> : <div {...(shared as object)} />;
      }}
    >
      {entry.icon}
      <span className={floating.words}>
        {/* Not the slots of React Aria: with them the name would be less than what is read on the screen. */}
        <span className={floating.label}>{entry.label}</span>{" "}
        {(entry.disabledReason || entry.description) && (
          <span className={classes(floating.description, refused && styles.reason)}>
            {entry.disabledReason || entry.description}
          </span>
        )}
      </span>
      {entry.isCurrent && <Check size={15} className={floating.chosen} aria-hidden />}
    </MenuItem>
  );
}
