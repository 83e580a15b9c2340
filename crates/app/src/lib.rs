//! The application without a window: connect, sync, query, plan, apply. Owns all state.
//!
//! The shell calls [`App`] and forwards [`AppEvent`]s; it knows nothing of what happens in between. Nothing here opens
//! a socket or a keychain by itself: transports, vault, clock and demo are handed in.

mod apply;
mod blocking;
mod catalog;
mod change_sets;
mod clients;
mod clock;
mod connect;
mod credentials;
mod demo;
mod difference;
mod due;
mod events;
mod export;
mod glance;
mod keep;
mod kept;
mod lists;
mod oddities;
mod online;
mod opened;
mod pace;
mod plans;
mod present;
mod problem;
mod progress;
mod queries;
mod queue;
mod reading;
mod recover;
mod refresh;
mod run;
mod schedule;
mod step_view;
mod sync;
mod translate;
mod unsettled;
pub mod view;
mod views;
mod waiting;

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError, atomic::AtomicBool},
    time::Duration,
};

use account_api::{BaseUrl, HttpTransport, PlainHttp, Transport};
use store::Settings;
use tokio::sync::broadcast;
use vault::{KeychainVault, MemoryVault, Vault};

pub use account_api::ClientOptions;
pub use clock::{Clock, SystemClock};
pub use demo::{DemoEndpoint, DemoService};
pub use events::AppEvent;
pub use export::SavedFile;
pub use futures::future::BoxFuture;
pub use glance::glance;
pub use lists::template;
pub use problem::{Problem, ProblemCode, ProblemDetail};

use lists::Lists;
use opened::OpenedOrganization;
use plans::PlannedChanges;
use refresh::Refreshing;
use view::{CurrentView, OrganizationView, Preferences, SessionView};

/// Makes the transport to a base URL.
pub type Dial = Arc<dyn Fn(&str) -> Result<Arc<dyn Transport>, Problem> + Send + Sync>;

/// Events that a slow listener may be behind before it loses some, and asks for everything again.
const EVENTS_KEPT: usize = 256;

/// The keychain of the operating system. Nothing is opened before the first token is read or kept.
pub fn keychain() -> Arc<dyn Vault> {
    Arc::new(KeychainVault::new("Seatkeeper"))
}

/// Long enough for a service that is slow, short enough for a person who waits.
pub fn default_patience() -> Vec<Duration> {
    [500, 2_000, 5_000, 10_000].map(Duration::from_millis).into()
}

/// What the application is made of.
pub struct AppOptions {
    /// Where its files are.
    pub folder: PathBuf,
    /// The vendor's base URL.
    pub vendor: String,
    /// Makes transports; [`http_dial`] in the product.
    pub dial: Dial,
    /// Keeps tokens.
    pub vault: Arc<dyn Vault>,
    /// Starts the demo organization.
    pub demo: Arc<dyn DemoService>,
    /// The bounds within which the vendor is asked.
    pub client: ClientOptions,
    /// How long to wait before each look at a license whose change got no answer.
    pub read_back_after: Vec<Duration>,
    /// The language that names are sorted in, such as `de-AT`.
    pub language: String,
    /// How often the clock is looked at, because timers stand still while the computer sleeps.
    pub look_at_clock_every: Duration,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// The app's version, to be shown.
    pub version: String,
}

/// The application.
pub struct App {
    options: AppOptions,
    /// Tokens that are kept for this run only.
    memory: MemoryVault,
    settings: Settings,
    events: broadcast::Sender<AppEvent>,
    opened: Mutex<Option<Arc<OpenedOrganization>>>,
    plans: Mutex<PlannedChanges>,
    /// Of which a plan can still be made.
    lists: Mutex<Lists>,
    /// Opening, connecting and removing organizations happen one after the other.
    switching: tokio::sync::Mutex<()>,
    /// What went wrong with nobody waiting for an answer.
    problem: Mutex<Option<Problem>>,
    refreshing: Refreshing,
    /// No run begins any more.
    closing: AtomicBool,
}

/// Real HTTP; plain only to this very machine, for the demo.
pub fn http_dial() -> Dial {
    Arc::new(|url| {
        let failed = |error: &dyn std::fmt::Display| Problem::with_text(ProblemCode::ConnectFailed, error);
        let base = BaseUrl::parse(url, PlainHttp::OnLoopback).map_err(|error| failed(&error))?;
        let transport = HttpTransport::new(base).map_err(|error| failed(&error))?;
        Ok(Arc::new(transport))
    })
}

