//! A stage for the application: a simulated service over real HTTP, files in a temporary folder, a vault in memory.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
    time::Duration,
};

use account_sim::{Choices, Clock as SimClock, Fault, FaultPlan, Server, ServerOptions, Service};
use app::{
    App, AppOptions, BoxFuture, ClientOptions, Clock, DemoEndpoint, DemoService, Problem, ProblemCode,
    SystemClock,
    view::{ChangeRequest, KeepToken, PlanQuery, PlanRowView, PlanView, RunView, StepStateView, StepView},
};
use domain::{LicenseId, LicenseQuery, LicenseState, Selection, TeamId};
use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use secrecy::SecretString;
use tokio::runtime::Runtime;
use vault::{MemoryVault, Vault};

/// Someone whom the demo organization does not know.
pub const FRIEDA: &str = "frieda.lang@aurelia.example";

pub struct Stage {
    pub server: Server,
    pub folder: tempfile::TempDir,
    pub vault: Arc<dyn Vault>,
}

/// A demo that answers where another stage does, or none.
struct Demo(Option<DemoEndpoint>);

impl DemoService for Demo {
    fn endpoint(&self) -> BoxFuture<'_, Result<DemoEndpoint, Problem>> {
        let endpoint = self.0.clone().ok_or_else(|| ProblemCode::DemoFailed.into());
        Box::pin(std::future::ready(endpoint))
    }
}

impl Stage {
    pub async fn new() -> Self {
        Self::with_vault(Arc::new(MemoryVault::new())).await
    }

    pub async fn with_vault(vault: Arc<dyn Vault>) -> Self {
        Self::with(vault, account_sim::demo(SimClock::system().now())).await
    }

    /// An organization with few licenses.
    pub async fn small(licenses: usize) -> Self {
        let organization = account_sim::Generator::new(licenses, 7).build(SimClock::system().now());
        Self::with(Arc::new(MemoryVault::new()), organization).await
    }

    async fn with(vault: Arc<dyn Vault>, organization: account_sim::Organization) -> Self {
        let service = Service::new(organization, SimClock::system(), Choices::default());
        let server = Server::start(service, ServerOptions::default()).await.unwrap();
        Self { server, folder: tempfile::tempdir().unwrap(), vault }
    }

    pub fn service(&self) -> &Service {
        self.server.service()
    }

    /// How many changes were asked for.
    pub fn sent(&self) -> u32 {
        self.service().write_calls().try_into().unwrap()
    }

    pub fn customer_code(&self) -> String {
        self.service().credentials().customer_code.to_string()
    }

    /// The application on this stage's folder: a second one is what a restart would be.
    pub async fn app(&self) -> Arc<App> {
        self.app_at(&self.server.url()).await
    }

    pub async fn app_at(&self, vendor: &str) -> Arc<App> {
        App::start(options(vendor, self.folder.path(), &self.vault, None)).await.unwrap()
    }

    /// An application whose clock the test moves, connected and reading by itself.
    pub async fn refreshing_app(&self) -> (Arc<App>, Arc<TestClock>) {
        let (app, clock) = self.clocked_app().await;
        app.go_online(false).await;
        (app, clock)
    }

    /// A connected application with a clock that the test moves on; nothing is read without being asked for.
    pub async fn clocked_app(&self) -> (Arc<App>, Arc<TestClock>) {
        let clock = Arc::new(TestClock::default());
        let options = options(&self.server.url(), self.folder.path(), &self.vault, None);
        let app = App::start(AppOptions { clock: Arc::<TestClock>::clone(&clock), ..options }).await.unwrap();
        self.connect(&app, &self.service().credentials().tokens.org_admin).await.unwrap();
        synced(&app).await;
        (app, clock)
    }

