import { ArrowLeft } from "lucide-react";
import { useState } from "react";
import { useText } from "@/i18n";
import { type AnyProblem, type ConnectedView, type OrganizationView, useStartOver } from "@/platform";
import { ProblemCallout } from "@/problems";
import { Button, OrganizationTile } from "@/ui";
import { ConnectForm } from "./ConnectForm";
import { ConnectResult } from "./ConnectResult";
import { Guide } from "./Guide";
import { NextSteps } from "./NextSteps";
import styles from "./Setup.module.css";

export interface SetupPageProps {
  /** Set to enter a new token for an organization that is known already. */
  organization?: OrganizationView | undefined;
  /** What went wrong before anything was asked for here. */
  problem?: AnyProblem | null;
  /** Shown as a way back where there is something to go back to. */
  onBack?: (() => void) | undefined;
  /** An organization is open now: show it. */
  onDone: () => void;
}

/** Connects an organization: two fields on the left, where to find them on the right. */
export function SetupPage({ organization, problem, onBack, onDone }: SetupPageProps) {
  const text = useText();
  const startOver = useStartOver();
  const [connected, setConnected] = useState<ConnectedView | null>(null);
  const show = async () => {
    await startOver();
    onDone();
  };
  return (
    <div className={styles.page}>
      <title>{text("setup.pageTitle")}</title>
      <main className={styles.main}>
        <div className={styles.top}>
          <div className={styles.brand}>
            <OrganizationTile name={text("app.name")} size="large" />
            {text("app.name")}
          </div>
          {onBack && !connected && (
            <Button variant="quiet" size="small" icon={<ArrowLeft size={14} aria-hidden />} onPress={onBack}>
              {text("setup.back")}
            </Button>
          )}
        </div>
        {connected ? (
          <ConnectResult connected={connected} onShow={() => void show()} />
        ) : (
          <>
            <Heading organization={organization} />
            {problem && <ProblemCallout problem={problem} live="polite" />}
            <ConnectForm organization={organization} onConnected={setConnected} onDemo={onDone} />
          </>
        )}
        <p className={styles.independent}>{text("app.independent")}</p>
      </main>
      <aside className={styles.aside} aria-label={text(connected ? "setup.next.title" : "setup.guide.title")}>
        {connected ? <NextSteps access={connected.access} /> : <Guide />}
      </aside>
    </div>
  );
}

function Heading({ organization }: Pick<SetupPageProps, "organization">) {
  const text = useText();
  return (
    <header className={styles.heading}>
      <h1 className={styles.title}>{text(organization ? "setup.title.newToken" : "setup.title")}</h1>
      <p className={styles.lead}>
        {organization ? text("setup.lead.newToken", { organization: organization.name }) : text("setup.lead")}
      </p>
    </header>
  );
}
