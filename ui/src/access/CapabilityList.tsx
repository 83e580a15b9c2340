import { Check, X } from "lucide-react";
import { useText } from "@/i18n";
import type { CapabilityView } from "@/platform";
import styles from "./CapabilityList.module.css";
import { capabilityNames, denialReasons } from "./words";

/** What a token may do; for what it may not do, the reason and who could. */
export function CapabilityList({ capabilities }: { capabilities: readonly CapabilityView[] }) {
  const text = useText();
  const [first, ...others] = new Set(capabilities.map(({ denial }) => denial));
  // One reason for all is said once.
  const shared = others.length === 0 && capabilities.length > 1 ? (first ?? null) : null;
  return (
    <>
      <ul className={styles.list}>
        {capabilities.map(({ capability, denial }) => (
          <li key={capability} className={styles.item} data-denied={denial ? "" : undefined}>
            <span className={styles.sign} aria-hidden="true">
              {denial ? <X size={13} /> : <Check size={13} />}
            </span>
            <div>
              <div className={styles.name}>{text(capabilityNames[capability])}</div>
              {denial && !shared && <div className={styles.reason}>{text(denialReasons[denial])}</div>}
              <span className="visually-hidden">{text(denial ? "access.denied" : "access.allowed")}</span>
            </div>
          </li>
        ))}
      </ul>
      {shared && <p className={styles.sharedReason}>{text(denialReasons[shared])}</p>}
    </>
  );
}
