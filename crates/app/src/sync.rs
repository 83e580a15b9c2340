//! Reading the whole list, and writing what changed.

use std::{collections::HashSet, future::ready, sync::Arc};

use account_api::{Client, LicenseList, LicenseScope};
use domain::{Access, License, LicenseEvent, LicenseId, Scope, changes_between};
use futures::{StreamExt, stream};
use jiff::Timestamp;
use store::{Delta, NewEvent, SyncRun};

use crate::{
    App, AppEvent, Problem, ProblemCode,
    catalog::Catalog,
    opened::{OpenedOrganization, count},
    view::SyncProgress,
};

/// Licenses that are missing from a list and asked for one by one; more than that are a change of the organization.
const MOST_MISSING: usize = 100;
/// Requests for them at the same time.
const ASKED_AT_ONCE: usize = 4;

impl App {
    /// Reads all licenses that the token sees. A list that could not be read whole changes nothing.
    pub(crate) async fn run_sync(self: &Arc<Self>, opened: &Arc<OpenedOrganization>) -> Result<(), Problem> {
        let Ok(_only) = opened.syncing.try_lock() else { return Ok(()) };
        let (client, access) = opened.online()?;
        opened.forget_read_back();
        opened.update_sync(|sync| sync.running = Some(SyncProgress::default()));
        self.emit(AppEvent::SessionChanged);

        let read = client.all_licenses(scope(&access), |progress| self.show_progress(opened, progress)).await;
        let result = match read {
            Ok(list) => {
                let kept = still_there(&client, &opened.catalog(), &list.licenses).await;
                self.take_over(opened, list, kept).await
            }
            Err(error) => Err(error.into()),
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

    async fn take_over(
        &self,
        opened: &OpenedOrganization,
        mut list: LicenseList,
        still_there: Vec<License>,
    ) -> Result<(), Problem> {
        list.licenses.extend(still_there);
        let _writing = opened.writing().await;
        let now = self.options.clock.now();
        let catalog = opened.catalog();
        let is_first = opened.store.last_sync().await?.is_none();
        let run =
            SyncRun { finished_at: now, licenses: count(list.licenses.len()), odd: count(list.odd.len()) };
        let mut delta = difference(&catalog, list.licenses, |id| opened.was_read_back(id), now);
        if is_first {
            // Everything is new to this computer; that says nothing about what happened at the vendor.
            delta.events.clear();
        }
        delta.run = Some(run);
        opened.store.apply(&delta).await?;
        opened.update_sync(|sync| {
            sync.last_synced_at = Some(now.to_string());
            sync.odd_licenses = run.odd;
        });
        if !delta.changed.is_empty() || !delta.removed.is_empty() {
            opened.update_catalog(|catalog| catalog.with(&delta.changed, &delta.removed));
            self.emit(AppEvent::LicensesChanged);
        }
        Ok(())
    }

    /// Takes over one license that was read on its own. `change_set` is set if this app changed it.
    pub(crate) async fn take_over_one(
        &self,
        opened: &OpenedOrganization,
        license: &License,
        change_set: Option<&str>,
    ) -> Result<(), Problem> {
        let _writing = opened.writing().await;
        opened.note_read_back(&license.id);
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

/// Licenses of the cache that the list lacks, but that the vendor still has. While a list is read page by page, one
/// license that goes and another that comes can hide a third from it without any count being wrong.
async fn still_there(client: &Client, catalog: &Catalog, listed: &[License]) -> Vec<License> {
    let listed: HashSet<&LicenseId> = listed.iter().map(|license| &license.id).collect();
    let missing: Vec<LicenseId> =
        catalog.licenses().map(|license| license.id.clone()).filter(|id| !listed.contains(id)).collect();
    if missing.len() > MOST_MISSING {
        return Vec::new();
    }
    stream::iter(missing)
        .map(|id| async move { client.license(&id).await })
        .buffered(ASKED_AT_ONCE)
        // One that can't be asked for is missing until the next sync; it is only a cache.
        .filter_map(|answer| ready(answer.ok().flatten()))
        .collect()
        .await
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