    /// Counts the pages of lists that are asked for from now on, and delays each.
    pub fn count_pages(&self, delay: Duration) -> Arc<AtomicU64> {
        let pages = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&pages);
        self.service().set_faults(FaultPlan::none().choose(move |seen| {
            let is_page = seen.query.contains("perPage");
            counted.fetch_add(u64::from(is_page), Ordering::SeqCst);
            is_page.then_some(Fault::Delay(delay))
        }));
        pages
    }

    /// An application whose demo is the organization of another stage.
    pub async fn app_with_demo(&self, demo: &Stage) -> Arc<App> {
        let endpoint = DemoEndpoint {
            url: demo.server.url(),
            customer_code: demo.customer_code(),
            token: SecretString::from(demo.service().credentials().tokens.org_admin),
        };
        let options = options(&self.server.url(), self.folder.path(), &self.vault, Some(endpoint));
        App::start(options).await.unwrap()
    }

    /// The open organization's file, to look into or to spoil.
    pub async fn file(&self, app: &Arc<App>) -> sqlx::SqlitePool {
        let file = self.path(app);
        sqlx::SqlitePool::connect(&format!("sqlite://{}", file.display())).await.unwrap()
    }

    /// Where the open organization's file is.
    pub fn path(&self, app: &Arc<App>) -> PathBuf {
        let id = app.current().organization.id;
        self.folder.path().join("organizations").join(format!("{id}.sqlite"))
    }

    /// The application started again, with a vendor that is well.
    pub async fn restarted(&self) -> Arc<App> {
        self.service().set_faults(FaultPlan::none());
        let app = self.app().await;
        app.go_online(false).await;
        app
    }

    /// Connected as the organization's administrator, with everything read.
    pub async fn connected(&self) -> Arc<App> {
        let app = self.app().await;
        self.connect(&app, &self.service().credentials().tokens.org_admin).await.unwrap();
        synced(&app).await;
        app
    }

    pub async fn connect(&self, app: &Arc<App>, token: &str) -> Result<(), Problem> {
        app.connect(&self.customer_code(), SecretString::from(token), KeepToken::Keychain).await.map(drop)
    }
}

/// An application in a runtime of its own, which can be cut off at any moment, as a process is that is killed. What is
/// done with it is done by [`Mortal::within`].
pub struct Mortal {
    runtime: Option<Runtime>,
    pub app: Arc<App>,
}

impl Mortal {
    /// Connected as the organization's administrator, with everything read.
    pub async fn connected(stage: &Stage) -> Self {
        Self::with(stage, options(&stage.server.url(), stage.folder.path(), &stage.vault, None)).await
    }

    pub async fn with(stage: &Stage, options: AppOptions) -> Self {
        let runtime = Runtime::new().unwrap();
        let (code, token) = (stage.customer_code(), stage.service().credentials().tokens.org_admin);
        let started = runtime.spawn(async move {
            let app = App::start(options).await.unwrap();
            app.connect(&code, SecretString::from(token), KeepToken::Keychain).await.unwrap();
            synced(&app).await;
            app
        });
        let app = started.await.unwrap();
        Self { runtime: Some(runtime), app }
    }

    pub async fn within<T, F>(&self, work: impl FnOnce(Arc<App>) -> F) -> T
    where
        T: Send + 'static,
        F: Future<Output = T> + Send + 'static,
    {
        let work = work(Arc::clone(&self.app));
        self.runtime.as_ref().unwrap().spawn(work).await.unwrap()
    }

    /// Nothing of it runs any more when this returns.
    pub async fn cut_off(mut self) {
        let runtime = self.runtime.take().unwrap();
        tokio::task::spawn_blocking(move || runtime.shutdown_timeout(Duration::from_secs(10))).await.unwrap();
    }
}

/// What an application in a test is made of.
pub fn options(
    vendor: &str,
    folder: &Path,
    vault: &Arc<dyn Vault>,
    demo: Option<DemoEndpoint>,
) -> AppOptions {
    AppOptions {
        folder: folder.to_owned(),
        vendor: vendor.to_owned(),
        dial: app::http_dial(),
        client: ClientOptions {
            call_timeout: Duration::from_millis(1_500),
            read_deadline: Duration::from_secs(5),
            first_backoff: Duration::from_millis(20),
            longest_backoff: Duration::from_millis(50),
            ..ClientOptions::default()
        },
        read_back_after: vec![Duration::from_millis(50), Duration::from_millis(200)],
        vault: Arc::clone(vault),
        demo: Arc::new(Demo(demo)),
        language: "en".into(),
        look_at_clock_every: Duration::from_millis(20),
        clock: Arc::new(SystemClock),
        version: "0.0.0".into(),
    }
}

/// The computer's clock, so much ahead as the test says.
#[derive(Default)]
pub struct TestClock {
    ahead_seconds: AtomicI64,
}

