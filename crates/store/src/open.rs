//! Opening a file so that what is committed stays committed.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use sqlx::{
    Connection, SqliteConnection, SqlitePool,
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
        // The log of a first sync is as large as all licenses; afterwards the disk gets most of it back.
        .pragma("journal_size_limit", "16777216")
        // On macOS an ordinary sync leaves data in the drive's cache; elsewhere this says nothing.
        .pragma("fullfsync", "ON")
}

/// Opens `file`, makes it if need be, and brings it to this version after a backup. True in the second place: the file
/// is from a newer version and was opened for reading only.
pub async fn open(file: &Path, migrations: &Migrator) -> Result<(SqlitePool, bool), StoreError> {
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let existed = file.exists();
    let pool = connect(options(file).create_if_missing(true)).await?;
    let opened = or_closed(&pool, migrated(&pool, file, existed, migrations).await).await?;
    if opened == Version::Newer {
        pool.close().await;
        let read_only = options(file).read_only(true).journal_mode(SqliteJournalMode::Wal);
        return Ok((connect(read_only).await?, true));
    }
    Ok((pool, false))
}

/// Whether this version can write a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Version {
    This,
    Newer,
}

async fn migrated(
    pool: &SqlitePool,
    file: &Path,
    existed: bool,
    migrations: &Migrator,
) -> Result<Version, StoreError> {
    let newest = newest(migrations);
    let current = if existed { version(pool).await? } else { 0 };
    if current > newest {
        return Ok(Version::Newer);
    }
    if current > 0 && current < newest {
        back_up(pool, file, current).await?;
    }
    migrations.run(pool).await?;
    Ok(Version::This)
}

/// Closes the file before an error is given: a pool that is dropped closes it some time later, and until then not every
/// system lets a damaged file be set aside.
async fn or_closed<T>(pool: &SqlitePool, result: Result<T, StoreError>) -> Result<T, StoreError> {
    if result.is_err() {
        pool.close().await;
    }
    result
}

/// Opens `file` if it is there and of this very version. Nothing else is looked at.
pub async fn open_current(file: &Path, migrations: &Migrator) -> Result<Option<SqlitePool>, StoreError> {
    if !file.exists() {
        return Ok(None);
    }
    let pool = connect(options(file)).await?;
    if or_closed(&pool, version(&pool).await).await? == newest(migrations) {
        return Ok(Some(pool));
    }
    pool.close().await;
    Ok(None)
}

/// A database without a file.
pub async fn in_memory(migrations: &Migrator) -> Result<SqlitePool, StoreError> {
    let pool = connect(SqliteConnectOptions::new().in_memory(true)).await?;
    migrations.run(&pool).await?;
    Ok(pool)
}

/// One connection: one writer is the rule, and reads are rare because licenses are kept in memory. What is still read
/// here, such as a license's history or a view, waits while a transaction is written: about a second once, when a first
/// sync brings 100,000 licenses. A second connection would spare that second and be another one to close before a file
/// can be set aside or removed.
async fn connect(options: SqliteConnectOptions) -> Result<SqlitePool, StoreError> {
    let pool = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .idle_timeout(None)
        .max_lifetime(None)
        // The connection is to a file of this computer: asking it whether it is still there costs and says nothing.
        .test_before_acquire(false)
        .after_release(|connection, _| Box::pin(is_at_rest(connection)));
    #[cfg(feature = "hooks")]
    let (pool, options) = crate::hooks::prepared(pool, options);
    #[cfg(feature = "hooks")]
    let opening = crate::hooks::Opening::new(options.get_filename());
    let pool = pool.connect_with(options).await?;
    #[cfg(feature = "hooks")]
    opening.done(&pool);
    Ok(pool)
}

/// Whether no transaction is open any more. On a full disk SQLite itself takes one back, which leaves the driver believing
/// in it, and no other one could be begun: such a connection is closed, and the next one opened anew.
async fn is_at_rest(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    if connection.is_in_transaction() {
        // What is on its way to being taken back is by the time that this is answered.
        connection.ping().await?;
    }
    Ok(!connection.is_in_transaction())
}

fn newest(migrations: &Migrator) -> i64 {
    migrations.iter().map(|migration| migration.version).max().unwrap_or(0)
}

