//! The application while it opens its files: the window opens meanwhile, and what its page asks waits here.

use std::sync::Arc;

use app::{App, AppOptions, Problem};
use tokio::sync::watch;

type Started = Option<Result<Arc<App>, Problem>>;

/// The application, as soon as it is there.
#[derive(Clone)]
pub struct Starting(watch::Receiver<Started>);

impl Starting {
    /// Starts the application beside everything else.
    pub fn begin(options: AppOptions) -> Self {
        let (sender, receiver) = watch::channel(None);
        tauri::async_runtime::spawn(async move {
            let started = App::start(options).await;
            if let Err(problem) = &started {
                tracing::error!(code = ?problem.code, "the application could not start");
            }
            sender.send_replace(Some(started));
        });
        Self(receiver)
    }

    /// Waits for the application, or for the problem that keeps it from starting.
    pub async fn app(&self) -> Result<Arc<App>, Problem> {
        let mut receiver = self.0.clone();
        let started = receiver.wait_for(Option::is_some).await;
        // It is always sent before the sender goes; that it is gone without can only mean that the process ends.
        started
            .ok()
            .and_then(|started| started.clone())
            .unwrap_or_else(|| Err(app::ProblemCode::StoreFailed.into()))
    }

    /// The application, if it is there already.
    pub fn now(&self) -> Option<Arc<App>> {
        self.0.borrow().as_ref()?.as_ref().ok().cloned()
    }
}
