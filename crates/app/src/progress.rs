//! How far a sync is, shown often enough to look alive and no more often.

use std::{sync::Arc, time::Duration};

use account_api::ListProgress;

use crate::{App, AppEvent, opened::OpenedOrganization, view::SyncProgress};

impl App {
    pub(crate) fn show_progress(&self, opened: &Arc<OpenedOrganization>, progress: ListProgress) {
        let progress = SyncProgress {
            read: u32::try_from(progress.read).unwrap_or(u32::MAX),
            total: progress.total.map(|total| u32::try_from(total).unwrap_or(u32::MAX)),
            waiting_seconds: None,
            seconds_left: None,
            restarts: progress.round.saturating_sub(1),
        };
        opened.update_sync(|sync| sync.running = Some(progress.clone()));
        // Another organization may have taken its place while the last pages came in.
        if self.opened().is_ok_and(|current| Arc::ptr_eq(&current, opened)) {
            self.emit(AppEvent::SyncProgressed(progress));
        }
    }

    /// The vendor asked to wait, or a read failed and is about to be repeated.
    pub(crate) fn show_wait(&self, wait: Duration) {
        let Ok(opened) = self.opened() else { return };
        let Some(mut progress) = opened.sync_progress() else { return };
        let seconds = wait.as_secs_f64().ceil();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "bounded by the client to minutes"
        )]
        let seconds = seconds as u32;
        progress.waiting_seconds = Some(seconds);
        opened.update_sync(|sync| sync.running = Some(progress.clone()));
        self.emit(AppEvent::SyncProgressed(progress));
    }
}
