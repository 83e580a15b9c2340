//! The files, on a real disk.

#![allow(clippy::unwrap_used, reason = "a test that can't go on fails right there")]

mod support;

use domain::{Contact, Email, LicenseEvent, LicenseId, PersonName, Rejection, StepState};
use store::{
    Delta, FirstRows, NewEvent, NewState, OpenChangeSet, Organization, Settings, Store, StoreError, SyncRun,
};
use support::{at, change_set, damage_an_index, license, open};

fn state(position: usize, state: StepState) -> NewState {
    NewState { position, state }
}

#[tokio::test]
async fn licenses_come_back_as_they_were_written() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).await;
    let run = SyncRun { finished_at: at(5), scope: "all".into(), licenses: 2, odd: 1, oddities: "[]".into() };
    let changed = vec![license("A"), license("B")];
    store.apply(&Delta { changed, run: Some(run.clone()), ..Delta::default() }).await.unwrap();
    store.close().await;

    let store = open(folder.path()).await;
    assert_eq!(store.licenses().await.unwrap(), [license("A"), license("B")]);
    assert_eq!(store.last_sync().await.unwrap(), Some(run));

    let event = NewEvent {
        license: LicenseId("A".into()),
        seen_at: at(9),
        event: LicenseEvent::Disappeared,
        change_set: None,
    };
    let removed = vec![LicenseId("A".into())];
    store.apply(&Delta { removed, events: vec![event], ..Delta::default() }).await.unwrap();
    assert_eq!(store.licenses().await.unwrap(), [license("B")]);
    let history = store.history(&LicenseId("A".into()), 10).await.unwrap();
    assert_eq!(history.len(), 1);
    assert_eq!((history[0].seen_at, &history[0].event), (at(9), &LicenseEvent::Disappeared));
}

#[tokio::test]
async fn a_step_is_in_the_state_of_its_last_line_and_never_goes_back() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).await;
    store.begin_change_set(&change_set("1")).await.unwrap();
    store.record("1", at(1), &[state(0, StepState::Intent), state(1, StepState::Intent)]).await.unwrap();
    store.record("1", at(2), &[state(0, StepState::Applied)]).await.unwrap();
    store.record("1", at(3), &[state(1, StepState::Unknown)]).await.unwrap();

    let refused = store.record("1", at(4), &[state(0, StepState::Intent)]).await;
    assert!(matches!(refused, Err(StoreError::Backwards(0))), "{refused:?}");

    let open = [OpenChangeSet { id: "1".into(), is_sent: true }];
    assert_eq!(store.open_change_sets().await.unwrap(), open);
    let set = store.change_set("1").await.unwrap().unwrap();
    let states: Vec<_> = set.steps.iter().map(|step| step.state.clone()).collect();
    assert_eq!(states, [StepState::Applied, StepState::Unknown]);

    store.record("1", at(5), &[state(1, StepState::Rejected(Rejection::NotApplied))]).await.unwrap();
    assert_eq!(store.open_change_sets().await.unwrap(), []);
}

#[tokio::test]
async fn a_refused_line_takes_its_whole_burst_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).await;
    store.begin_change_set(&change_set("1")).await.unwrap();
    let burst = [state(0, StepState::Intent), state(1, StepState::Applied)];
    assert!(store.record("1", at(1), &burst).await.is_err());
    let steps = store.change_set("1").await.unwrap().unwrap().steps;
    assert_eq!(steps[0].state, StepState::Planned);
}

#[tokio::test]
async fn sqlite_itself_refuses_to_change_the_journal() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).await;
    store.begin_change_set(&change_set("1")).await.unwrap();
    store.close().await;
    let file = folder.path().join("organization.sqlite");
    let pool = sqlx::SqlitePool::connect(&format!("sqlite://{}", file.display())).await.unwrap();
    for statement in
        ["UPDATE step_state SET state = ''", "DELETE FROM step_state", "UPDATE step SET wish = ''"]
    {
        let refused = sqlx::query(statement).execute(&pool).await.unwrap_err();
        assert!(refused.to_string().contains("append-only"), "{statement}: {refused}");
    }
}

#[tokio::test]
async fn a_damaged_file_is_set_aside_and_its_journal_saved() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("organization.sqlite");
    let store = open(folder.path()).await;
    store.apply(&Delta { changed: vec![license("A")], ..Delta::default() }).await.unwrap();
    for number in 0..200 {
        store.begin_change_set(&change_set(&format!("set-{number:03}"))).await.unwrap();
    }
    store.close().await;
    damage_an_index(&file, "license_event_by_license").await;

    let opened = Store::open(&file).await.unwrap();
    let aside = opened.set_aside.expect("the damage was found");
    assert!(aside.exists());
    assert_eq!(opened.store.licenses().await.unwrap(), [], "the cache is read anew");
    let saved = opened.store.change_set("set-123").await.unwrap().expect("the journal is saved");
    assert_eq!(saved.steps.len(), 2);
}

#[tokio::test]
async fn what_is_no_database_is_set_aside_too() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("organization.sqlite");
    std::fs::write(&file, "this was never a database, but it is long enough to look at".repeat(40)).unwrap();
    let opened = Store::open(&file).await.unwrap();
    assert!(opened.set_aside.is_some_and(|aside| aside.exists()));
    assert_eq!(opened.store.licenses().await.unwrap(), []);
}

