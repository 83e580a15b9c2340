import { CalendarClock, HardDrive, ListChecks, type LucideIcon, Search } from "lucide-react";
import { type MessageId, useText } from "@/i18n";
import type { AccessView } from "@/platform";
import styles from "./Guide.module.css";

interface Hint {
  Icon: LucideIcon;
  title: MessageId;
  words: MessageId;
}

const looking: Hint = { Icon: Search, title: "setup.next.look", words: "setup.next.look.text" };
const keeping: Hint = { Icon: HardDrive, title: "setup.next.local", words: "setup.next.local.text" };
const changing: readonly Hint[] = [
  { Icon: ListChecks, title: "setup.next.plan", words: "setup.next.plan.text" },
  { Icon: CalendarClock, title: "setup.next.days", words: "setup.next.days.text" },
];

/** What is worth knowing before the first look at the table. */
export function NextSteps({ access }: { access: AccessView }) {
  const text = useText();
  const canChange = access.capabilities.some((one) => one.denial === null);
  const hints = [looking, ...(canChange ? changing : []), keeping];
  return (
    <div className={styles.guide}>
      <header className={styles.header}>
        <h2 className={styles.title}>{text("setup.next.title")}</h2>
      </header>
      <ul>
        {hints.map(({ Icon, title, words }) => (
          <li key={title} className={styles.step}>
            <span className={styles.number} aria-hidden="true">
              <Icon size={15} />
            </span>
            <div className={styles.stepBody}>
              <h3 className={styles.stepTitle}>{text(title)}</h3>
              <p className={styles.stepText}>{text(words)}</p>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