/// The newest migration that the file has had; 0 for a file that has had none.
async fn version(pool: &SqlitePool) -> Result<i64, StoreError> {
    let tables: i64 =
        sqlx::query_scalar("SELECT count(*) FROM sqlite_master WHERE name = '_sqlx_migrations'")
            .fetch_one(pool)
            .await?;
    if tables == 0 {
        return Ok(0);
    }
    Ok(sqlx::query_scalar("SELECT coalesce(max(version), 0) FROM _sqlx_migrations").fetch_one(pool).await?)
}

async fn back_up(pool: &SqlitePool, file: &Path, version: i64) -> Result<(), StoreError> {
    let backup = file.with_extension(format!("before-{version}.sqlite"));
    if backup.exists() {
        return Ok(()); // An earlier try of the same migration made it, and what it holds is older, thus safer.
    }
    // Under another name first: a backup that a crash cut off must not be taken for one.
    let unfinished = file.with_extension("unfinished-backup");
    if unfinished.exists() {
        std::fs::remove_file(&unfinished)?;
    }
    sqlx::query("VACUUM INTO ?").bind(unfinished.to_string_lossy().into_owned()).execute(pool).await?;
    std::fs::rename(unfinished, backup)?;
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
    let stamp = jiff::Timestamp::now().strftime("%Y%m%d-%H%M%S-%3f").to_string();
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

#[cfg(test)]
mod tests {
    use super::*;

    static FIRST: Migrator = sqlx::migrate!("migrations/settings");

    async fn pragma(pool: &SqlitePool, name: &'static str) -> i64 {
        sqlx::query_scalar(name).fetch_one(pool).await.unwrap()
    }

    #[tokio::test]
    async fn what_is_committed_is_forced_to_disk() {
        const FULL: i64 = 2;
        let folder = tempfile::tempdir().unwrap();
        let (pool, _) = open(&folder.path().join("file.sqlite"), &FIRST).await.unwrap();
        assert_eq!(pragma(&pool, "PRAGMA synchronous").await, FULL);
        assert_eq!(pragma(&pool, "PRAGMA foreign_keys").await, 1);
        assert_eq!(pragma(&pool, "PRAGMA trusted_schema").await, 0);
        assert_eq!(pragma(&pool, "PRAGMA fullfsync").await, 1);
    }

    #[tokio::test]
    async fn a_file_is_backed_up_before_it_is_migrated() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file.sqlite");
        let (pool, _) = open(&file, &FIRST).await.unwrap();
        sqlx::query("INSERT INTO preference VALUES (1, 'before')").execute(&pool).await.unwrap();
        pool.close().await;

        let next = folder.path().join("migrations");
        std::fs::create_dir(&next).unwrap();
        let first = include_str!("../migrations/settings/0001_initial.sql");
        std::fs::write(next.join("0001_initial.sql"), first).unwrap();
        std::fs::write(next.join("0002_next.sql"), "UPDATE preference SET choices = 'after'").unwrap();
        let next = Migrator::new(next).await.unwrap();
        // What a crash left of an earlier try.
        std::fs::write(file.with_extension("unfinished-backup"), "half").unwrap();
        let (pool, read_only) = open(&file, &next).await.unwrap();
        assert!(!read_only);
        let now: String =
            sqlx::query_scalar("SELECT choices FROM preference").fetch_one(&pool).await.unwrap();
        let (backup, _) = open(&file.with_extension("before-1.sqlite"), &FIRST).await.unwrap();
        let kept: String =
            sqlx::query_scalar("SELECT choices FROM preference").fetch_one(&backup).await.unwrap();
        assert_eq!((now.as_str(), kept.as_str()), ("after", "before"));
    }

    /// How often this process has a file open.
    #[cfg(target_os = "linux")]
    fn times_open(file: &Path) -> usize {
        let open = std::fs::read_dir("/proc/self/fd").unwrap();
        open.filter_map(|entry| std::fs::read_link(entry.ok()?.path()).ok())
            .filter(|path| path == file)
            .count()
    }

    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn a_file_that_could_not_be_opened_is_closed_when_that_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file.sqlite");
        let (pool, _) = open(&file, &FIRST).await.unwrap();
        // Only who reads the versions finds out that this table is another one.
        for change in ["DROP TABLE _sqlx_migrations", "CREATE TABLE _sqlx_migrations (other TEXT)"] {
            sqlx::query(change).execute(&pool).await.unwrap();
        }
        pool.close().await;
        for _ in 0..20 {
            assert!(open_current(&file, &FIRST).await.is_err());
            assert_eq!(times_open(&file), 0);
            assert!(open(&file, &FIRST).await.is_err());
            assert_eq!(times_open(&file), 0);
        }
    }
}
