//! Saving from a damaged file what can't be had again from anywhere: table by table, as far as each can be read whole.

use std::path::Path;

use sqlx::SqlitePool;

// `WHERE true` keeps SQLite from copying whole trees of pages, indexes included, where a damaged index would spoil all.

/// Of an organization's file: history, journal and names, in the order of their references.
pub const ORGANIZATION: &[&str] = &[
    "INSERT OR IGNORE INTO main.change_set (id, created_at, source, actor) \
     SELECT id, created_at, source, actor FROM damaged.change_set WHERE true",
    // A file from before there were sources. Of a newer one, this adds nothing.
    "INSERT OR IGNORE INTO main.change_set (id, created_at, actor) \
     SELECT id, created_at, actor FROM damaged.change_set WHERE true",
    "INSERT OR IGNORE INTO main.change_set_continued SELECT * FROM damaged.change_set_continued WHERE true",
    "INSERT OR IGNORE INTO main.step SELECT * FROM damaged.step WHERE true",
    "INSERT OR IGNORE INTO main.step_state SELECT * FROM damaged.step_state WHERE true",
    "INSERT OR IGNORE INTO main.license_event SELECT * FROM damaged.license_event WHERE true",
    "INSERT OR IGNORE INTO main.person SELECT * FROM damaged.person WHERE true",
    "INSERT OR IGNORE INTO main.queued_revoke SELECT * FROM damaged.queued_revoke WHERE true",
    "INSERT OR IGNORE INTO main.list_mapping SELECT * FROM damaged.list_mapping WHERE true",
    "INSERT OR IGNORE INTO main.saved_view SELECT * FROM damaged.saved_view WHERE true",
];

/// Of the settings.
pub const SETTINGS: &[&str] = &[
    "INSERT OR IGNORE INTO main.organization SELECT * FROM damaged.organization WHERE true",
    "INSERT OR IGNORE INTO main.preference SELECT * FROM damaged.preference WHERE true",
];

/// Copies table by table; one that can't be read is left in the file that was set aside, and said in the log.
pub async fn salvage(pool: &SqlitePool, damaged: &Path, statements: &[&'static str]) {
    let attached = sqlx::query("ATTACH DATABASE ? AS damaged")
        .bind(damaged.to_string_lossy().into_owned())
        .execute(pool)
        .await;
    if let Err(error) = attached {
        tracing::error!(%error, "nothing could be saved from the damaged file");
        return;
    }
    for statement in statements {
        match sqlx::query(*statement).execute(pool).await {
            Ok(saved) => {
                tracing::info!(rows = saved.rows_affected(), statement, "saved from the damaged file");
            }
            Err(error) => tracing::error!(%error, statement, "not saved from the damaged file"),
        }
    }
    if let Err(error) = sqlx::query("DETACH DATABASE damaged").execute(pool).await {
        tracing::warn!(%error, "the damaged file is still attached");
    }
}
