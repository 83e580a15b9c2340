//! What the page is told without asking.

use std::sync::Arc;

use app::{
    App, AppEvent,
    view::{RunView, SyncProgress},
};
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::AppHandle;
use tauri_specta::Event;
use tokio::sync::broadcast::error::RecvError;

/// Something around the table changed: ask for the session again.
#[derive(Clone, Debug, Serialize, Deserialize, Type, Event)]
pub struct SessionChanged;

/// Licenses changed: ask for the rows again.
#[derive(Clone, Debug, Serialize, Deserialize, Type, Event)]
pub struct LicensesChanged;

/// A sync went on.
#[derive(Clone, Debug, Serialize, Deserialize, Type, Event)]
pub struct SyncProgressed(pub SyncProgress);

/// A change set that is carried out went on.
#[derive(Clone, Debug, Serialize, Deserialize, Type, Event)]
pub struct ChangeProgressed(pub RunView);

/// The person wants to close the window while a change set is carried out.
#[derive(Clone, Debug, Serialize, Deserialize, Type, Event)]
pub struct CloseAsked;

/// Hands the application's events to the page until the application ends.
pub async fn forward(app: Arc<App>, handle: AppHandle) {
    let mut events = app.subscribe();
    loop {
        let sent = match events.recv().await {
            Ok(AppEvent::SessionChanged) => SessionChanged.emit(&handle),
            Ok(AppEvent::LicensesChanged) => LicensesChanged.emit(&handle),
            Ok(AppEvent::SyncProgressed(progress)) => SyncProgressed(progress).emit(&handle),
            Ok(AppEvent::ChangeProgressed(change)) => ChangeProgressed(*change).emit(&handle),
            // The page missed something: it asks for everything again.
            Err(RecvError::Lagged(_)) => {
                SessionChanged.emit(&handle).and_then(|()| LicensesChanged.emit(&handle))
            }
            Err(RecvError::Closed) => return,
        };
        if let Err(error) = sent {
            tracing::warn!(%error, "an event did not reach the page");
        }
    }
}
