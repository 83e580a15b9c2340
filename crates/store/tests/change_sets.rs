//! Lists of change sets, windows of their steps, and the queue that follows them.

#![allow(clippy::unwrap_used, reason = "a test that can't go on fails right there")]

mod support;

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use domain::{Action, Capability, LicenseId, Rejection, SkipReason, StepState, TeamId, Wish};
use store::{ChangeSet, Continuation, JournalStep, NewState, QueuedRevoke, StepKind, Store};
use support::{at, change_set, connect, damage_an_index, license, open};

fn many(id: &str, steps: usize) -> ChangeSet {
    let step = |number: usize| {
        let seen = license(&format!("L{number:06}"));
        let action =
            if number.is_multiple_of(3) { Action::Transfer { team: TeamId(1) } } else { Action::Revoke };
        let wish = Wish { license: seen.id.clone(), action };
        JournalStep { wish, seen, state: StepState::Planned }
    };
    ChangeSet { steps: (0..steps).map(step).collect(), ..change_set(id) }
}

fn line(position: usize, state: StepState) -> NewState {
    NewState { position, state }
}

fn kind(state: &StepState) -> StepKind {
    match state {
        StepState::Planned => StepKind::Planned,
        StepState::Intent => StepKind::Intent,
        StepState::Applied => StepKind::Applied,
        StepState::Rejected(_) => StepKind::Rejected,
        StepState::Skipped(_) => StepKind::Skipped,
        StepState::Unknown | StepState::Promised => StepKind::Unknown,
    }
}

fn name(capability: Capability) -> String {
    format!("{capability:?}")
}

/// All ways that steps go, some cut off on each.
async fn carry_out(store: &Store, id: &str, steps: usize) {
    let rejected = || StepState::Rejected(Rejection::LeftOut);
    for position in 0..steps {
        let way = match position % 9 {
            0 => vec![],
            1 => vec![StepState::Skipped(SkipReason::Canceled)],
            2 => vec![StepState::Intent],
            3 => vec![StepState::Intent, StepState::Applied],
            4 => vec![StepState::Intent, rejected()],
            5 => vec![StepState::Intent, StepState::Unknown],
            6 => vec![StepState::Intent, StepState::Unknown, StepState::Applied],
            7 => vec![StepState::Intent, StepState::Promised],
            _ => vec![StepState::Intent, StepState::Promised, StepState::Applied],
        };
        for (second, state) in (1..).zip(way) {
            store.record(id, at(second), &[line(position, state)]).await.unwrap();
        }
    }
}

/// What is kept beside the journal says what the journal says.
async fn check_against_journal(store: &Store, id: &str) {
    let journal = store.change_set(id).await.unwrap().unwrap().steps;
    let mut expected = HashMap::<(String, StepKind), u32>::new();
    for step in &journal {
        *expected.entry((name(step.wish.action.capability()), kind(&step.state))).or_default() += 1;
    }
    let summary = store.change_set_summary(id).await.unwrap().unwrap();
    let found = summary.tallies.iter().map(|tally| ((name(tally.capability), tally.kind), tally.steps));
    assert_eq!(found.collect::<HashMap<_, _>>(), expected);

    for only in [
        vec![],
        vec![StepKind::Planned],
        vec![StepKind::Unknown],
        vec![StepKind::Rejected, StepKind::Skipped],
    ] {
        let window = store.change_steps(id, &only, 0, u32::MAX).await.unwrap();
        let positions: Vec<usize> = window.iter().map(|found| found.position).collect();
        let expected: Vec<usize> = (0..journal.len())
            .filter(|position| only.is_empty() || only.contains(&kind(&journal[*position].state)))
            .collect();
        assert_eq!(positions, expected, "{only:?}");
        assert!(window.iter().all(|found| found.step == journal[found.position]), "{only:?}");
    }
}

#[tokio::test]
async fn counts_and_windows_say_what_the_journal_says() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).await;
    for id in ["1", "2"] {
        store.begin_change_set(&many(id, 50)).await.unwrap();
        check_against_journal(&store, id).await;
        carry_out(&store, id, 50).await;
        check_against_journal(&store, id).await;
    }
    let window = store.change_steps("1", &[StepKind::Applied], 3, 2).await.unwrap();
    let seen: Vec<_> = window.iter().map(|found| (found.position, found.was_unknown, found.since)).collect();
    assert_eq!(seen, [(12, false, at(2)), (15, true, at(3))]);
    // A line that is refused takes what is counted back with it.
    let burst = [line(9, StepState::Intent), line(3, StepState::Intent)];
    store.record("1", at(9), &burst).await.unwrap_err();
    check_against_journal(&store, "1").await;
}

