import { useText } from "@/i18n";
import { type Theme, useSetPreferences } from "@/platform";
import { useProblemToast } from "@/problems";
import { Card, Page, SegmentedControl } from "@/ui";
import { About } from "./About";
import { Organizations, type OrganizationsProps } from "./Organizations";
import { Refresh } from "./Refresh";
import { RevokeByItself } from "./RevokeByItself";
import styles from "./Settings.module.css";

export type SettingsPageProps = OrganizationsProps;

/** What concerns this computer: looks, organizations, the app itself. */
export function SettingsPage({ session, onConnect, onNewToken }: SettingsPageProps) {
  const text = useText();
  return (
    <Page title={text("settings.title")} isDocument>
      <title>{text("settings.pageTitle")}</title>
      <div className={styles.cards}>
        <Card title={text("settings.appearance")}>
          <Appearance session={session} />
        </Card>
        <Card title={text("settings.data")}>
          <Refresh preferences={session.preferences} />
        </Card>
        <Card title={text("settings.queue")}>
          <RevokeByItself preferences={session.preferences} />
        </Card>
        <Card title={text("settings.organizations")}>
          <Organizations session={session} onConnect={onConnect} onNewToken={onNewToken} />
        </Card>
        <Card title={text("settings.about")}>
          <About version={session.version} />
        </Card>
      </div>
    </Page>
  );
}

function Appearance({ session }: Pick<SettingsPageProps, "session">) {
  const text = useText();
  const setPreferences = useSetPreferences();
  const sayProblem = useProblemToast();
  const choose = (theme: Theme) =>
    setPreferences.mutate({ ...session.preferences, theme }, { onError: sayProblem });
  return (
    <div className={styles.setting}>
      <div className={styles.words}>
        <div className={styles.name}>{text("settings.theme")}</div>
        <div className={styles.explanation}>{text("settings.theme.explanation")}</div>
      </div>
      <SegmentedControl<Theme>
        label={text("settings.theme")}
        value={session.preferences.theme}
        onChange={choose}
        segments={[
          { id: "system", label: text("settings.theme.system") },
          { id: "light", label: text("settings.theme.light") },
          { id: "dark", label: text("settings.theme.dark") },
        ]}
      />
    </div>
  );
}
