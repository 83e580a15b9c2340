import { KeyRound, ShieldCheck } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { accessExplanation, accessName, CapabilityList } from "@/access";
import { type MessageId, useText } from "@/i18n";
import type { ConnectedView, KeychainName } from "@/platform";
import { Button } from "@/ui";
import styles from "./Setup.module.css";

const KEPT: Readonly<Record<KeychainName, MessageId>> = {
  secretService: "setup.result.kept.secretService",
  macKeychain: "setup.result.kept.macKeychain",
  windowsCredentialManager: "setup.result.kept.windowsCredentialManager",
  memory: "setup.result.kept.memory",
};

/** After a successful connect: who this token is, what it may do, where it is kept. */
export function ConnectResult({ connected, onShow }: { connected: ConnectedView; onShow: () => void }) {
  const text = useText();
  const { organization, access, tokenPlace, keychain } = connected;
  const title = useRef<HTMLHeadingElement>(null);
  // The form that had the focus is gone: who can't see must learn that it worked.
  useEffect(() => title.current?.focus(), []);
  return (
    <div className={styles.result}>
      <header className={styles.heading}>
        <h1 ref={title} tabIndex={-1} className={styles.title}>
          {text("setup.result.title", { organization: organization.name })}
        </h1>
        <p className={styles.lead}>{text("setup.result.code", { code: organization.customerCode })}</p>
      </header>
      <Part icon={<ShieldCheck size={17} aria-hidden />} title={accessName(text, access)}>
        <p className={styles.partText}>{accessExplanation(text, access)}</p>
        <CapabilityList capabilities={access.capabilities} />
      </Part>
      <Part icon={<KeyRound size={17} aria-hidden />} title={text("setup.result.kept")}>
        <p className={styles.partText}>
          {text(tokenPlace === "keychain" ? KEPT[keychain] : "setup.result.kept.memory")}
        </p>
      </Part>
      <div className={styles.actions}>
        <Button variant="primary" size="large" onPress={onShow}>
          {text("setup.result.show")}
        </Button>
      </div>
    </div>
  );
}

function Part({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <section className={styles.part}>
      <h2 className={styles.partTitle}>
        {icon}
        {title}
      </h2>
      {children}
    </section>
  );
}