#[tokio::test]
async fn change_sets_come_with_the_newest_first() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).await;
    // A fraction of a second makes the text of a moment smaller, not the moment.
    for (id, millis) in [("a", 0), ("b", 500), ("c", -700)] {
        let created_at =
            at(10) + std::time::Duration::from_secs(2) + jiff::SignedDuration::from_millis(millis);
        store.begin_change_set(&ChangeSet { created_at, ..change_set(id) }).await.unwrap();
    }
    let ids = async |offset, limit| {
        let sets = store.change_sets(offset, limit).await.unwrap();
        sets.into_iter().map(|set| set.id).collect::<Vec<_>>()
    };
    assert_eq!(
        (store.count_change_sets().await.unwrap(), ids(0, 10).await),
        (3, vec!["b", "a", "c"].into_iter().map(Into::into).collect())
    );
    assert_eq!(ids(1, 1).await, ["a"]);
    assert_eq!(store.change_set_summary("d").await.unwrap(), None);
}

#[tokio::test]
async fn a_list_and_a_window_of_50_000_steps_take_moments() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).await;
    store.begin_change_set(&many("1", 50_000)).await.unwrap();
    let started = Instant::now();
    let set = &store.change_sets(0, 50).await.unwrap()[0];
    assert_eq!(set.count(StepKind::Planned), 50_000);
    for offset in [0, 25_000, 49_900] {
        assert_eq!(store.change_steps("1", &[StepKind::Planned], offset, 100).await.unwrap().len(), 100);
        assert_eq!(store.change_steps("1", &[], offset, 100).await.unwrap().len(), 100);
    }
    // It takes some 20 ms; reading the journal would take seconds.
    assert!(started.elapsed() < Duration::from_millis(500), "{:?}", started.elapsed());
}

fn queued(id: &str, second: i64) -> QueuedRevoke {
    QueuedRevoke {
        seen: license(id),
        queued_at: at(0),
        due_at: at(second),
        actor: change_set("0").actor,
        tried_at: None,
        change_set: None,
    }
}

async fn waiting(store: &Store) -> Vec<(String, bool, Option<jiff::Timestamp>)> {
    let queued = store.queued().await.unwrap();
    queued.into_iter().map(|entry| (entry.seen.id.0, entry.change_set.is_some(), entry.tried_at)).collect()
}

#[tokio::test]
async fn the_queue_is_kept_and_moved_and_emptied() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).await;
    store.queue_revokes(&[queued("A", 20), queued("B", 10), queued("C", 30)]).await.unwrap();
    store.queue_revokes(&[queued("A", 40)]).await.unwrap();
    let (a, b) = (LicenseId("A".into()), LicenseId("B".into()));
    store.note_tried(std::slice::from_ref(&b), at(11)).await.unwrap();
    assert_eq!(
        waiting(&store).await,
        [("B".into(), false, Some(at(11))), ("C".into(), false, None), ("A".into(), false, None)]
    );
    assert_eq!(store.queued().await.unwrap()[2], queued("A", 40));
    store.move_queued(&[(b.clone(), at(50)), (LicenseId("gone".into()), at(1))]).await.unwrap();
    store.remove_queued(&[a]).await.unwrap();
    store.close().await;
    let store = open(folder.path()).await;
    assert_eq!(waiting(&store).await, [("C".into(), false, None), ("B".into(), false, None)]);
}

