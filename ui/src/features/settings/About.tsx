import { OrganizationTile } from "@/ui";
import { useText } from "@/i18n";
import styles from "./Settings.module.css";

/** Which version this is, and whose it is not. */
export function About({ version }: { version: string }) {
  const text = useText();
  return (
    <div className={styles.about}>
      <OrganizationTile name={text("app.name")} size="large" />
      <div className={styles.words} data-selectable>
        <div className={styles.name}>{text("settings.version", { version })}</div>
        <div className={styles.explanation}>{text("app.independent")}</div>
        <div className={styles.explanation}>{text("settings.trademarks")}</div>
        <div className={styles.explanation}>{text("settings.license")}</div>
      </div>
    </div>
  );
}
