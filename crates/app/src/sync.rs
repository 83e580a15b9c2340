//! Reading the whole list, and writing what changed.

use std::{
    collections::{HashMap, HashSet},
    future::ready,
    pin::pin,
    sync::Arc,
    time::Duration,
};

use account_api::{ApiError, Client, LicenseList};
use domain::{Access, License, LicenseId, Scope};
use futures::{StreamExt, stream};
use store::{Delta, SyncRun};

use crate::{
    App, AppEvent, Problem, ProblemCode,
    catalog::Catalog,
    clients::Clients,
    difference::{difference, missing},
    oddities::{Oddities, lost_fields},
    opened::{OpenedOrganization, count},
    reading::KeptReading,
    view::SyncProgress,
};

/// Licenses that are missing from a list and asked for one by one. More than that are a change of the organization:
/// what moves between two pages while they are read are a few.
const MOST_MISSING: usize = 100;
/// Requests for them at the same time.
const ASKED_AT_ONCE: usize = 4;
/// How long asking for them may take in all.
const ASKED_AT_MOST: Duration = Duration::from_mins(1);

/// How a sync ended that did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Synced {
    /// The list was read.
    Read,
    /// A person stopped it.
    Canceled,
    /// Another one is under way, or another organization took this one's place.
    LeftToOthers,
}

/// A list that was read whole.
struct WholeList {
    list: LicenseList,
    /// Licenses that the list lacks and the vendor still has.
    kept: Vec<License>,
    scope: String,
    /// Whether the cache came from a list of the same scope.
    is_comparable: bool,
}