#[tokio::test]
async fn a_file_of_a_newer_app_is_only_read() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("organization.sqlite");
    let store = open(folder.path()).await;
    store.apply(&Delta { changed: vec![license("A")], ..Delta::default() }).await.unwrap();
    store.close().await;
    let pool = sqlx::SqlitePool::connect(&format!("sqlite://{}", file.display())).await.unwrap();
    sqlx::query("INSERT INTO _sqlx_migrations SELECT 9999, description, installed_on, success, checksum, execution_time FROM _sqlx_migrations LIMIT 1")
        .execute(&pool)
        .await
        .unwrap();
    pool.close().await;

    let store = open(folder.path()).await;
    assert!(store.is_read_only());
    assert_eq!(store.licenses().await.unwrap().len(), 1);
    assert!(matches!(store.apply(&Delta::default()).await, Err(StoreError::Newer)));
    assert!(matches!(store.begin_change_set(&change_set("1")).await, Err(StoreError::Newer)));
}

#[tokio::test]
async fn the_last_name_that_was_typed_wins() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).await;
    let contact = |email: &str, first: &str| Contact {
        email: Email::parse(email).unwrap(),
        first_name: PersonName::parse(first).unwrap(),
        last_name: PersonName::parse("Lee").unwrap(),
    };
    store.learn_people(&[contact("ann@example.com", "An")]).await.unwrap();
    store.learn_people(&[contact("Ann@Example.com", "Ann")]).await.unwrap();
    let people = store.people().await.unwrap();
    assert_eq!(people.len(), 1);
    assert_eq!((people[0].email_key.as_str(), people[0].first_name.as_str()), ("ann@example.com", "Ann"));
}

#[tokio::test]
async fn the_organization_opened_last_comes_first() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("settings.sqlite");
    let (settings, _) = Settings::open(&file).await.unwrap();
    let organization = |id: &str| Organization {
        id: id.into(),
        name: id.to_uppercase(),
        customer_code: format!("code {id}"),
        is_demo: false,
        in_keychain: true,
    };
    settings.put_organization(&organization("a"), at(1)).await.unwrap();
    settings.put_organization(&organization("b"), at(2)).await.unwrap();
    settings.put_organization(&organization("a"), at(3)).await.unwrap();
    assert_eq!(settings.organizations().await.unwrap(), [organization("a"), organization("b")]);
    settings.remove_organization("a").await.unwrap();
    assert_eq!(settings.organizations().await.unwrap(), [organization("b")]);
    settings.set_preferences("{\"theme\":\"dark\"}").await.unwrap();
    assert_eq!(settings.preferences().await.unwrap().as_deref(), Some("{\"theme\":\"dark\"}"));
}

#[tokio::test]
async fn a_license_that_cannot_be_read_takes_no_other_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).await;
    store.apply(&Delta { changed: vec![license("A"), license("B")], ..Delta::default() }).await.unwrap();
    let file = folder.path().join("organization.sqlite");
    let pool = sqlx::SqlitePool::connect(&format!("sqlite://{}", file.display())).await.unwrap();
    sqlx::query("UPDATE license SET facts = '{}' WHERE id = 'A'").execute(&pool).await.unwrap();
    assert_eq!(store.licenses().await.unwrap(), [license("B")]);
}

#[tokio::test]
async fn damaged_settings_keep_their_organizations() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("settings.sqlite");
    let (settings, _) = Settings::open(&file).await.unwrap();
    let organization = Organization {
        id: "a".into(),
        name: "A".into(),
        customer_code: "1".into(),
        is_demo: false,
        in_keychain: false,
    };
    settings.put_organization(&organization, at(1)).await.unwrap();
    settings.close().await;
    damage_an_index(&file, "organization_by_customer_code").await;
    let (settings, set_aside) = Settings::open(&file).await.unwrap();
    assert!(set_aside.is_some());
    assert_eq!(settings.organizations().await.unwrap(), [organization]);
}

#[tokio::test]
async fn an_intent_is_in_the_file_when_the_call_returns() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).await;
    let file = folder.path().join("organization.sqlite");
    store.begin_change_set(&change_set("1")).await.unwrap();
    // Another process sees the intent while this one still runs: it is in the file, not in a buffer of ours.
    store.record("1", at(1), &[state(0, StepState::Intent)]).await.unwrap();
    let other = sqlx::SqlitePool::connect(&format!("sqlite://{}", file.display())).await.unwrap();
    let lines: i64 = sqlx::query_scalar("SELECT count(*) FROM step_state WHERE state = '\"Intent\"'")
        .fetch_one(&other)
        .await
        .unwrap();
    assert_eq!(lines, 1);
}

#[tokio::test]
async fn the_first_rows_come_back_in_their_order() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).await;
    assert_eq!(store.first_rows().await.unwrap(), None);
    let changed = ["A", "B", "C"].map(license).to_vec();
    store.apply(&Delta { changed, ..Delta::default() }).await.unwrap();
    let ids = ["C", "gone", "A"].map(|id| LicenseId(id.into())).to_vec();
    let rows = FirstRows { view: "{}".into(), ids: ids.clone(), counts: "{}".into() };
    store.keep_first_rows(&rows).await.unwrap();
    assert_eq!(store.first_rows().await.unwrap(), Some(rows));
    assert_eq!(store.licenses_with(&ids).await.unwrap(), [license("C"), license("A")]);
}
