import { KeyRound, Settings } from "lucide-react";
import { useIntl } from "react-intl";
import { Redirect, Route, Switch, useLocation } from "wouter";
import { LicensesPage } from "@/features/licenses";
import { OrganizationSwitcher } from "@/features/organizations";
import { useText } from "@/i18n";
import type { CurrentView, SessionView } from "@/platform";
import { AppFrame, lazily, NavigationItem } from "@/ui";
import { AccessNote } from "./AccessNote";
import { Banners } from "./Banners";
import styles from "./Frame.module.css";
import { href, routes } from "./routes";
import { SyncState } from "./SyncState";

export interface FrameProps {
  session: SessionView;
  current: CurrentView;
}

/** The frame around the pages: organization, sections, age of the data. */
export function Frame({ session, current }: FrameProps) {
  const text = useText();
  const [, navigate] = useLocation();
  const { organization } = current;
  const connect = () => navigate(routes.setup);
  const newToken = (id: string) => navigate(routes.newToken(id));
  return (
    <AppFrame
      navigationLabel={text("app.nav")}
      sidebarHeader={
        <>
          <OrganizationSwitcher
            organizations={session.organizations}
            current={current}
            onConnect={connect}
            onOpened={() => navigate(routes.licenses)}
          />
          <AccessNote current={current} onNewToken={() => newToken(organization.id)} />
        </>
      }
      navigation={<Navigation count={current.licenseCount} />}
      sidebarFooter={<SyncState current={current} />}
    >
      <div className={styles.main}>
        <Banners
          problem={session.problem}
          current={current}
          onNewToken={() => newToken(organization.id)}
          key={organization.id}
        />
        <div className={styles.page}>
          <Switch>
            <Route path={routes.licenses}>
              <title>{text("app.licenses.pageTitle")}</title>
              <LicensesPage key={organization.id} />
            </Route>
            <Route path={routes.settings}>
              <SettingsPage session={session} onConnect={connect} onNewToken={newToken} />
            </Route>
            <Route>
              <Redirect to={routes.licenses} replace />
            </Route>
          </Switch>
        </div>
      </div>
    </AppFrame>
  );
}

const SettingsPage = lazily(async () => (await import("@/features/settings")).SettingsPage);

function Navigation({ count }: { count: number }) {
  const text = useText();
  const intl = useIntl();
  const [location] = useLocation();
  return (
    <>
      <NavigationItem
        href={href(routes.licenses)}
        icon={<KeyRound size={16} aria-hidden />}
        label={text("app.nav.licenses")}
        trailing={intl.formatNumber(count)}
        isCurrent={location === routes.licenses}
      />
      <NavigationItem
        href={href(routes.settings)}
        icon={<Settings size={16} aria-hidden />}
        label={text("app.nav.settings")}
        isCurrent={location === routes.settings}
      />
    </>
  );
}
