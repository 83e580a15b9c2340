//! The application while it opens its files: the window opens meanwhile, and what its page asks waits here.

use std::{sync::Arc, time::Duration};

use app::{App, AppOptions, Problem, view::GlanceView};
use tokio::sync::{Notify, watch};

/// From so many licenses on, loading them takes processors away from a window that is being painted: it waits until the
/// first rows are on their way.
const MANY: u32 = 10_000;
/// For the page to paint what it got.
const PAINTING: Duration = Duration::from_millis(150);
/// A page that has not asked by then has trouble of its own.
const LONGEST_WAIT: Duration = Duration::from_secs(1);

type Started = Option<Result<Arc<App>, Problem>>;

/// How the table was left.
enum Glance {
    /// Nobody has looked yet.
    Unknown,
    /// There is nothing to show before everything is loaded.
    Nothing,
    Seen(Box<GlanceView>),
}

/// The application, as soon as it is there, and before that a glance at how the table was left.
#[derive(Clone)]
pub struct Starting {
    glance: watch::Receiver<Glance>,
    app: watch::Receiver<Started>,
    is_seen: Arc<Notify>,
}

impl Starting {
    /// Starts the application beside everything else.
    pub fn begin(options: AppOptions) -> Self {
        let (glance_sender, glance) = watch::channel(Glance::Unknown);
        let (app_sender, app) = watch::channel(None);
        let is_seen = Arc::new(Notify::new());
        let starting = Self { glance, app, is_seen: Arc::clone(&is_seen) };
        tauri::async_runtime::spawn(async move {
            let glance = app::glance(&options.folder, &*options.clock, &options.version).await;
            let is_large = glance.as_ref().is_some_and(|glance| glance.window.all >= MANY);
            glance_sender
                .send_replace(glance.map_or(Glance::Nothing, |glance| Glance::Seen(Box::new(glance))));
            if is_large && tokio::time::timeout(LONGEST_WAIT, is_seen.notified()).await.is_ok() {
                tokio::time::sleep(PAINTING).await;
            }
            let started = App::start(options).await;
            if let Err(problem) = &started {
                tracing::error!(code = ?problem.code, "the application could not start");
            }
            app_sender.send_replace(Some(started));
        });
        starting
    }

    /// How the table was left, if that can be told without loading everything.
    pub async fn glance(&self) -> Option<GlanceView> {
        let mut receiver = self.glance.clone();
        let glance = receiver.wait_for(|glance| !matches!(glance, Glance::Unknown)).await;
        self.is_seen.notify_one();
        match &*glance.ok()? {
            Glance::Seen(glance) => Some((**glance).clone()),
            Glance::Unknown | Glance::Nothing => None,
        }
    }

    /// Waits for the application, or for the problem that keeps it from starting.
    pub async fn app(&self) -> Result<Arc<App>, Problem> {
        let mut receiver = self.app.clone();
        let started = receiver.wait_for(Option::is_some).await.ok().and_then(|started| started.clone());
        // It is always sent before the sender goes; that it is gone without can only mean that the process ends.
        started.unwrap_or_else(|| Err(app::ProblemCode::StoreFailed.into()))
    }

    /// The application, if it is there already.
    pub fn now(&self) -> Option<Arc<App>> {
        self.app.borrow().as_ref()?.as_ref().ok().cloned()
    }
}
