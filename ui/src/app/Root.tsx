import { Redirect, Route, Switch, useLocation } from "wouter";
import { SetupPage } from "@/features/setup";
import { useText } from "@/i18n";
import { type SessionView, usePlatformEvents, useSession } from "@/platform";
import { Spinner } from "@/ui";
import styles from "./App.module.css";
import { PageProblem } from "./Boundary";
import { Frame } from "./Frame";
import { routes } from "./routes";
import { useTheme } from "./useTheme";

/** The window: setup, or the frame with its pages. */
export function Root() {
  usePlatformEvents();
  const session = useSession();
  useTheme(session.data?.preferences.theme);
  if (session.data) return <Pages session={session.data} />;
  return session.error ? (
    <PageProblem problem={session.error} onRetry={() => void session.refetch()} />
  ) : (
    <Starting />
  );
}

function Pages({ session }: { session: SessionView }) {
  return (
    <Switch>
      <Route path={routes.setup}>
        <Setup session={session} />
      </Route>
      <Route path="/setup/:organization">
        {({ organization }) => <Setup session={session} organization={decodeURIComponent(organization)} />}
      </Route>
      <Route>
        {session.current ? (
          <Frame session={session} current={session.current} />
        ) : (
          <Redirect to={routes.setup} replace />
        )}
      </Route>
    </Switch>
  );
}

function Setup({ session, organization }: { session: SessionView; organization?: string }) {
  const [, navigate] = useLocation();
  const known = session.organizations.find((one) => one.id === organization);
  return (
    <SetupPage
      // Another organization is another form.
      key={organization ?? ""}
      organization={known}
      onBack={session.current ? () => navigate(routes.licenses) : undefined}
      onDone={() => navigate(routes.licenses)}
    />
  );
}

function Starting() {
  const text = useText();
  return (
    <main className={styles.starting}>
      <Spinner label={text("app.starting")} size={22} />
    </main>
  );
}
