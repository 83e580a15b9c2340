//! Reading the whole list, and writing what changed.

use std::{collections::HashSet, future::ready, sync::Arc, time::Duration};

use account_api::{Client, LicenseList, LicenseScope};
use domain::{Access, License, LicenseEvent, LicenseId, Scope, changes_between};
use futures::{StreamExt, stream};
use jiff::Timestamp;
use store::{Delta, NewEvent, SyncRun};

use crate::{
    App, AppEvent, Problem, ProblemCode,
    catalog::Catalog,
    clients::Clients,
    opened::{OpenedOrganization, count},
    view::SyncProgress,
};

/// Licenses that are missing from a list and asked for one by one. More than that are a change of the organization:
/// what moves between two pages while they are read are a few.
const MOST_MISSING: usize = 100;
/// Requests for them at the same time.
const ASKED_AT_ONCE: usize = 4;
/// How long asking for them may take in all.
const ASKED_AT_MOST: Duration = Duration::from_mins(1);

impl App {
    /// Reads all licenses that the token sees. A list that could not be read whole changes nothing.
    pub(crate) async fn run_sync(self: &Arc<Self>, opened: &Arc<OpenedOrganization>) -> Result<(), Problem> {
        let Ok(_only) = opened.syncing.try_lock() else { return Ok(()) };
        let (clients, access) = opened.online()?;
        opened.forget_read_back();
        opened.update_sync(|sync| sync.running = Some(SyncProgress::default()));
        self.emit(AppEvent::SessionChanged);
        let Some(result) = opened.while_open(self.read_and_take_over(opened, &clients, &access)).await else {
            return Ok(());
        };
        opened.update_sync(|sync| {
            sync.running = None;
            sync.problem = result.as_ref().err().cloned();
        });
        if let Err(problem) = &result
            && loses_connection(problem.code)
        {
            opened.disconnect(problem.clone());
        }
        self.emit(AppEvent::SessionChanged);
        result
    }

    /// Stops the sync that is under way; what the cache had stays.
    pub fn cancel_sync(&self) {}

    async fn read_and_take_over(
        &self,
        opened: &Arc<OpenedOrganization>,
        clients: &Clients,
        access: &Access,
    ) -> Result<(), Problem> {
        let progress = |progress| self.show_progress(opened, progress);
        let list = clients.patient.all_licenses(scope(access), progress).await?;
        let before = opened.store.last_sync().await?;
        // Lists of different tokens can't be compared: what one of them does not show is not gone.
        let is_comparable = before.is_some_and(|run| run.scope == scope_name(access));
        let catalog = opened.catalog();
        let kept = if is_comparable {
            not_gone(&clients.quick, missing(&catalog, &list.licenses)).await
        } else {
            Vec::new()
        };
        self.take_over(opened, list, kept, scope_name(access), is_comparable).await
    }

    async fn take_over(
        &self,
        opened: &OpenedOrganization,
        mut list: LicenseList,
        kept: Vec<License>,
        scope: String,
        is_comparable: bool,
    ) -> Result<(), Problem> {
        let _writing = opened.writing().await;
        let now = self.options.clock.now();
        let (licenses, odd) = (count(list.licenses.len()), count(list.odd.len()));
        let unreadable: HashSet<LicenseId> = list.odd.iter().filter_map(|odd| odd.id.clone()).collect();
        list.licenses.extend(kept);
        let mut delta = difference(&opened.catalog(), list.licenses, |id| opened.was_read_back(id), now);
        // What could only be read in part says nothing about what happened, and neither does a first look.
        delta.events.retain(|event| is_comparable && !unreadable.contains(&event.license));
        delta.run = Some(SyncRun { finished_at: now, scope, licenses, odd, oddities: "[]".into() });
        opened.store.apply(&delta).await?;
        opened.update_sync(|sync| {
            sync.last_synced_at = Some(now.to_string());
            sync.odd_licenses = odd;
        });
        if !delta.changed.is_empty() || !delta.removed.is_empty() {
            opened.update_catalog(|catalog| catalog.with(&delta.changed, &delta.removed));
            self.emit(AppEvent::LicensesChanged);
        }
        Ok(())
    }

