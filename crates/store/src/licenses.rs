//! The cache of licenses, what happened to them, and when they were last read.

use domain::{Access, License, LicenseEvent, LicenseId};
use jiff::Timestamp;
use sqlx::SqliteConnection;

use crate::{Store, StoreError};

/// Rows that are read at once: some hundred kilobytes.
const BLOCK: u32 = 1_000;

/// What is to be written in one transaction.
#[derive(Clone, Debug, Default)]
pub struct Delta {
    /// Licenses that are new or differ.
    pub changed: Vec<License>,
    /// Licenses that are gone.
    pub removed: Vec<LicenseId>,
    /// What happened.
    pub events: Vec<NewEvent>,
    /// Set if the whole list was read.
    pub run: Option<SyncRun>,
}

/// Something that happened to a license.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEvent {
    /// To which.
    pub license: LicenseId,
    /// When it was seen.
    pub seen_at: Timestamp,
    /// What.
    pub event: LicenseEvent,
    /// The change set of this app that did it, if one did.
    pub change_set: Option<String>,
}

/// An event as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredEvent {
    /// When it was seen.
    pub seen_at: Timestamp,
    /// What.
    pub event: LicenseEvent,
    /// The change set of this app that did it, if one did.
    pub change_set: Option<String>,
}

/// A list that was read whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyncRun {
    /// When.
    pub finished_at: Timestamp,
    /// What the token saw. Lists of different scopes can't be compared: what one lacks is not gone.
    pub scope: String,
    /// How many licenses there are.
    pub licenses: u32,
    /// How many entries of the list were odd.
    pub odd: u32,
    /// In which way, as JSON.
    pub oddities: String,
}

impl Store {
    /// Hands out the licenses of the cache one by one, by id. A row that can't be read is left out: the next sync brings
    /// it again.
    pub async fn each_license(&self, mut take: impl FnMut(License)) -> Result<(), StoreError> {
        let mut connection = self.pool.acquire().await?;
        let mut unreadable = 0_usize;
        let mut block = read_block(&mut connection, "").await?;
        while let Some(Block { last, rows }) = block {
            let mut parse = async || {
                for facts in rows.lines() {
                    match serde_json::from_str(facts) {
                        Ok(license) => take(license),
                        Err(_) => unreadable += 1,
                    }
                }
            };
            // SQLite has a thread of its own: it reads the next rows while these are parsed.
            let (next, ()) = futures::join!(read_block(&mut connection, &last), parse());
            block = next?;
        }
        if unreadable > 0 {
            tracing::warn!(unreadable, "licenses of the cache can't be read");
        }
        Ok(())
    }

    /// All licenses of the cache, by id, as far as they can be read.
    pub async fn licenses(&self) -> Result<Vec<License>, StoreError> {
        let mut licenses = Vec::new();
        self.each_license(|license| licenses.push(license)).await?;
        Ok(licenses)
    }

    /// The last time that the whole list was read.
    pub async fn last_sync(&self) -> Result<Option<SyncRun>, StoreError> {
        let row: Option<(String, String, u32, u32, String)> = sqlx::query_as(
            "SELECT finished_at, scope, licenses, odd, oddities FROM sync_run ORDER BY id DESC LIMIT 1",
        )
        .fetch_optional(&self.pool)
        .await?;
        row.map(|(at, scope, licenses, odd, oddities)| {
            Ok(SyncRun { finished_at: moment(&at)?, scope, licenses, odd, oddities })
        })
        .transpose()
    }

    /// What happened to a license, newest first, `limit` events at most.
    pub async fn history(&self, license: &LicenseId, limit: u32) -> Result<Vec<StoredEvent>, StoreError> {
        let rows: Vec<(String, String, Option<String>)> = sqlx::query_as(
            "SELECT seen_at, event, change_set_id FROM license_event WHERE license_id = ? ORDER BY id DESC LIMIT ?",
        )
        .bind(&license.0)
        .bind(limit)
        .fetch_all(&self.pool)
        .await?;
        rows.into_iter()
            .map(|(at, event, change_set)| {
                Ok(StoredEvent { seen_at: moment(&at)?, event: serde_json::from_str(&event)?, change_set })
            })
            .collect()
    }

    /// What the token was when it was last asked.
    pub async fn last_access(&self) -> Result<Option<Access>, StoreError> {
        let access: Option<String> =
            sqlx::query_scalar("SELECT access FROM last_access").fetch_optional(&self.pool).await?;
        // It only explains the screen while offline: what can't be read is as good as nothing.
        Ok(access.and_then(|access| serde_json::from_str(&access).ok()))
    }

    /// Remembers what the token is, if that is news.
    pub async fn remember_access(&self, access: &Access) -> Result<(), StoreError> {
        self.writable()?;
        sqlx::query(
            "INSERT INTO last_access VALUES (1, ?) \
             ON CONFLICT DO UPDATE SET access = excluded.access WHERE access <> excluded.access",
        )
        .bind(serde_json::to_string(access)?)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    pub(crate) fn writable(&self) -> Result<(), StoreError> {
        if self.read_only { Err(StoreError::Newer) } else { Ok(()) }
    }
}

/// Some rows of licenses, one a line: JSON on one line holds no line end.
struct Block {
    last: String,
    rows: String,
}

/// The rows that follow the license `after`. Handing over each row by itself takes several times as long.
async fn read_block(connection: &mut SqliteConnection, after: &str) -> Result<Option<Block>, StoreError> {
    let (last, rows): (Option<String>, Option<String>) = sqlx::query_as(
        "SELECT max(id), group_concat(facts, char(10)) \
         FROM (SELECT id, facts FROM license WHERE id > ? ORDER BY id LIMIT ?)",
    )
    .bind(after)
    .bind(BLOCK)
    .fetch_one(connection)
    .await?;
    Ok(last.zip(rows).map(|(last, rows)| Block { last, rows }))
}

pub(crate) fn moment(text: &str) -> Result<Timestamp, StoreError> {
    text.parse().map_err(|error: jiff::Error| {
        StoreError::Content(<serde_json::Error as serde::de::Error>::custom(error))
    })
}
