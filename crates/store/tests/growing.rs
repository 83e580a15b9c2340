//! Files that have grown for years, and disks that are full.

#![allow(clippy::unwrap_used, reason = "a test that can't go on fails right there")]

mod support;

use std::path::Path;

use domain::{LicenseEvent, LicenseId, StepState};
use store::{
    Delta, NewEvent, NewState, OpenChangeSet, QueuedRevoke, StepKind, Store, StoreError, SyncRun,
    UnsettledStep, hooks,
};
use support::{at, change_set, connect, license, open};

fn run(second: i64) -> SyncRun {
    SyncRun { finished_at: at(second), scope: "all".into(), licenses: 1, odd: 0, oddities: "[]".into() }
}

fn licenses(count: usize, name: &str) -> Delta {
    let changed = (0..count)
        .map(|number| {
            let mut license = license(&format!("L{number:06}"));
            license.product.name = name.into();
            license
        })
        .collect();
    Delta { changed, ..Delta::default() }
}

fn log_size(file: &Path) -> u64 {
    std::fs::metadata(format!("{}-wal", file.display())).map_or(0, |log| log.len())
}

#[tokio::test]
async fn a_reading_that_finds_nothing_new_writes_next_to_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("organization.sqlite");
    let store = open(folder.path()).await;
    for second in 0..1_500 {
        store.apply(&Delta { run: Some(run(second)), ..Delta::default() }).await.unwrap();
    }
    store.apply(&licenses(5_000, "A")).await.unwrap();
    store.close().await;
    let store = open(folder.path()).await;
    let before = log_size(&file);
    store.apply(&Delta { run: Some(run(2_000)), ..Delta::default() }).await.unwrap();
    let written = log_size(&file) - before;
    assert!((1..=16 * 1024).contains(&written), "{written} bytes");
}

#[tokio::test]
async fn only_the_last_thousand_readings_are_remembered() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).await;
    for second in 0..1_010 {
        store.apply(&Delta { run: Some(run(second)), ..Delta::default() }).await.unwrap();
    }
    let pool = connect(folder.path()).await;
    let (count, first): (i64, String) =
        sqlx::query_as("SELECT count(*), min(finished_at) FROM sync_run").fetch_one(&pool).await.unwrap();
    assert_eq!((count, first), (1_000, at(10).to_string()));
    assert_eq!(store.last_sync().await.unwrap(), Some(run(1_009)));
}

#[tokio::test]
async fn any_number_of_licenses_and_events_is_written_and_read_whole() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).await;
    let mut delta = licenses(2_345, "A");
    delta.changed.reverse();
    delta.events = delta
        .changed
        .iter()
        .map(|license| NewEvent {
            license: license.id.clone(),
            seen_at: at(1),
            event: LicenseEvent::Appeared,
            change_set: (license.id.0 == "L000007").then(|| "set".to_owned()),
        })
        .collect();
    store.apply(&delta).await.unwrap();
    delta.changed.reverse();
    assert_eq!(store.licenses().await.unwrap(), delta.changed);
    let history = store.history(&LicenseId("L000007".into()), 10).await.unwrap();
    assert_eq!((history.len(), history[0].change_set.as_deref()), (1, Some("set")));

    let removed = delta.changed[..2_000].iter().map(|license| license.id.clone()).collect();
    store.apply(&Delta { removed, ..licenses(2_001, "B") }).await.unwrap();
    let left = store.licenses().await.unwrap();
    assert_eq!((left.len(), &left[0].id.0[..], &left[0].product.name[..]), (345, "L002000", "B"));
    assert_eq!(left[1].product.name, "A", "not named, not touched");
}

#[tokio::test]
async fn what_is_open_is_found_in_a_journal_of_any_length() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).await;
    for number in 0..300 {
        let id = format!("set-{number:03}");
        store.begin_change_set(&change_set(&id)).await.unwrap();
        let intents = [0, 1].map(|position| NewState { position, state: StepState::Intent });
        store.record(&id, at(1), &intents).await.unwrap();
        // Of the first, one step stays open.
        for position in usize::from(number == 0)..2 {
            store.record(&id, at(2), &[NewState { position, state: StepState::Applied }]).await.unwrap();
        }
    }
    let open = |id: &str, is_sent| OpenChangeSet { id: id.into(), is_sent };
    assert_eq!(store.open_change_sets().await.unwrap(), [open("set-000", true)]);
    let unsettled = UnsettledStep { license: LicenseId("A".into()), state: StepState::Intent, at: at(1) };
    assert_eq!(store.unsettled_steps().await.unwrap(), [unsettled]);
    store.begin_change_set(&change_set("set-999")).await.unwrap();
    assert_eq!(store.unsettled_steps().await.unwrap().len(), 1, "what was only planned is not under way");
    assert_eq!(store.open_change_sets().await.unwrap(), [open("set-000", true), open("set-999", false)]);

    // The question is answered without a look at what is settled.
    let pool = connect(folder.path()).await;
    let plan: Vec<(i64, i64, i64, String)> = sqlx::query_as(
        "EXPLAIN QUERY PLAN SELECT change_set_id, max(kind IN ('intent', 'unknown')) \
         FROM open_step JOIN step_now USING (change_set_id, position) GROUP BY change_set_id",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    let steps: Vec<&str> = plan.iter().map(|(_, _, _, step)| step.as_str()).collect();
    assert!(steps[0].contains("SCAN open_step") && steps[1].starts_with("SEARCH step_now"), "{steps:?}");
    let rows: i64 = sqlx::query_scalar("SELECT count(*) FROM open_step").fetch_one(&pool).await.unwrap();
    assert_eq!(rows, 3);
}

