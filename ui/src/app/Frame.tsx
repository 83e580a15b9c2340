import { History, KeyRound, Settings } from "lucide-react";
import { useMemo } from "react";
import { useIntl } from "react-intl";
import { Redirect, Route, Switch, useLocation } from "wouter";
import { type ChangeLinks, ChangeLinksProvider } from "@/change";
import { LicensesPage } from "@/features/licenses";
import { DropTarget, ListButton, ListImport, useListDoor } from "@/features/lists";
import { OrganizationSwitcher } from "@/features/organizations";
import { useText } from "@/i18n";
import type { CurrentView, SessionView } from "@/platform";
import { AppFrame, Badge, lazily, NavigationItem } from "@/ui";
import { AccessNote } from "./AccessNote";
import { Banners } from "./Banners";
import { useChangeHost } from "./changes/useChangeHost";
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
  const [location, navigate] = useLocation();
  const { organization } = current;
  const connect = () => navigate(routes.setup);
  const newToken = (id: string) => navigate(routes.newToken(id));
  const changes = useChangeHost();
  const lists = useListDoor(organization.id);
  const links = useMemo<ChangeLinks>(
    () => ({
      showLicense: (id) => navigate(routes.license(id)),
      enterToken: () => navigate(routes.newToken(organization.id)),
    }),
    [navigate, organization.id],
  );
  return (
    <ChangeLinksProvider value={links}>
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
        navigation={<Navigation current={current} />}
        sidebarFooter={
          <>
            {current.run && <RunIndicator run={current.run} onShow={changes.showRun} />}
            <SyncState current={current} />
          </>
        }
      >
        <div className={styles.main}>
          <Banners
            problem={session.problem}
            current={current}
            onNewToken={() => newToken(organization.id)}
            onShowRun={changes.showRun}
            onRevokeDue={() => changes.request({ kind: "due" })}
            onShowQueue={() => navigate(routes.queue)}
            isQueueShown={location === routes.queue}
            key={organization.id}
          />
          <div className={styles.page}>
            <Switch>
              <Route path={`${routes.licenses}/:license?`}>
                {({ license }) => (
                  <>
                    <title>{text("app.licenses.pageTitle")}</title>
                    <LicensesPage
                      key={organization.id}
                      wanted={license === undefined ? null : decodeURIComponent(license)}
                      onShown={() => navigate(routes.licenses, { replace: true })}
                      actions={<ListButton onPress={lists.open} />}
                    />
                  </>
                )}
              </Route>
              <Route path={`${routes.changes}/:section?`}>
                {({ section }) => (
                  <>
                    <title>{text("app.changes.pageTitle")}</title>
                    <ChangesPage
                      section={section === "queue" ? "queue" : "sets"}
                      onSection={(next) => navigate(next === "queue" ? routes.queue : routes.changes)}
                      onRequest={changes.request}
                      onShowRun={changes.showRun}
                    />
                  </>
                )}
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
        {changes.dialogs}
        <DropTarget onDrop={lists.drop} />
        {lists.wanted && <ListImport key={organization.id} current={current} wanted={lists.wanted} />}
        <CloseDialog />
      </AppFrame>
    </ChangeLinksProvider>
  );
}

const ChangesPage = lazily(async () => (await import("@/features/changes")).ChangesPage);
const RunIndicator = lazily(async () => (await import("./changes/RunIndicator")).RunIndicator);
const CloseDialog = lazily(async () => (await import("./changes/CloseDialog")).CloseDialog);
const SettingsPage = lazily(async () => (await import("@/features/settings")).SettingsPage);

function Navigation({ current }: { current: CurrentView }) {
  const text = useText();
  const intl = useIntl();
  const [location] = useLocation();
  return (
    <>
      <NavigationItem
        href={href(routes.licenses)}
        icon={<KeyRound size={16} aria-hidden />}
        label={text("app.nav.licenses")}
        trailing={intl.formatNumber(current.licenseCount)}
        isCurrent={isBelow(location, routes.licenses)}
      />
      <NavigationItem
        href={href(routes.changes)}
        icon={<History size={16} aria-hidden />}
        label={text("app.nav.changes")}
        trailing={
          current.due > 0 && <Badge tone="attention">{text("app.nav.due", { count: current.due })}</Badge>
        }
        isCurrent={isBelow(location, routes.changes)}
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

function isBelow(location: string, route: string): boolean {
  return location === route || location.startsWith(`${route}/`);
}
