import { Redirect, Route, Switch, useLocation } from "wouter";
import { useText } from "@/i18n";
import { type SessionView, usePlatformEvents, useSession } from "@/platform";
import { lazily, Spinner } from "@/ui";
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
        <Home />
      </Route>
    </Switch>
  );
}

/**
 * The frame, or setup where nothing is connected. It asks for the session itself: when setup goes on to here,
 * what was handed down may still be from before an organization was open. So may be what is known here, while it is
 * asked for again.
 */
function Home() {
  const { data: session, isFetching } = useSession();
  if (!session) return <Starting />;
  if (!session.current) return isFetching ? <Starting /> : <Redirect to={routes.setup} replace />;
  return <Frame session={session} current={session.current} />;
}

function Setup({ session, organization }: { session: SessionView; organization?: string }) {
  const [, navigate] = useLocation();
  const known = session.organizations.find((one) => one.id === organization);
  return (
    <SetupPage
      // Another organization is another form.
      key={organization ?? ""}
      organization={known}
      problem={session.current ? null : session.problem}
      onBack={session.current ? () => navigate(routes.licenses) : undefined}
      onDone={() => navigate(routes.licenses)}
    />
  );
}

const SetupPage = lazily(async () => (await import("@/features/setup")).SetupPage, <Starting />);

function Starting() {
  const text = useText();
  return (
    <main className={styles.starting}>
      <Spinner label={text("app.starting")} size={22} />
    </main>
  );
}
