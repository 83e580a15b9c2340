//! What a start shows before everything is loaded.

use app::{
    SystemClock,
    view::{GlanceView, TableView},
};
use domain::{LicenseQuery, LicenseState, SortColumn};

use crate::support::Stage;

async fn glance(stage: &Stage) -> Option<GlanceView> {
    app::glance(stage.folder.path(), &SystemClock, "1.2.3").await
}

#[tokio::test(flavor = "multi_thread")]
async fn there_is_nothing_to_see_before_the_first_time() {
    let stage = Stage::small(1).await;
    assert_eq!(glance(&stage).await, None);
    assert!(!stage.folder.path().join("settings.sqlite").exists(), "looking made a file");
    stage.app().await.close().await;
    assert_eq!(glance(&stage).await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_table_shows_at_once_as_it_was_left() {
    let stage = Stage::small(250).await;
    let app = stage.connected().await;
    let query = LicenseQuery {
        states: vec![LicenseState::Assigned, LicenseState::Free],
        sort: SortColumn::Assignee,
        descending: true,
        ..LicenseQuery::default()
    };
    let view = TableView { query: query.clone(), columns: Vec::new() };
    app.remember_view(&view, None).await.unwrap();
    let (window, session) = (app.query_licenses(&query, 0, 100).unwrap(), app.session().await.unwrap());
    assert!(window.rows.len() > 10);
    app.close().await;
    let seen = glance(&stage).await.unwrap();
    assert_eq!(seen.window, window);
    assert_eq!(seen.views.last, Some(view));
    let (before, current) = (session.current.unwrap(), seen.session.current.unwrap());
    assert_eq!(current.organization, before.organization);
    assert_eq!((current.license_count, current.access), (250, before.access));
    assert_eq!(current.sync.last_synced_at, before.sync.last_synced_at);
    assert_eq!(seen.session.version, "1.2.3");
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_of_another_view_or_that_are_gone_are_not_shown() {
    let stage = Stage::small(30).await;
    let app = stage.connected().await;
    app.close().await;
    assert!(glance(&stage).await.is_some());
    let app = stage.app().await;
    let file = stage.file(&app).await;
    sqlx::query("INSERT INTO last_view VALUES (1, '{\"query\":{\"search\":\"x\"}}', NULL)")
        .execute(&file)
        .await
        .unwrap();
    assert_eq!(glance(&stage).await, None, "another view");
    sqlx::query("DELETE FROM last_view").execute(&file).await.unwrap();
    assert!(glance(&stage).await.is_some());
    sqlx::query("DELETE FROM license WHERE id = (SELECT max(id) FROM license)").execute(&file).await.unwrap();
    assert_eq!(glance(&stage).await, None, "a license that is gone");
}
