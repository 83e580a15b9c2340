//! Revocations that wait for their day.

use domain::{Access, License, LicenseId};
use jiff::Timestamp;
use sqlx::FromRow;

use crate::{Store, StoreError, licenses::moment};

/// A revocation that waits for its day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueuedRevoke {
    /// The license as it was when it was queued: it is only taken from who held it then.
    pub seen: License,
    /// When that was.
    pub queued_at: Timestamp,
    /// From when on it is to be revoked.
    pub due_at: Timestamp,
    /// What the token was when it was queued.
    pub actor: Access,
    /// When it was last tried, where it did not happen.
    pub tried_at: Option<Timestamp>,
    /// The change set that has a step for it which is not settled.
    pub change_set: Option<String>,
}

impl Store {
    /// All that waits, the first due first.
    pub async fn queued(&self) -> Result<Vec<QueuedRevoke>, StoreError> {
        let rows: Vec<QueuedRow> = sqlx::query_as(
            "SELECT seen, queued_at, due_at, actor, tried_at, \
             (SELECT open_step.change_set_id FROM open_step \
             WHERE open_step.change_set_id = queued_revoke.change_set_id \
             AND open_step.position = queued_revoke.position) AS change_set \
             FROM queued_revoke ORDER BY license_id",
        )
        .fetch_all(&self.pool)
        .await?;
        let mut queued = rows.into_iter().map(QueuedRow::queued).collect::<Result<Vec<_>, _>>()?;
        // Moments as texts don't sort: their seconds have a fraction or none.
        queued.sort_by_key(|entry| entry.due_at);
        Ok(queued)
    }

    /// Puts revocations into the queue, each in the place of the one of the same license if there is one.
    /// A change set that has a step for it goes on having it.
    pub async fn queue_revokes(&self, entries: &[QueuedRevoke]) -> Result<(), StoreError> {
        self.writable()?;
        let mut transaction = self.pool.begin().await?;
        for entry in entries {
            sqlx::query(
                "INSERT INTO queued_revoke (license_id, seen, queued_at, due_at, actor, tried_at) \
                 VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET seen = excluded.seen, \
                 queued_at = excluded.queued_at, due_at = excluded.due_at, actor = excluded.actor, \
                 tried_at = excluded.tried_at",
            )
            .bind(&entry.seen.id.0)
            .bind(serde_json::to_string(&entry.seen)?)
            .bind(entry.queued_at.to_string())
            .bind(entry.due_at.to_string())
            .bind(serde_json::to_string(&entry.actor)?)
            .bind(entry.tried_at.map(|at| at.to_string()))
            .execute(&mut *transaction)
            .await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Moves revocations that wait to other moments. They count as not tried yet.
    pub async fn move_queued(&self, moments: &[(LicenseId, Timestamp)]) -> Result<(), StoreError> {
        self.writable()?;
        let mut transaction = self.pool.begin().await?;
        for (license, due_at) in moments {
            sqlx::query("UPDATE queued_revoke SET due_at = ?, tried_at = NULL WHERE license_id = ?")
                .bind(due_at.to_string())
                .bind(&license.0)
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Remembers that revocations were tried and did not happen.
    pub async fn note_tried(&self, licenses: &[LicenseId], at: Timestamp) -> Result<(), StoreError> {
        self.writable()?;
        let mut transaction = self.pool.begin().await?;
        for license in licenses {
            sqlx::query("UPDATE queued_revoke SET tried_at = ? WHERE license_id = ?")
                .bind(at.to_string())
                .bind(&license.0)
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Takes revocations out of the queue.
    pub async fn remove_queued(&self, licenses: &[LicenseId]) -> Result<(), StoreError> {
        self.writable()?;
        let mut transaction = self.pool.begin().await?;
        for license in licenses {
            sqlx::query("DELETE FROM queued_revoke WHERE license_id = ?")
                .bind(&license.0)
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(())
    }
}

#[derive(FromRow)]
struct QueuedRow {
    seen: String,
    queued_at: String,
    due_at: String,
    actor: String,
    tried_at: Option<String>,
    change_set: Option<String>,
}

impl QueuedRow {
    fn queued(self) -> Result<QueuedRevoke, StoreError> {
        Ok(QueuedRevoke {
            seen: serde_json::from_str(&self.seen)?,
            queued_at: moment(&self.queued_at)?,
            due_at: moment(&self.due_at)?,
            actor: serde_json::from_str(&self.actor)?,
            tried_at: self.tried_at.as_deref().map(moment).transpose()?,
            change_set: self.change_set,
        })
    }
}