impl App {
    /// Opens the settings and the cache of the organization that was open last. Neither keychain nor network is
    /// touched before [`App::go_online`].
    ///
    /// Files that can't be used don't keep the app from starting: [`SessionView::problem`] says it in the window.
    pub async fn start(options: AppOptions) -> Result<Arc<Self>, Problem> {
        let opened = Settings::open(&options.folder.join("settings.sqlite")).await;
        let (settings, problem) = match opened {
            Ok((settings, None)) => (settings, None),
            Ok((settings, Some(aside))) => {
                (settings, Some(Problem::with_text(ProblemCode::StoreDamaged, &aside.display())))
            }
            Err(error) => (Settings::in_memory().await?, Some(error.into())),
        };
        let (events, _) = broadcast::channel(EVENTS_KEPT);
        let app = Arc::new(Self {
            options,
            memory: MemoryVault::default(),
            settings,
            events,
            opened: Mutex::default(),
            plans: Mutex::default(),
            lists: Mutex::default(),
            switching: tokio::sync::Mutex::default(),
            problem: Mutex::new(problem),
            refreshing: Refreshing::default(),
            closing: AtomicBool::default(),
        });
        if let Err(problem) = app.open_last().await {
            app.set_problem(problem);
        }
        Ok(app)
    }

    /// Opens the organization that was open last, for the window to show it at once; if its file can't be used, the one
    /// before.
    async fn open_last(&self) -> Result<(), Problem> {
        let mut first_problem = None;
        for organization in self.settings.organizations().await? {
            match self.open_file_at_once(organization).await {
                Ok(opened) => {
                    self.set_opened(Some(opened)).await;
                    break;
                }
                Err(problem) => drop(first_problem.get_or_insert(problem)),
            }
        }
        first_problem.map_or(Ok(()), Err)
    }

    /// Listens to what happens from now on.
    pub fn subscribe(&self) -> broadcast::Receiver<AppEvent> {
        self.events.subscribe()
    }

    /// Finishes what is being written and closes all files. A change set that is carried out has a moment to settle what
    /// is under way; what is left of it is offered by the next start.
    pub async fn close(&self) {
        self.halt_run().await;
        self.set_opened(None).await;
        self.settings.close().await;
    }

    /// Everything around the table.
    pub async fn session(&self) -> Result<SessionView, Problem> {
        Ok(SessionView {
            organizations: self.organizations().await?,
            current: self.current_view(),
            preferences: self.preferences().await?,
            problem: lock(&self.problem).clone(),
            version: self.options.version.clone(),
        })
    }

    /// The organization that is open, if one is.
    pub fn current_view(&self) -> Option<CurrentView> {
        self.opened().ok().map(|opened| opened.view())
    }

    /// Keeps the person's choices.
    pub async fn set_preferences(&self, preferences: Preferences) -> Result<(), Problem> {
        let json = serde_json::to_string(&preferences)
            .map_err(|error| Problem::with_text(ProblemCode::StoreFailed, &error))?;
        self.settings.set_preferences(&json).await?;
        self.refresh_every(preferences.refresh_minutes);
        self.emit(AppEvent::SessionChanged);
        Ok(())
    }

    async fn preferences(&self) -> Result<Preferences, Problem> {
        let json = self.settings.preferences().await?;
        // Choices that can't be read are forgotten: none of them is worth a screen that doesn't open.
        Ok(json.map(|json| kept::read(&json)).unwrap_or_default())
    }

    async fn organizations(&self) -> Result<Vec<OrganizationView>, Problem> {
        Ok(self.settings.organizations().await?.iter().map(present::organization).collect())
    }

    fn opened(&self) -> Result<Arc<OpenedOrganization>, Problem> {
        lock(&self.opened).clone().ok_or_else(|| ProblemCode::NoOrganization.into())
    }

    /// Puts another organization in the place of the one that is open, whose files are closed.
    async fn set_opened(&self, opened: Option<Arc<OpenedOrganization>>) {
        let before = std::mem::replace(&mut *lock(&self.opened), opened);
        lock(&self.plans).clear();
        if let Some(before) = before {
            self.keep_first_rows(&before).await;
            before.close().await;
        }
    }

    fn set_problem(&self, problem: Problem) {
        tracing::error!(code = ?problem.code, "something went wrong that nobody asked for");
        *lock(&self.problem) = Some(problem);
        self.emit(AppEvent::SessionChanged);
    }

    fn emit(&self, event: AppEvent) {
        if matches!(event, AppEvent::ChangeProgressed(_)) {
            self.refreshing.wake_queue();
        }
        // Nobody listening is fine: there is no window yet, or no more.
        drop(self.events.send(event));
    }
}

/// A panic while the lock was held must not hide behind a second one.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