impl TestClock {
    pub fn pass(&self, minutes: i64) {
        self.ahead_seconds.fetch_add(minutes * 60, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::now() + SignedDuration::from_secs(self.ahead_seconds.load(Ordering::SeqCst))
    }

    fn today(&self) -> Date {
        self.now().in_tz("UTC").unwrap().date()
    }

    fn zone(&self) -> TimeZone {
        TimeZone::UTC
    }
}

/// Waits until the licenses were read once, or the connection was given up.
pub async fn synced(app: &Arc<App>) {
    wait(app, "the first sync", |app| {
        let sync = app.current().sync;
        sync.running.is_none() && (sync.last_synced_at.is_some() || sync.problem.is_some())
    })
    .await;
}

pub async fn wait(app: &Arc<App>, what: &str, done: impl Fn(&Arc<App>) -> bool) {
    for _ in 0..400 {
        if done(app) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("{what} did not happen in 10 s");
}

pub trait Shortcuts {
    fn current(&self) -> app::view::CurrentView;
    fn ids(&self, state: LicenseState) -> Vec<LicenseId>;
    /// A team that the license is not in.
    async fn another_team(&self, license: &LicenseId) -> i64;
}

impl Shortcuts for Arc<App> {
    fn current(&self) -> app::view::CurrentView {
        self.current_view().unwrap()
    }

    fn ids(&self, state: LicenseState) -> Vec<LicenseId> {
        let query = LicenseQuery { states: vec![state], ..LicenseQuery::default() };
        self.query_licenses(&query, 0, 500).unwrap().rows.into_iter().map(|row| row.id).collect()
    }

    async fn another_team(&self, license: &LicenseId) -> i64 {
        let from = self.license_details(license).await.unwrap().row.team.unwrap().id;
        self.current().teams.into_iter().find(|team| team.id != from).unwrap().id.0
    }
}

pub fn assign(license: &LicenseId, email: &str) -> ChangeRequest {
    ChangeRequest::Assign {
        license: license.clone(),
        email: email.into(),
        first_name: "Frieda".into(),
        last_name: "Lang".into(),
        send_email: false,
        include_offline_code: false,
    }
}

pub fn revoke(license: &LicenseId) -> ChangeRequest {
    ChangeRequest::Revoke { selection: Selection::Ids { ids: vec![license.clone()] } }
}

pub fn transfer(licenses: &[LicenseId], team: i64) -> ChangeRequest {
    ChangeRequest::Transfer { selection: Selection::Ids { ids: licenses.to_vec() }, team: TeamId(team) }
}

/// A change set that was carried out.
#[derive(Debug)]
pub struct Done {
    pub run: RunView,
    pub steps: Vec<StepView>,
}

impl Done {
    pub fn states(&self) -> Vec<StepStateView> {
        self.steps.iter().map(|step| step.state.clone()).collect()
    }
}

pub async fn plan(app: &Arc<App>, request: ChangeRequest) -> PlanView {
    app.plan_change(request).await.unwrap()
}

/// All rows of a plan, in the order in which they were asked for.
pub fn rows(app: &Arc<App>, plan: &PlanView) -> Vec<PlanRowView> {
    app.plan_rows(&plan.id, &PlanQuery::default(), 0, 500).unwrap().rows
}

/// All steps of a change set.
pub async fn steps(app: &Arc<App>, id: &str) -> Vec<StepView> {
    app.change_steps(id, None, 0, 1_000).await.unwrap().steps
}

/// Waits for the end of a run.
pub async fn ended(app: &Arc<App>, id: &str) -> Done {
    let run = tokio::time::timeout(Duration::from_secs(30), app.run_ended(id));
    let run = run.await.expect("the run ends").expect("it is the last one");
    Done { run, steps: steps(app, id).await }
}

/// Applies a plan, and waits for the end.
pub async fn apply(app: &Arc<App>, plan: &PlanView) -> Done {
    let run = app.apply_plan(&plan.id).await.unwrap();
    // What has no steps is no change set.
    if run.counts.steps == 0 { Done { run, steps: Vec::new() } } else { ended(app, &plan.id).await }
}

/// Plans and applies, and gives the state of the only step.
pub async fn carry_out(app: &Arc<App>, request: ChangeRequest) -> StepStateView {
    let mut done = carry_out_all(app, request).await;
    assert_eq!(done.steps.len(), 1);
    done.steps.remove(0).state
}

pub async fn carry_out_all(app: &Arc<App>, request: ChangeRequest) -> Done {
    apply(app, &plan(app, request).await).await
}

/// An answer to a revocation or transfer of the license that says yes, and nothing behind it.
pub fn empty_yes(license: &LicenseId) -> Fault {
    Fault::Garbage(200, format!(r#"{{"licenseIds":["{}"]}}"#, license.0))
}
