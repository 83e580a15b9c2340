//! Disks that are full and files that are damaged.

use std::sync::Arc;

use app::{
    App, ProblemCode,
    view::{ChangeRequest, LicenseQuery},
};
use domain::{LicenseId, LicenseState, Selection};
use store::hooks;

use crate::support::{Shortcuts, Stage, apply, plan, revoke};

#[tokio::test(flavor = "multi_thread")]
async fn on_a_full_disk_a_sync_stops_says_so_and_leaves_what_was_there() {
    let stage = Stage::small(50).await;
    let app = stage.connected().await;
    let before = app.current();
    let model = stage.service().licenses().remove(0);
    for number in 0..2_000 {
        let id = format!("NEW{number:07}");
        stage.service().add_license(account_sim::License { id, ..model.clone() });
    }
    hooks::set_full(&stage.path(&app), true);
    assert_eq!(app.sync().await.unwrap_err().code, ProblemCode::StoreFull);
    let current = app.current();
    assert_eq!(current.sync.problem.map(|problem| problem.code), Some(ProblemCode::StoreFull));
    assert_eq!((current.license_count, current.sync.last_synced_at), (50, before.sync.last_synced_at));
    let window = app.query_licenses(&LicenseQuery::default(), 0, 100).unwrap();
    assert_eq!(window.rows.len(), 50);
    let details = app.license_details(&window.rows[0].id).await.unwrap();
    assert_eq!(details.row.id, window.rows[0].id, "its history can be read, too");

    hooks::set_full(&stage.path(&app), false);
    app.sync().await.unwrap();
    assert_eq!((app.current().license_count, app.current().sync.problem), (2_050, None));
    app.close().await;
    assert_eq!(stage.app().await.current().license_count, 2_050, "on disk");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_that_can_not_be_written_down_can_be_confirmed_once_more() {
    let stage = Stage::small(1_000).await;
    let app = stage.connected().await;
    // More than fits into what the file has room for as it is.
    let ids: Vec<LicenseId> = app.ids(LicenseState::Idle).into_iter().take(80).collect();
    let plan = plan(&app, ChangeRequest::Revoke { selection: Selection::Ids { ids } }).await;
    let file = stage.path(&app);
    hooks::set_full(&file, true);
    for _ in 0..2 {
        assert_eq!(app.apply_plan(&plan.id).await.unwrap_err().code, ProblemCode::StoreFull);
    }
    assert_eq!((stage.sent(), app.current().run), (0, None));
    assert_eq!(app.take_out(&plan.id, &[], true).unwrap(), plan, "the page still shows it");
    hooks::set_full(&file, false);
    assert_eq!(apply(&app, &plan).await.run.counts.applied, 80);
    assert_eq!(app.apply_plan(&plan.id).await.unwrap_err().code, ProblemCode::PlanGone, "once");
    assert_eq!(app.change_sets(0, 10).await.unwrap().total, 1);
}

/// Closes the application, and spoils its file in a place that shows only when all of it is looked over.
async fn damage(stage: &Stage, app: &Arc<App>) {
    let path = stage.path(app);
    let file = stage.file(app).await;
    let index = "SELECT rootpage FROM sqlite_master WHERE name = 'license_event_by_license'";
    let page: i64 = sqlx::query_scalar(index).fetch_one(&file).await.unwrap();
    file.close().await;
    app.close().await;
    let mut bytes = std::fs::read(&path).unwrap();
    let start = usize::try_from(page - 1).unwrap() * 4_096;
    bytes[start..start + 64].fill(0xee);
    std::fs::write(&path, bytes).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn damage_that_does_not_show_at_once_is_found_once_the_window_shows() {
    let stage = Stage::small(50).await;
    let app = stage.connected().await;
    damage(&stage, &app).await;

    let app = stage.app().await;
    assert_eq!(app.current().license_count, 50, "the table is there at once");
    assert_eq!(app.session().await.unwrap().problem, None);
    app.go_online(false).await;
    let problem = app.session().await.unwrap().problem.expect("said");
    assert_eq!(problem.code, ProblemCode::StoreDamaged);
    assert!(std::path::Path::new(&problem.detail.text.unwrap()).exists(), "set aside, not deleted");
    assert_eq!((app.current().license_count, app.current().sync.problem), (50, None), "read anew");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_plan_and_no_sync_comes_before_the_look_over_the_file() {
    let stage = Stage::small(50).await;
    let app = stage.connected().await;
    let idle = app.ids(LicenseState::Idle).remove(0);
    damage(&stage, &app).await;

    // The person is faster than the look over the file.
    let app = stage.app().await;
    assert_eq!(app.plan_change(revoke(&idle)).await.unwrap_err().code, ProblemCode::ConnectFailed);
    let (first, second) = tokio::join!(app.sync(), app.sync());
    first.and(second).unwrap();
    assert_eq!(app.session().await.unwrap().problem.unwrap().code, ProblemCode::StoreDamaged);
    assert_eq!((app.current().license_count, app.current().sync.problem), (50, None), "read anew");
    app.close().await;
}
