//! What happens without anybody asking.

use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use account_sim::{Fault, FaultPlan, Server, ServerOptions, When};
use app::{
    App, AppEvent, ProblemCode,
    view::{ConnectionView, Preferences},
};
use domain::LicenseState;

use crate::support::{Shortcuts, Stage, TestClock, ended, plan, revoke, wait};

/// Longer than anything takes that is under way.
async fn settle() {
    tokio::time::sleep(Duration::from_millis(400)).await;
}

fn refresh_minutes(minutes: u32) -> Preferences {
    Preferences { refresh_minutes: minutes, ..Preferences::default() }
}

fn is_online(app: &Arc<App>) -> bool {
    app.current().connection == ConnectionView::Online
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_else_changed_appears_without_a_click() {
    let stage = Stage::small(20).await;
    let (app, clock) = stage.refreshing_app().await;
    let pages = stage.count_pages(Duration::ZERO);
    let gone = stage.service().licenses().remove(3);
    stage.service().remove_license(&gone.id);
    clock.pass(14);
    settle().await;
    assert_eq!(pages.load(Ordering::SeqCst), 0, "not before its time");
    clock.pass(2);
    wait(&app, "the refresh", |app| app.current().license_count == 19).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_new_is_no_news() {
    let stage = Stage::small(20).await;
    let (app, clock) = stage.refreshing_app().await;
    let before = app.current().sync.last_synced_at;
    let mut events = app.subscribe();
    clock.pass(16);
    wait(&app, "the refresh", |app| {
        let sync = app.current().sync;
        sync.last_synced_at != before && sync.running.is_none()
    })
    .await;
    settle().await;
    let mut sessions = 0;
    while let Ok(event) = events.try_recv() {
        assert!(!matches!(event, AppEvent::LicensesChanged), "nothing changed");
        sessions += u32::from(matches!(event, AppEvent::SessionChanged));
    }
    assert!(sessions > 0, "the age of the data did");
}

#[tokio::test(flavor = "multi_thread")]
async fn coming_back_to_the_window_reads_what_is_older_than_five_minutes() {
    let stage = Stage::small(20).await;
    let (app, clock) = stage.refreshing_app().await;
    let pages = stage.count_pages(Duration::ZERO);
    clock.pass(4);
    app.focused();
    settle().await;
    assert_eq!(pages.load(Ordering::SeqCst), 0);
    clock.pass(2);
    app.focused();
    wait(&app, "the refresh", |_| pages.load(Ordering::SeqCst) > 0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_choice_takes_effect_at_once() {
    let stage = Stage::small(20).await;
    let (app, clock) = stage.refreshing_app().await;
    let pages = stage.count_pages(Duration::ZERO);
    app.set_preferences(refresh_minutes(0)).await.unwrap();
    clock.pass(600);
    app.focused();
    settle().await;
    assert_eq!(pages.load(Ordering::SeqCst), 0, "by hand only");
    app.set_preferences(refresh_minutes(30)).await.unwrap();
    wait(&app, "the refresh", |_| pages.load(Ordering::SeqCst) > 0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_triggers_at_once_read_the_list_once() {
    let stage = Stage::small(20).await;
    let (app, clock) = stage.refreshing_app().await;
    let pages = stage.count_pages(Duration::from_millis(300));
    clock.pass(16);
    app.focused();
    let (first, second, third) = tokio::join!(app.sync(), app.sync(), app.sync());
    for result in [first, second, third] {
        result.unwrap();
    }
    app.focused();
    wait(&app, "the end", |app| app.current().sync.running.is_none()).await;
    settle().await;
    assert_eq!(pages.load(Ordering::SeqCst), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sync_that_takes_long_is_not_disturbed_by_asking_for_another() {
    let stage = Stage::small(20).await;
    let (app, clock) = stage.refreshing_app().await;
    app.set_preferences(refresh_minutes(0)).await.unwrap();
    let pages = stage.count_pages(Duration::from_millis(600));
    clock.pass(2);
    let syncing = tokio::spawn({
        let app = Arc::clone(&app);
        async move { app.sync().await }
    });
    wait(&app, "the sync", |_| pages.load(Ordering::SeqCst) == 1).await;
    stage.service().set_faults(FaultPlan::none().fail(When::get().path("/token"), Fault::DropBefore));
    clock.pass(2);
    app.sync().await.unwrap();
    assert!(is_online(&app));
    syncing.await.unwrap().unwrap();
    assert!(is_online(&app));
    assert_eq!(app.current().sync.problem, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_connection_comes_back_by_itself() {
    let stage = Stage::small(20).await;
    let options = ServerOptions::default();
    let server = Server::start(stage.service().clone(), options).await.unwrap();
    let (port, folder) = (server.port(), tempfile::tempdir().unwrap());
    let stage = Stage { server, folder, vault: Arc::clone(&stage.vault) };
    let (app, clock) = stage.refreshing_app().await;
    let service = stage.service().clone();
    let Stage { server, folder: _folder, .. } = stage;
    server.shutdown().await;
    clock.pass(16);
    wait(&app, "the loss", |app| !is_online(app)).await;
    // The next try comes soon, and then less and less often.
    settle().await;
    let ConnectionView::Offline { problem } = app.current().connection else { panic!("online") };
    assert_eq!(problem.code, ProblemCode::ConnectFailed);

    let gone = service.licenses().remove(3);
    service.remove_license(&gone.id);
    let _server = Server::start(service, ServerOptions { port, ..options }).await.unwrap();
    settle().await;
    assert!(!is_online(&app), "it is not tried all the time");
    clock.pass(1);
    wait(&app, "the connection", is_online).await;
    wait(&app, "what was missed", |app| app.current().license_count == 19).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_was_rejected_is_not_tried_again_until_somebody_comes_back() {
    let stage = Stage::small(20).await;
    let (app, clock) = stage.refreshing_app().await;
    stage.service().kill_token(&stage.service().credentials().tokens.org_admin);
    clock.pass(16);
    wait(&app, "the rejection", |app| !is_online(app)).await;
    settle().await;
    let asked = stage.service().read_calls();
    clock.pass(600);
    settle().await;
    assert_eq!(stage.service().read_calls(), asked, "asking again would change nothing");
    app.focused();
    wait(&app, "another try", |_| stage.service().read_calls() > asked).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_that_is_carried_out_goes_first() {
    let stage = Stage::new().await;
    let (app, clock) = stage.refreshing_app().await;
    let plan = plan(&app, revoke(&app.ids(LicenseState::Idle)[0])).await;
    let pages = stage.count_pages(Duration::ZERO);
    // The plan that counts would be replaced, so the answer is slow to every POST by its own rule.
    let counted = Arc::clone(&pages);
    let slow = Fault::Delay(Duration::from_millis(900));
    stage.service().set_faults(FaultPlan::none().fail(When::post(), slow).choose(move |seen| {
        counted.fetch_add(u64::from(seen.query.contains("perPage")), Ordering::SeqCst);
        None
    }));
    app.apply_plan(&plan.id).await.unwrap();
    wait(&app, "the request", |_| stage.service().write_calls() == 1).await;
    clock.pass(16);
    settle().await;
    assert_eq!(pages.load(Ordering::SeqCst), 0, "it waits");
    ended(&app, &plan.id).await;
    wait(&app, "the refresh", |_| pages.load(Ordering::SeqCst) > 0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_canceled_does_not_start_again_by_itself() {
    let stage = Stage::small(20).await;
    let (app, clock): (_, Arc<TestClock>) = stage.refreshing_app().await;
    let pages = stage.count_pages(Duration::from_millis(800));
    clock.pass(16);
    wait(&app, "the refresh", |_| pages.load(Ordering::SeqCst) == 1).await;
    app.cancel_sync();
    wait(&app, "the end", |app| app.current().sync.running.is_none()).await;
    settle().await;
    assert_eq!(pages.load(Ordering::SeqCst), 1);
    clock.pass(16);
    wait(&app, "the next refresh", |_| pages.load(Ordering::SeqCst) > 1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_are_asked_for_again_when_time_alone_changes_them() {
    let stage = Stage::small(20).await;
    let (app, clock) = stage.refreshing_app().await;
    app.set_preferences(refresh_minutes(0)).await.unwrap();
    let mut events = app.subscribe();
    let mut was_told = || {
        std::iter::from_fn(|| events.try_recv().ok()).any(|event| matches!(event, AppEvent::LicensesChanged))
    };
    settle().await;
    was_told();
    clock.pass(1);
    settle().await;
    assert!(!was_told(), "a minute is nothing");
    clock.pass(24 * 60);
    settle().await;
    assert!(was_told(), "another day");
}