#[tokio::test]
async fn on_a_full_disk_nothing_of_it_is_written_and_what_was_there_can_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("organization.sqlite");
    let store = open(folder.path()).await;
    store.apply(&licenses(500, "A")).await.unwrap();
    hooks::set_full(&file, true);
    let refused = store.apply(&Delta { run: Some(run(9)), ..licenses(5_000, "B") }).await;
    assert!(matches!(refused, Err(StoreError::Full)), "{refused:?}");
    let left = store.licenses().await.unwrap();
    assert_eq!((left.len(), left.iter().all(|license| license.product.name == "A")), (500, true));
    assert_eq!(store.last_sync().await.unwrap(), None);

    hooks::set_full(&file, false);
    store.apply(&licenses(5_000, "B")).await.unwrap();
    assert_eq!(store.licenses().await.unwrap().len(), 5_000);
}

#[tokio::test]
async fn after_a_full_disk_the_journal_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("organization.sqlite");
    let store = open(folder.path()).await;
    store.begin_change_set(&change_set("1")).await.unwrap();
    let queued = |id: &str| QueuedRevoke {
        seen: license(id),
        queued_at: at(0),
        due_at: at(1),
        actor: change_set("1").actor,
        tried_at: None,
        change_set: None,
    };
    let many: Vec<_> = (0..200).map(|number| queued(&format!("L{number}"))).collect();
    store.queue_revokes(&many).await.unwrap();
    hooks::set_full(&file, true);
    let ids: Vec<_> = many.iter().map(|queued| queued.seen.id.clone()).collect();
    let refused = store.note_tried(&ids, at(2)).await;
    assert!(matches!(refused, Err(StoreError::Full)), "{refused:?}");
    hooks::set_full(&file, false);
    store.record("1", at(1), &[NewState { position: 0, state: StepState::Intent }]).await.unwrap();
}

#[tokio::test]
async fn a_file_that_is_opened_at_once_is_looked_over_later() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("organization.sqlite");
    let opened = Store::open_at_once(&file).await.unwrap();
    opened.store.apply(&licenses(10, "A")).await.unwrap();
    assert!(opened.store.is_sound().await.unwrap());
    opened.store.close().await;
    support::damage_an_index(&file, "license_event_by_license").await;

    let opened = Store::open_at_once(&file).await.unwrap();
    assert_eq!((opened.set_aside, opened.store.licenses().await.unwrap().len()), (None, 10));
    assert!(!opened.store.is_sound().await.unwrap(), "the damage was not looked for at once");
    opened.store.close().await;
    assert!(Store::open(&file).await.unwrap().set_aside.is_some());
}

#[tokio::test]
async fn what_can_not_be_opened_at_once_is_set_aside_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("organization.sqlite");
    std::fs::write(&file, "this was never a database, but it is long enough to look at".repeat(40)).unwrap();
    let opened = Store::open_at_once(&file).await.unwrap();
    assert!(opened.set_aside.is_some_and(|aside| aside.exists()));
}

#[tokio::test]
async fn a_file_of_an_earlier_version_learns_which_steps_are_open() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("organization.sqlite");
    let store = open(folder.path()).await;
    store.begin_change_set(&change_set("1")).await.unwrap();
    store.record("1", at(1), &[NewState { position: 0, state: StepState::Intent }]).await.unwrap();
    let skipped = StepState::Skipped(domain::SkipReason::Canceled);
    store.record("1", at(1), &[NewState { position: 1, state: skipped }]).await.unwrap();
    store.close().await;
    support::make_old(folder.path()).await;

    let store = Store::open_at_once(&file).await.unwrap().store;
    let unsettled = UnsettledStep { license: LicenseId("A".into()), state: StepState::Intent, at: at(1) };
    assert_eq!(store.unsettled_steps().await.unwrap(), [unsettled]);
    assert!(file.with_extension("before-2.sqlite").exists(), "after a backup");
    let set = store.change_set_summary("1").await.unwrap().unwrap();
    assert_eq!(set.source, r#"{"kind":"selection"}"#);
    assert_eq!((set.count(StepKind::Intent), set.count(StepKind::Skipped), set.tallies.len()), (1, 1, 2));
}
