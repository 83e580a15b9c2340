//! Licenses, change sets and files to test with.
#![allow(
    clippy::unwrap_used,
    dead_code,
    reason = "a test that can't go on fails right there; each file uses what it needs"
)]

use std::path::Path;

use domain::{Access, Action, Assignee, License, LicenseId, Product, Role, Scope, StepState, Usage, Wish};
use jiff::Timestamp;
use store::{ChangeSet, JournalStep, Store};

pub fn license(id: &str) -> License {
    License {
        id: LicenseId(id.into()),
        product: Product { code: "II".into(), name: "IntelliJ IDEA Ultimate".into() },
        team: None,
        assignee: Some(Assignee::User { email: "ann@example.com".into(), name: "Ann".into() }),
        subscription: None,
        perpetual: None,
        domain: None,
        usage: Usage::default(),
        transferable: true,
        trial: false,
        available_to_assign: None,
        suspended: false,
    }
}

pub fn change_set(id: &str) -> ChangeSet {
    let step = |license_id: &str| JournalStep {
        wish: Wish { license: LicenseId(license_id.into()), action: Action::Revoke },
        seen: license(license_id),
        state: StepState::Planned,
    };
    ChangeSet {
        id: id.into(),
        created_at: at(0),
        source: r#"{"kind":"selection"}"#.into(),
        actor: Access {
            customer_code: Some(1),
            customer_name: "Org".into(),
            scope: Scope::Organization { teams: vec![] },
            role: Role::Admin,
        },
        steps: vec![step("A"), step("B")],
    }
}

pub fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + second).unwrap()
}

pub async fn open(folder: &Path) -> Store {
    Store::open(&folder.join("organization.sqlite")).await.unwrap().store
}

/// Overwrites the root page of an index, which every later lookup through it would trip over.
pub async fn damage_an_index(file: &Path, index: &str) {
    let pool = sqlx::SqlitePool::connect(&format!("sqlite://{}", file.display())).await.unwrap();
    let page: i64 = sqlx::query_scalar("SELECT rootpage FROM sqlite_master WHERE name = ?")
        .bind(index)
        .fetch_one(&pool)
        .await
        .unwrap();
    let size: i64 = sqlx::query_scalar("PRAGMA page_size").fetch_one(&pool).await.unwrap();
    pool.close().await;
    let mut bytes = std::fs::read(file).unwrap();
    let start = usize::try_from((page - 1) * size).unwrap();
    bytes[start..start + 64].fill(0xee);
    std::fs::write(file, bytes).unwrap();
}

/// A look into the file beside the store.
pub async fn connect(folder: &Path) -> sqlx::SqlitePool {
    let file = folder.join("organization.sqlite");
    sqlx::SqlitePool::connect(&format!("sqlite://{}", file.display())).await.unwrap()
}

/// Makes of a file what it was before the third migration.
pub async fn make_old(folder: &Path) {
    let pool = connect(folder).await;
    let undo = r#"DROP TRIGGER step_state_opens; DROP TRIGGER step_state_settles; DROP TABLE open_step;
        DROP TABLE first_rows;
        DROP TRIGGER step_stands_nowhere; DROP TRIGGER step_state_is_where_it_stands; DROP TABLE step_now;
        DROP TRIGGER step_state_ends_waiting; DROP TRIGGER step_state_waits_again; DROP TABLE queued_revoke;
        DROP TABLE list_mapping; DROP TABLE change_set_continued; DROP TRIGGER change_set_is_not_lost; DROP TRIGGER step_is_not_lost;
        ALTER TABLE change_set DROP COLUMN source;
        ALTER TABLE change_set ADD COLUMN capability TEXT NOT NULL DEFAULT '"revoke"';
        DELETE FROM _sqlx_migrations WHERE version >= 3"#;
    sqlx::raw_sql(undo).execute(&pool).await.unwrap();
    pool.close().await;
}
