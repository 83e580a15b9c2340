import { ExternalLink } from "lucide-react";
import type { ReactNode } from "react";
import { Text, useText } from "@/i18n";
import { useOpenPage } from "@/problems";
import { Button, Disclosure } from "@/ui";
import { AdministrationDrawing, CustomerCodeDrawing, TokenDrawing } from "./drawings";
import styles from "./Guide.module.css";
import { NotAnAdministrator } from "./NotAnAdministrator";

/** Where to find the customer code and the token, step by step. */
export function Guide() {
  const text = useText();
  const openPage = useOpenPage();
  return (
    <div className={styles.guide}>
      <header className={styles.header}>
        <h2 className={styles.title}>{text("setup.guide.title")}</h2>
        <Button
          size="small"
          icon={<ExternalLink size={13} aria-hidden />}
          onPress={() => openPage("vendorConsole")}
        >
          {text("setup.guide.openAccount")}
        </Button>
      </header>
      <ol className={styles.steps}>
        <Step number={1} title={text("setup.guide.enable")} drawing={<AdministrationDrawing />}>
          <p>
            <Text id="setup.guide.enable.text" values={{ b: bold }} />
          </p>
          <Disclosure tone="accent" label={text("setup.guide.noButton")}>
            <NotAnAdministrator />
          </Disclosure>
        </Step>
        <Step number={2} title={text("setup.guide.code")} drawing={<CustomerCodeDrawing />}>
          <p>{text("setup.guide.code.text")}</p>
        </Step>
        <Step number={3} title={text("setup.guide.token")} drawing={<TokenDrawing />}>
          <p>
            <Text id="setup.guide.token.text" values={{ b: bold }} />
          </p>
        </Step>
      </ol>
      <p className={styles.footnote}>
        {text("setup.guide.differs")}{" "}
        <Button variant="link" onPress={() => openPage("vendorApiHelp")}>
          {text("setup.guide.help")}
        </Button>
      </p>
    </div>
  );
}

function bold(chunks: ReactNode[]): ReactNode {
  return <b key="b">{chunks}</b>;
}

interface StepProps {
  number: number;
  title: string;
  children: ReactNode;
  drawing: ReactNode;
}

function Step({ number, title, children, drawing }: StepProps) {
  return (
    <li className={styles.step}>
      <span className={styles.number} aria-hidden="true">
        {number}
      </span>
      <div className={styles.stepBody}>
        <h3 className={styles.stepTitle}>{title}</h3>
        <div className={styles.stepText}>{children}</div>
        {drawing}
      </div>
    </li>
  );
}