#[tokio::test]
async fn what_is_carried_out_leaves_the_queue_only_when_it_happened() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).await;
    store.queue_revokes(&["A", "B", "C"].map(|id| queued(id, 1))).await.unwrap();
    store.begin_change_set(&change_set("1")).await.unwrap();
    assert_eq!(
        waiting(&store).await,
        [("A".into(), true, None), ("B".into(), true, None), ("C".into(), false, None)]
    );
    // Queued once more meanwhile, it is still that step that carries it out.
    store.queue_revokes(&[queued("B", 1)]).await.unwrap();
    assert_eq!(waiting(&store).await[1], ("B".into(), true, None));
    let intents = [line(0, StepState::Intent), line(1, StepState::Intent)];
    store.record("1", at(2), &intents).await.unwrap();
    store.record("1", at(3), &[line(0, StepState::Applied)]).await.unwrap();
    assert_eq!(waiting(&store).await, [("B".into(), true, None), ("C".into(), false, None)]);
    store.record("1", at(4), &[line(1, StepState::Rejected(Rejection::NotSent))]).await.unwrap();
    assert_eq!(waiting(&store).await, [("B".into(), false, Some(at(4))), ("C".into(), false, None)]);
    // The next one that tries has a step of its own.
    store.begin_change_set(&change_set("2")).await.unwrap();
    store.record("2", at(5), &[line(1, StepState::Skipped(SkipReason::Stopped))]).await.unwrap();
    assert_eq!(waiting(&store).await[0], ("B".into(), false, Some(at(5))));
}

#[tokio::test]
async fn nothing_is_taken_from_the_journal() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).await;
    store.begin_change_set(&change_set("1")).await.unwrap();
    let pool = connect(folder.path()).await;
    let by = Continuation { at: at(1), actor: change_set("1").actor };
    store.note_continued("1", &by).await.unwrap();
    for statement in [
        "DELETE FROM change_set",
        "DELETE FROM step",
        "UPDATE change_set SET source = ''",
        "DELETE FROM change_set_continued",
        "UPDATE change_set_continued SET at = ''",
    ] {
        let refused = sqlx::query(statement).execute(&pool).await.unwrap_err();
        assert!(refused.to_string().contains("append-only"), "{statement}: {refused}");
    }
}

#[tokio::test]
async fn the_last_choice_of_columns_is_remembered_and_old_ones_are_forgotten() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).await;
    store.remember_list_mapping("first", "1").await.unwrap();
    store.remember_list_mapping("old", "1").await.unwrap();
    store.remember_list_mapping("first", "2").await.unwrap();
    for number in 0..199 {
        store.remember_list_mapping(&format!("{number}"), "{}").await.unwrap();
    }
    assert_eq!(store.list_mapping("first").await.unwrap().as_deref(), Some("2"));
    assert_eq!(store.list_mapping("old").await.unwrap(), None);
}

#[tokio::test]
async fn counts_sources_and_the_queue_are_saved_from_a_damaged_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("organization.sqlite");
    let store = open(folder.path()).await;
    let source = r#"{"kind":"list","name":"leavers.csv"}"#;
    store.begin_change_set(&ChangeSet { source: source.into(), ..many("1", 30) }).await.unwrap();
    carry_out(&store, "1", 30).await;
    store.queue_revokes(&[queued("A", 20)]).await.unwrap();
    for second in [7, 8] {
        let by = Continuation { at: at(second), actor: change_set("1").actor };
        store.note_continued("1", &by).await.unwrap();
    }
    store.remember_list_mapping("headings", "mapping").await.unwrap();
    let before = store.change_set_summary("1").await.unwrap();
    let continued = &before.as_ref().unwrap().continued;
    assert_eq!(continued.iter().map(|by| by.at).collect::<Vec<_>>(), [at(7), at(8)]);
    store.close().await;
    damage_an_index(&file, "license_event_by_license").await;

    let opened = Store::open(&file).await.unwrap();
    assert!(opened.set_aside.is_some());
    assert_eq!(opened.store.change_set_summary("1").await.unwrap(), before);
    check_against_journal(&opened.store, "1").await;
    assert_eq!(opened.store.queued().await.unwrap(), [queued("A", 20)]);
    assert_eq!(opened.store.list_mapping("headings").await.unwrap().as_deref(), Some("mapping"));
}

#[tokio::test]
async fn the_journal_of_a_damaged_file_of_an_earlier_version_is_saved_too() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("organization.sqlite");
    let store = open(folder.path()).await;
    store.begin_change_set(&many("1", 30)).await.unwrap();
    carry_out(&store, "1", 30).await;
    store.close().await;
    support::make_old(folder.path()).await;
    damage_an_index(&file, "license_event_by_license").await;

    let opened = Store::open(&file).await.unwrap();
    assert!(opened.set_aside.is_some());
    assert_eq!(opened.store.change_set("1").await.unwrap().unwrap().source, r#"{"kind":"selection"}"#);
    check_against_journal(&opened.store, "1").await;
}