    /// Takes over one license that was read on its own. `change_set` is set if this app changed it: then it is newer
    /// than what a sync under way will bring.
    pub(crate) async fn take_over_one(
        &self,
        opened: &OpenedOrganization,
        license: &License,
        change_set: Option<&str>,
    ) -> Result<(), Problem> {
        let _writing = opened.writing().await;
        if change_set.is_some() {
            opened.note_read_back(&license.id);
        }
        let before = opened.license(&license.id);
        if before.as_ref() == Some(license) {
            return Ok(());
        }
        let what =
            before.map_or_else(|| vec![LicenseEvent::Appeared], |before| changes_between(&before, license));
        let now = self.options.clock.now();
        let events = what
            .into_iter()
            .map(|event| NewEvent {
                license: license.id.clone(),
                seen_at: now,
                event,
                change_set: change_set.map(str::to_owned),
            })
            .collect();
        let delta = Delta { changed: vec![license.clone()], events, ..Delta::default() };
        opened.store.apply(&delta).await?;
        opened.update_catalog(|catalog| catalog.with(&delta.changed, &[]));
        self.emit(AppEvent::LicensesChanged);
        Ok(())
    }
}

/// Licenses of the cache that a list lacks.
fn missing(catalog: &Catalog, listed: &[License]) -> Vec<License> {
    let listed: HashSet<&LicenseId> = listed.iter().map(|license| &license.id).collect();
    catalog.licenses().filter(|license| !listed.contains(&license.id)).cloned().collect()
}

/// Those of the missing licenses that the vendor still has, or that can't be asked for. While a list is read page by
/// page, one license that goes and another that comes can hide a third without any count being wrong.
async fn not_gone(client: &Client, missing: Vec<License>) -> Vec<License> {
    if missing.len() > MOST_MISSING {
        return Vec::new();
    }
    let deadline = tokio::time::Instant::now() + ASKED_AT_MOST;
    stream::iter(missing)
        .map(|cached| async move {
            match tokio::time::timeout_at(deadline, client.license(&cached.id)).await {
                Ok(Ok(answer)) => answer,
                // Only the vendor's word makes a license gone.
                Ok(Err(_)) | Err(_) => Some(cached),
            }
        })
        .buffered(ASKED_AT_ONCE)
        .filter_map(ready)
        .collect()
        .await
}

/// The name of what a token sees, to tell lists apart.
fn scope_name(access: &Access) -> String {
    match &access.scope {
        Scope::Organization { .. } => "organization".to_owned(),
        Scope::Team(team) => format!("team {}", team.id.0),
    }
}

fn scope(access: &Access) -> LicenseScope {
    match &access.scope {
        Scope::Organization { .. } => LicenseScope::Organization,
        Scope::Team(team) => LicenseScope::Team(team.id),
    }
}

/// Whether a problem means that no call will work until something changes.
pub(crate) fn loses_connection(code: ProblemCode) -> bool {
    matches!(
        code,
        ProblemCode::TokenRejected
            | ProblemCode::AccessRefused
            | ProblemCode::DnsFailed
            | ProblemCode::ConnectFailed
            | ProblemCode::TlsFailed
            | ProblemCode::ProxyFailed
            | ProblemCode::CaptivePortal
    )
}

/// What has to be written so that the cache shows `licenses`, leaving alone what is `newer` in the cache.
fn difference(
    catalog: &Catalog,
    licenses: Vec<License>,
    newer: impl Fn(&LicenseId) -> bool,
    now: Timestamp,
) -> Delta {
    let mut delta = Delta::default();
    let listed: HashSet<LicenseId> = licenses.iter().map(|license| license.id.clone()).collect();
    for license in licenses {
        let before = catalog.get(&license.id).map(|entry| &entry.license);
        if newer(&license.id) || before == Some(&license) {
            continue;
        }
        let what =
            before.map_or_else(|| vec![LicenseEvent::Appeared], |before| changes_between(before, &license));
        delta.events.extend(events(&license.id, what, now));
        delta.changed.push(license);
    }
    for license in catalog.licenses().filter(|license| !listed.contains(&license.id) && !newer(&license.id)) {
        delta.events.extend(events(&license.id, vec![LicenseEvent::Disappeared], now));
        delta.removed.push(license.id.clone());
    }
    delta
}

fn events(id: &LicenseId, what: Vec<LicenseEvent>, seen_at: Timestamp) -> impl Iterator<Item = NewEvent> {
    what.into_iter().map(move |event| NewEvent { license: id.clone(), seen_at, event, change_set: None })
}
