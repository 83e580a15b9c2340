//! The cache of licenses, what happened to them, and when they were last read.

use domain::{Access, License, LicenseEvent, LicenseId};
use jiff::Timestamp;
use sqlx::{Sqlite, Transaction};

use crate::{Store, StoreError};

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
    /// All licenses of the cache, by id. A row that can't be read is left out: the next sync brings it again.
    pub async fn licenses(&self) -> Result<Vec<License>, StoreError> {
        let facts: Vec<String> =
            sqlx::query_scalar("SELECT facts FROM license ORDER BY id").fetch_all(&self.pool).await?;
        let licenses: Vec<License> =
            facts.iter().filter_map(|facts| serde_json::from_str(facts).ok()).collect();
        if licenses.len() < facts.len() {
            tracing::warn!(unreadable = facts.len() - licenses.len(), "licenses of the cache can't be read");
        }
        Ok(licenses)
    }

    /// Writes what changed, all of it or nothing.
    pub async fn apply(&self, delta: &Delta) -> Result<(), StoreError> {
        self.writable()?;
        let mut transaction = self.pool.begin().await?;
        for license in &delta.changed {
            sqlx::query("INSERT INTO license VALUES (?, ?) ON CONFLICT DO UPDATE SET facts = excluded.facts")
                .bind(&license.id.0)
                .bind(serde_json::to_string(license)?)
                .execute(&mut *transaction)
                .await?;
        }
        for id in &delta.removed {
            sqlx::query("DELETE FROM license WHERE id = ?").bind(&id.0).execute(&mut *transaction).await?;
        }
        for event in &delta.events {
            insert_event(&mut transaction, event).await?;
        }
        if let Some(run) = &delta.run {
            insert_run(&mut transaction, run, delta.changed.len() + delta.removed.len()).await?;
        }
        transaction.commit().await?;
        Ok(())
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

async fn insert_event(transaction: &mut Transaction<'_, Sqlite>, event: &NewEvent) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO license_event (license_id, seen_at, event, change_set_id) VALUES (?, ?, ?, ?)")
        .bind(&event.license.0)
        .bind(event.seen_at.to_string())
        .bind(serde_json::to_string(&event.event)?)
        .bind(&event.change_set)
        .execute(&mut **transaction)
        .await?;
    Ok(())
}

async fn insert_run(
    transaction: &mut Transaction<'_, Sqlite>,
    run: &SyncRun,
    changed: usize,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO sync_run (finished_at, scope, licenses, odd, oddities, changed) VALUES (?, ?, ?, ?, ?, ?)")
        .bind(run.finished_at.to_string())
        .bind(&run.scope)
        .bind(run.licenses)
        .bind(run.odd)
        .bind(&run.oddities)
        .bind(i64::try_from(changed).unwrap_or(i64::MAX))
        .execute(&mut **transaction)
        .await?;
    Ok(())
}

pub(crate) fn moment(text: &str) -> Result<Timestamp, StoreError> {
    text.parse().map_err(|error: jiff::Error| {
        StoreError::Content(<serde_json::Error as serde::de::Error>::custom(error))
    })
}