impl App {
    /// Reads all licenses that the token sees. A list that could not be read whole changes nothing.
    pub(crate) async fn run_sync(
        self: &Arc<Self>,
        opened: &Arc<OpenedOrganization>,
    ) -> Result<Synced, Problem> {
        let Ok(mut kept) = opened.syncing.try_lock() else { return Ok(Synced::LeftToOthers) };
        let (clients, access) = opened.online()?;
        opened.update_sync(|sync| sync.running = Some(SyncProgress::default()));
        self.emit(AppEvent::SessionChanged);
        let work = self.read_and_take_over(opened, &clients, &access, &mut kept);
        let Some(result) = opened.while_open(work).await else { return Ok(Synced::LeftToOthers) };
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

    /// Stops the sync that is under way; what the cache had stays, and the next sync goes on from there.
    pub fn cancel_sync(&self) {
        if let Ok(opened) = self.opened() {
            opened.cancel.notify_waiters();
        }
    }

    async fn read_and_take_over(
        &self,
        opened: &Arc<OpenedOrganization>,
        clients: &Clients,
        access: &Access,
        kept: &mut Option<KeptReading>,
    ) -> Result<Synced, Problem> {
        let mut canceled = pin!(opened.cancel.notified());
        canceled.as_mut().enable();
        let reading = self.with_progress(opened, Box::pin(read(opened, clients, access, kept)));
        let (list, scope) = tokio::select! {
            () = &mut canceled => return Ok(Synced::Canceled),
            read = reading => read?,
        };
        // Once all is read, nothing throws it away: who cancels now only leaves out the questions that are open.
        let whole = completed(opened, clients, access, list, scope, canceled).await?;
        self.take_over(opened, whole).await?;
        Ok(Synced::Read)
    }

    async fn take_over(&self, opened: &OpenedOrganization, whole: WholeList) -> Result<(), Problem> {
        let WholeList { list, kept, scope, is_comparable } = whole;
        let LicenseList { mut licenses, known, odd, .. } = list;
        let writing = opened.writing().await;
        let now = self.options.clock.now();
        let read = count(licenses.len() + known.len());
        let unreadable: HashSet<LicenseId> =
            odd.iter().filter(|odd| lost_fields(odd)).filter_map(|odd| odd.id.clone()).collect();
        licenses.extend(kept);
        let newer = |id: &LicenseId| opened.was_read_back(id);
        let mut delta = difference(&opened.catalog(), licenses, &known, newer, now);
        // What could only be read in part says nothing about what happened, and neither does a first look.
        delta.events.retain(|event| is_comparable && !unreadable.contains(&event.license));
        let oddities = Oddities::count(&odd);
        let run = SyncRun {
            finished_at: now,
            scope,
            licenses: read,
            odd: oddities.entries,
            oddities: oddities.to_json(),
        };
        delta.run = Some(run);
        opened.store.apply(&delta).await?;
        opened.update_sync(|sync| {
            sync.last_synced_at = Some(now.to_string());
            sync.odd_licenses = oddities.entries;
            sync.oddities = oddities.kinds;
        });
        if !delta.changed.is_empty() || !delta.removed.is_empty() {
            writing.show(changed_by(opened.catalog(), delta).await?);
            self.emit(AppEvent::LicensesChanged);
        }
        Ok(())
    }
}

/// The catalog after a change that may be of any size: making it can take longer than other tasks should wait.
async fn changed_by(catalog: Arc<Catalog>, delta: Delta) -> Result<Catalog, Problem> {
    tokio::task::spawn_blocking(move || catalog.with(&delta.changed, &delta.removed))
        .await
        .map_err(|error| Problem::with_text(ProblemCode::StoreFailed, &error))
}

/// Reads the list, going on where an earlier try stopped. Gives with it what the token sees.
async fn read(
    opened: &Arc<OpenedOrganization>,
    clients: &Clients,
    access: &Access,
    kept: &mut Option<KeptReading>,
) -> Result<(LicenseList, String), Problem> {
    if kept.as_ref().is_none_or(|kept| !kept.is_usable(access)) {
        // What is read back from now on is newer than what this reading brings, however often it is interrupted.
        opened.forget_read_back();
        *kept = Some(KeptReading::new(opened, access));
    }
    let reading = kept.get_or_insert_with(|| KeptReading::new(opened, access));
    let list =
        clients.patient.read_list(&mut reading.reading, |progress| opened.note_progress(progress)).await?;
    let scope = reading.scope.clone();
    *kept = None;
    Ok((list, scope))
}

/// Asks for what the list suddenly lacks, until `enough`.
async fn completed(
    opened: &OpenedOrganization,
    clients: &Clients,
    access: &Access,
    list: LicenseList,
    scope: String,
    enough: impl Future<Output = ()>,
) -> Result<WholeList, Problem> {
    let before = opened.store.last_sync().await?;
    // Lists of different tokens can't be compared: what one of them does not show is not gone.
    let is_comparable = before.is_some_and(|run| run.scope == scope);
    let catalog = opened.catalog();
    let missing = if is_comparable { missing(&catalog, &list) } else { Vec::new() };
    let kept = if missing.len() > MOST_MISSING {
        Vec::new()
    } else {
        let cached = missing.iter().filter_map(|id| catalog.license(id)).collect();
        not_gone(&clients.quick, &access.scope, cached, enough).await
    };
    Ok(WholeList { list, kept, scope, is_comparable })
}

/// Those of the missing licenses that the vendor still has, or that can't be asked for or were not, because it was
/// `enough`. While a list is read page by page, one license that goes and another that comes can hide a third without
/// any count being wrong.
async fn not_gone(
    client: &Client,
    scope: &Scope,
    missing: Vec<License>,
    enough: impl Future<Output = ()>,
) -> Vec<License> {
    let ids: Vec<LicenseId> = missing.iter().map(|license| license.id.clone()).collect();
    // Only the vendor's word makes a license gone.
    let mut kept: HashMap<_, _> = missing.into_iter().map(|license| (license.id.clone(), license)).collect();
    let asking = stream::iter(ids)
        .map(|id| async move {
            let answer = client.license(&id).await;
            (id, answer)
        })
        .buffer_unordered(ASKED_AT_ONCE)
        .for_each(|(id, answer)| {
            if let Some(license) = kept.remove(&id).and_then(|cached| still_there(scope, cached, answer)) {
                kept.insert(id, license);
            }
            ready(())
        });
    tokio::select! {
        () = enough => {}
        () = tokio::time::sleep(ASKED_AT_MOST) => {}
        () = asking => {}
    }
    kept.into_values().collect()
}

/// What the vendor's answer makes of a license that its list lacks.
fn still_there(scope: &Scope, cached: License, answer: Result<Option<License>, ApiError>) -> Option<License> {
    let Scope::Team(team) = scope else { return answer.unwrap_or(Some(cached)) };
    match answer {
        Ok(license) => license.filter(|license| license.team.as_ref().is_none_or(|now| now.id == team.id)),
        // A team's token sees nothing of what went to another team.
        Err(error) if error.code() == Some("TEAM_MISMATCH") => None,
        Err(_) => Some(cached),
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
