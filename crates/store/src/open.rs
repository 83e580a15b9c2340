//! Opening a file so that what is committed stays committed.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use sqlx::{
    SqlitePool,
    migrate::Migrator,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::{StoreError, error::primary_code};

/// How long a statement waits for another process that holds the file.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a caller waits for the connection.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(30);

fn options(file: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .journal_mode(SqliteJournalMode::Wal)
        // An intent must be on disk before its request leaves: WAL's usual NORMAL would lose it with the power.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT)
        .pragma("trusted_schema", "OFF")
}

/// Opens `file`, makes it if need be, and brings it to this version after a backup. True in the second place: the file
/// is from a newer version and was opened for reading only.
pub async fn open(file: &Path, migrations: &Migrator) -> Result<(SqlitePool, bool), StoreError> {
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let existed = file.exists();
    let pool = connect(options(file).create_if_missing(true)).await?;
    let newest = migrations.iter().map(|migration| migration.version).max().unwrap_or(0);
    let current = if existed { version(&pool).await } else { 0 };
    if current > newest {
        pool.close().await;
        let read_only = options(file).read_only(true).journal_mode(SqliteJournalMode::Wal);
        return Ok((connect(read_only).await?, true));
    }
    if current > 0 && current < newest {
        back_up(&pool, file, current).await?;
    }
    migrations.run(&pool).await?;
    Ok((pool, false))
}

/// A database without a file.
pub async fn in_memory(migrations: &Migrator) -> Result<SqlitePool, StoreError> {
    let pool = connect(SqliteConnectOptions::new().in_memory(true)).await?;
    migrations.run(&pool).await?;
    Ok(pool)
}

/// One connection: one writer is the rule, and reads are rare because licenses are kept in memory.
async fn connect(options: SqliteConnectOptions) -> Result<SqlitePool, StoreError> {
    let pool = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .idle_timeout(None)
        .max_lifetime(None)
        .connect_with(options)
        .await?;
    Ok(pool)
}

async fn version(pool: &SqlitePool) -> i64 {
    // A file without the table has had no migration yet.
    sqlx::query_scalar("SELECT coalesce(max(version), 0) FROM _sqlx_migrations")
        .fetch_one(pool)
        .await
        .unwrap_or(0)
}

async fn back_up(pool: &SqlitePool, file: &Path, version: i64) -> Result<(), StoreError> {
    let backup = file.with_extension(format!("before-{version}.sqlite"));
    if backup.exists() {
        return Ok(()); // An earlier try of the same migration made it, and what it holds is older, thus safer.
    }
    sqlx::query("VACUUM INTO ?").bind(backup.to_string_lossy().into_owned()).execute(pool).await?;
    Ok(())
}

/// Whether SQLite finds the file in order. That it can't be looked at (busy, no right to) is an error, not damage.
pub async fn is_sound(file: &Path) -> Result<bool, StoreError> {
    match quick_check(file).await {
        Ok(answer) => Ok(answer == "ok"),
        Err(StoreError::Sqlite(error)) if is_damage(&error) => Ok(false),
        Err(error) => Err(error),
    }
}

async fn quick_check(file: &Path) -> Result<String, StoreError> {
    let pool = connect(options(file)).await?;
    let answer = sqlx::query_scalar("PRAGMA quick_check(1)").fetch_one(&pool).await;
    pool.close().await;
    Ok(answer?)
}

fn is_damage(error: &sqlx::Error) -> bool {
    const SQLITE_CORRUPT: i32 = 11;
    const SQLITE_NOTADB: i32 = 26;
    matches!(primary_code(error), Some(SQLITE_CORRUPT | SQLITE_NOTADB))
}

/// Renames a damaged file with its log, so that nothing of it is lost.
pub fn set_aside(file: &Path) -> Result<PathBuf, StoreError> {
    let stamp = jiff::Timestamp::now().strftime("%Y%m%d-%H%M%S").to_string();
    let aside = file.with_extension(format!("damaged-{stamp}.sqlite"));
    std::fs::rename(file, &aside)?;
    for ending in ["-wal", "-shm"] {
        let log = with_ending(file, ending);
        if log.exists() {
            std::fs::rename(log, with_ending(&aside, ending))?;
        }
    }
    tracing::error!("a data file was damaged and has been set aside");
    Ok(aside)
}

fn with_ending(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    name.into()
}
