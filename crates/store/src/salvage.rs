//! Saving from a damaged file what can't be read anew from the vendor: history, journal and names.

use std::path::Path;

use sqlx::SqlitePool;

/// In the order of their references.
const SAVED: [&str; 5] = [
    "INSERT OR IGNORE INTO main.change_set SELECT * FROM damaged.change_set",
    "INSERT OR IGNORE INTO main.step SELECT * FROM damaged.step",
    "INSERT OR IGNORE INTO main.step_state SELECT * FROM damaged.step_state",
    "INSERT OR IGNORE INTO main.license_event SELECT * FROM damaged.license_event",
    "INSERT OR IGNORE INTO main.person SELECT * FROM damaged.person",
];

/// Copies table by table; one that can't be read is left in the file that was set aside, and said in the log.
pub async fn salvage(pool: &SqlitePool, damaged: &Path) {
    let attached = sqlx::query("ATTACH DATABASE ? AS damaged")
        .bind(damaged.to_string_lossy().into_owned())
        .execute(pool)
        .await;
    if let Err(error) = attached {
        tracing::error!(%error, "nothing could be saved from the damaged file");
        return;
    }
    for statement in SAVED {
        match sqlx::query(statement).execute(pool).await {
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
