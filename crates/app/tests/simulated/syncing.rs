//! Reading the list: canceled and gone on with, moving all the time, odd, and without anything new.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use account_sim::{Fault, FaultPlan, Turbulence, When};
use app::{
    App, AppEvent, Problem, ProblemCode,
    view::{OddityCount, OddityKind, SyncProgress},
};
use domain::{LicenseId, LicenseQuery};
use tokio::{sync::broadcast::Receiver, task::JoinHandle};

use crate::support::{Shortcuts, Stage, wait};

/// Pages of 3,000 licenses.
const PAGES: u64 = 15;

fn sync_behind(app: &Arc<App>) -> JoinHandle<Result<(), Problem>> {
    let app = Arc::clone(app);
    tokio::spawn(async move { app.sync().await })
}

/// What was told of the progress until now.
fn progress(events: &mut Receiver<AppEvent>) -> Vec<SyncProgress> {
    let mut told = Vec::new();
    while let Ok(event) = events.try_recv() {
        if let AppEvent::SyncProgressed(progress) = event {
            told.push(progress);
        }
    }
    told
}

fn ids(app: &Arc<App>) -> Vec<String> {
    let window = app.query_licenses(&LicenseQuery::default(), 0, 500).unwrap();
    window.rows.into_iter().map(|row| row.id.0).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sync_that_is_canceled_changes_nothing_and_the_next_one_goes_on_from_there() {
    let stage = Stage::small(3_000).await;
    let app = stage.connected().await;
    let before = app.current();
    for license in stage.service().licenses().iter().rev().take(10) {
        stage.service().remove_license(&license.id);
    }
    let pages = stage.count_pages(Duration::from_millis(60));
    let syncing = sync_behind(&app);
    wait(&app, "the twelfth page", |_| pages.load(Ordering::SeqCst) >= 12).await;
    app.cancel_sync();
    syncing.await.unwrap().unwrap();
    let canceled = app.current();
    assert_eq!((canceled.sync.running, canceled.sync.problem), (None, None));
    assert_eq!(canceled.license_count, before.license_count);
    assert_eq!(canceled.sync.last_synced_at, before.sync.last_synced_at);
    let asked = pages.swap(0, Ordering::SeqCst);
    assert!(asked < PAGES, "{asked} pages: stopped at once");

    app.sync().await.unwrap();
    assert_eq!(app.current().license_count, before.license_count - 10);
    let asked = pages.load(Ordering::SeqCst);
    assert!(asked <= 12, "{asked} pages: not from the start");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changed_here_while_a_reading_was_interrupted_is_not_undone_by_its_old_pages() {
    let stage = Stage::small(3_000).await;
    let app = stage.connected().await;
    // On the second page: were it on the first, which tells whether the list is still the same, all would be read anew.
    let second_page = stage.service().licenses().into_iter().skip(200).take(200);
    let free = second_page.map(|license| license.id).find(|id| stage.service().is_available(id)).unwrap();
    // The vendor's list is ahead of the cache when its pages are read.
    stage.service().change(&free, |license| license.is_transferable = !license.is_transferable);
    let pages = stage.count_pages(Duration::from_millis(60));
    let syncing = sync_behind(&app);
    wait(&app, "some pages", |_| pages.load(Ordering::SeqCst) >= 12).await;
    app.cancel_sync();
    syncing.await.unwrap().unwrap();

    let id = LicenseId(free);
    crate::support::carry_out(&app, crate::support::assign(&id, crate::support::FRIEDA)).await;
    app.sync().await.unwrap();
    let holder = app.license_details(&id).await.unwrap().row.holder;
    assert_eq!(holder.map(|holder| holder.email).as_deref(), Some(crate::support::FRIEDA));
}

#[tokio::test(flavor = "multi_thread")]
async fn canceling_when_nothing_runs_stops_nothing_later() {
    let stage = Stage::small(20).await;
    let app = stage.connected().await;
    app.cancel_sync();
    let gone = stage.service().licenses().remove(3);
    stage.service().remove_license(&gone.id);
    app.sync().await.unwrap();
    assert_eq!(app.current().license_count, 19);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_never_holds_still_is_given_up_and_the_old_one_stays() {
    let stage = Stage::small(1_000).await;
    let app = stage.connected().await;
    let (before, rows) = (app.current(), ids(&app));
    let mut events = app.subscribe();
    stage.service().set_turbulence(Some(Turbulence::new(7, u32::MAX)));
    assert_eq!(app.sync().await.unwrap_err().code, ProblemCode::ListShifted);
    let current = app.current();
    assert_eq!(current.sync.problem.map(|problem| problem.code), Some(ProblemCode::ListShifted), "told");
    assert_eq!((current.sync.running, current.sync.last_synced_at), (None, before.sync.last_synced_at));
    assert_eq!((current.license_count, ids(&app)), (before.license_count, rows), "nothing of it was kept");
    let restarts = progress(&mut events).into_iter().map(|progress| progress.restarts).max();
    assert_eq!(restarts, Some(3), "it was tried again, and shown");

    stage.service().set_turbulence(None);
    app.sync().await.unwrap();
    assert_eq!(app.current().license_count as usize, stage.service().licenses().len());
}

#[tokio::test(flavor = "multi_thread")]
async fn progress_is_told_up_to_the_end_and_not_too_often() {
    let stage = Stage::small(1_000).await;
    let mut options = crate::support::options(&stage.server.url(), stage.folder.path(), &stage.vault, None);
    options.client.per_page = 5;
    let app = App::start(options).await.unwrap();
    stage.connect(&app, &stage.service().credentials().tokens.org_admin).await.unwrap();
    crate::support::synced(&app).await;
    let pages = stage.count_pages(Duration::from_millis(5));
    let mut events = app.subscribe();
    let started = std::time::Instant::now();
    app.sync().await.unwrap();
    let most = started.elapsed().as_millis() / 100 + 2;
    let told = progress(&mut events);
    assert!((1..=most).contains(&(told.len() as u128)), "{} times, {most} at most", told.len());
    let pages = pages.load(Ordering::SeqCst);
    assert!(u128::from(pages) > 2 * most, "{pages} pages in {most} tenths of a second");
    let last = told.last().unwrap();
    assert_eq!((last.read, last.total), (1_000, Some(1_000)), "the last one always comes");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sync_that_finds_nothing_new_changes_nothing_but_the_age() {
    let stage = Stage::small(2_000).await;
    let app = stage.connected().await;
    let file = stage.file(&app).await;
    // The log of the first sync is put away, so that what follows can be measured.
    sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&file).await.unwrap();
    let mut log = stage.path(&app).into_os_string();
    log.push("-wal");
    let before = app.current().sync.last_synced_at;
    let mut events = app.subscribe();
    app.sync().await.unwrap();
    assert_ne!(app.current().sync.last_synced_at, before);
    let written = std::fs::metadata(log).unwrap().len();
    assert!((1..=16 * 1024).contains(&written), "{written} bytes");
    while let Ok(event) = events.try_recv() {
        assert!(!matches!(event, AppEvent::LicensesChanged), "nothing changed");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_teams_token_asks_for_its_team_only() {
    let stage = Stage::new().await;
    let app = stage.app().await;
    let elsewhere = Fault::Status(500);
    stage.service().set_faults(FaultPlan::none().fail(When::get().path("/customer/licenses"), elsewhere));
    stage.connect(&app, &stage.service().credentials().tokens.team_viewer).await.unwrap();
    crate::support::synced(&app).await;
    let team = stage.service().credentials().team_admin_team;
    let own = stage.service().licenses().into_iter().filter(|license| license.team == team).count();
    assert_eq!((app.current().sync.problem, app.current().license_count as usize), (None, own));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_license_that_went_to_another_team_is_gone_for_a_teams_token() {
    let stage = Stage::new().await;
    let app = stage.app().await;
    stage.connect(&app, &stage.service().credentials().tokens.team_viewer).await.unwrap();
    crate::support::synced(&app).await;
    let before = app.current().license_count;
    let team = stage.service().credentials().team_admin_team;
    let other = stage.service().teams().into_iter().find(|other| other.id != team).unwrap().id;
    let ids = ids(&app);
    stage.service().change(&ids[0], |license| license.team = other);
    // The list lacks it for a moment only, and what it is can't be asked for.
    stage.service().change(&ids[1], |license| license.team = other);
    stage.service().set_faults(FaultPlan::none().fail(When::get().path(&ids[1]), Fault::Status(500)));
    app.sync().await.unwrap();
    assert_eq!(app.current().license_count, before - 1);
    assert!(app.license_details(&LicenseId(ids[0].clone())).await.is_err());
    assert!(app.license_details(&LicenseId(ids[1].clone())).await.is_ok(), "nobody said that it is gone");
}

#[tokio::test(flavor = "multi_thread")]
async fn canceling_while_missing_licenses_are_asked_for_keeps_what_was_read() {
    let stage = Stage::small(50).await;
    let app = stage.connected().await;
    let gone: Vec<LicenseId> = ids(&app).into_iter().take(8).map(LicenseId).collect();
    for id in &gone {
        stage.service().remove_license(&id.0);
    }
    stage
        .service()
        .add_license(account_sim::License { id: "NEW".into(), ..stage.service().licenses().remove(0) });
    let asked = Arc::new(AtomicU64::new(0));
    let counted = Arc::clone(&asked);
    stage.service().set_faults(FaultPlan::none().choose(move |seen| {
        let is_single = seen.path.contains("/customer/licenses/");
        counted.fetch_add(u64::from(is_single), Ordering::SeqCst);
        is_single.then_some(Fault::NeverAnswer)
    }));
    let syncing = sync_behind(&app);
    wait(&app, "the questions", |_| asked.load(Ordering::SeqCst) > 0).await;
    let canceled = std::time::Instant::now();
    app.cancel_sync();
    syncing.await.unwrap().unwrap();
    assert!(canceled.elapsed() < Duration::from_secs(1), "nothing is asked any more");
    assert!(ids(&app).contains(&"NEW".into()), "what was read is there");
    assert_eq!(app.current().license_count, 51, "nobody said that the others are gone");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_odd_is_shown_as_it_is_counted_and_remembered() {
    let stage = Stage::small(20).await;
    let list = r#"[
        {"licenseId": "A", "product": {"code": "II", "name": "Idea"}, "team": {"id": 1, "name": "One"},
         "assignee": {"type": "USER", "email": "ann@example.com", "name": "Ann"}},
        {"licenseId": "A", "product": {"code": "II", "name": "Idea"}},
        {"product": {"code": "II", "name": "Idea"}},
        17,
        {"licenseId": "B", "product": {"code": "XX"}, "team": {"id": 2, "name": ""}},
        {"licenseId": "C", "product": {"code": "II", "name": "Idea"}, "isTrial": "perhaps"}
    ]"#;
    let plan = FaultPlan::none()
        .fail(When::get().containing("page=1&"), Fault::Garbage(200, list.into()))
        .fail(When::get().containing("perPage"), Fault::Garbage(200, "[]".into()));
    stage.service().set_faults(plan);
    let app = stage.connected().await;
    let expected = [
        (OddityKind::WithoutId, 2),
        (OddityKind::ListedTwice, 1),
        (OddityKind::WithoutName, 1),
        (OddityKind::Unreadable, 1),
    ]
    .map(|(kind, count)| OddityCount { kind, count });
    let first = app.current().sync;
    assert_eq!((first.oddities, first.odd_licenses), (expected.to_vec(), 5));
    assert_eq!(ids(&app).len(), 3, "what has an id is shown");

    // The second time, the cache has them exactly so.
    app.sync().await.unwrap();
    assert_eq!(app.current().sync.oddities, expected);
    app.close().await;
    let app = stage.app().await;
    let restored = app.current().sync;
    assert_eq!((restored.oddities, restored.odd_licenses), (expected.to_vec(), 5));
}
