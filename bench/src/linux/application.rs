//! The application without a window, as the shell stands it up: real HTTP, real files. Only the keychain is memory.

use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, anyhow, bail};
use app::{
    App, AppOptions, BoxFuture, ClientOptions, DemoEndpoint, DemoService, Problem, ProblemCode, SystemClock,
    view::KeepToken,
};
use secrecy::SecretString;
use tokio::time::timeout;
use vault::MemoryVault;

use super::service::Service;

/// How long a first sync of 100,000 licenses may take.
const SYNC_LIMIT: Duration = Duration::from_mins(2);

/// There is none here.
struct NoDemo;

impl DemoService for NoDemo {
    fn endpoint(&self) -> BoxFuture<'_, Result<DemoEndpoint, Problem>> {
        Box::pin(std::future::ready(Err(ProblemCode::DemoFailed.into())))
    }
}

/// Starts the application on a folder. It asks nobody anything before it is told to.
pub async fn start(folder: &Path, vendor: &str) -> Result<Arc<App>> {
    let options = AppOptions {
        folder: folder.to_owned(),
        vendor: vendor.to_owned(),
        dial: app::http_dial(),
        client: ClientOptions::default(),
        read_back_after: app::default_patience(),
        look_at_clock_every: Duration::from_mins(1),
        language: "en".into(),
        vault: Arc::new(MemoryVault::new()),
        demo: Arc::new(NoDemo),
        clock: Arc::new(SystemClock),
        version: "0.0.0".into(),
    };
    App::start(options).await.map_err(|problem| told("the app does not start", &problem))
}

/// The application on a folder that was prepared, offline.
pub async fn open(folder: &Path) -> Result<Arc<App>> {
    let app = start(folder, "http://127.0.0.1:9/api/v1").await?;
    let count = app.current_view().map_or(0, |current| current.license_count);
    if count == 0 {
        bail!("{} holds no licenses", folder.display());
    }
    Ok(app)
}

/// Connects with a folder that was never used, and waits for the first sync. Gives how long that took: from the moment
/// at which the token was accepted, which is when the app begins to read the list, until the list is shown and on
/// disk. Asking for the token is not in it, as it is not in the definition of the figure.
pub async fn first_sync(app: &Arc<App>, service: &Service) -> Result<Duration> {
    let mut events = app.subscribe();
    let watched = Arc::clone(app);
    let done = tokio::spawn(async move {
        loop {
            // A listener that was too slow has missed some: what counts is the state.
            let lost_or_closed = events.recv().await;
            let Some(current) = watched.current_view() else { continue };
            if let Some(problem) = current.sync.problem {
                return Err(told("the first sync fails", &problem));
            }
            if current.sync.running.is_none() && current.sync.last_synced_at.is_some() {
                return Ok(Instant::now());
            }
            if let Err(tokio::sync::broadcast::error::RecvError::Closed) = lost_or_closed {
                bail!("the app ended");
            }
        }
    });
    app.connect(&service.customer_code(), SecretString::from(service.token()), KeepToken::ThisRun)
        .await
        .map_err(|problem| told("no connection", &problem))?;
    let connected = Instant::now();
    let done = timeout(SYNC_LIMIT, done).await.context("the first sync takes too long")???;
    Ok(done.saturating_duration_since(connected))
}

/// Makes a folder that holds nothing.
pub fn fresh(folder: &Path) -> Result<()> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    Ok(std::fs::create_dir_all(folder)?)
}

/// Fills a folder with an organization.
pub async fn prepare(simulator: &Path, licenses: u32, folder: &Path) -> Result<()> {
    fresh(folder)?;
    let service = Service::start(simulator, licenses, Duration::ZERO)?;
    let app = start(folder, service.url()).await?;
    let took = first_sync(&app, &service).await?;
    let count = app.current_view().map_or(0, |current| current.license_count);
    app.close().await;
    if count != licenses {
        bail!("{count} of {licenses} licenses arrived");
    }
    eprintln!("{licenses} licenses, read in {:.1} s", took.as_secs_f64());
    Ok(())
}

/// A problem of the application as an error of the bench.
pub fn told(what: &str, problem: &Problem) -> anyhow::Error {
    anyhow!("{what}: {problem:?}")
}
