//! Writing what changed, and nothing else.

use domain::{License, LicenseId};
use sqlx::{QueryBuilder, Sqlite, Transaction};

use crate::{Delta, NewEvent, ROWS, Store, StoreError, SyncRun};

/// Readings of the list that are remembered.
const RUNS_KEPT: u32 = 1_000;

impl Store {
    /// Writes what changed, all of it or nothing. Rows that are not named are not touched.
    pub async fn apply(&self, delta: &Delta) -> Result<(), StoreError> {
        self.writable()?;
        let mut transaction = self.pool.begin().await?;
        put_licenses(&mut transaction, &delta.changed).await?;
        remove_licenses(&mut transaction, &delta.removed).await?;
        add_events(&mut transaction, &delta.events).await?;
        if let Some(run) = &delta.run {
            add_run(&mut transaction, run, delta.changed.len() + delta.removed.len()).await?;
        }
        transaction.commit().await?;
        Ok(())
    }
}

async fn put_licenses(
    transaction: &mut Transaction<'_, Sqlite>,
    licenses: &[License],
) -> Result<(), StoreError> {
    // In the order of the file: its pages are then written one after the other, each once.
    let mut sorted: Vec<&License> = licenses.iter().collect();
    sorted.sort_by(|left, right| left.id.cmp(&right.id));
    for rows in sorted.chunks(ROWS) {
        let facts = rows
            .iter()
            .map(|license| Ok((&license.id.0, serde_json::to_string(license)?)))
            .collect::<Result<Vec<_>, StoreError>>()?;
        QueryBuilder::new("INSERT INTO license (id, facts) ")
            .push_values(facts, |mut row, (id, facts)| {
                row.push_bind(id).push_bind(facts);
            })
            .push(" ON CONFLICT DO UPDATE SET facts = excluded.facts")
            .build()
            .execute(&mut **transaction)
            .await?;
    }
    Ok(())
}

async fn remove_licenses(
    transaction: &mut Transaction<'_, Sqlite>,
    removed: &[LicenseId],
) -> Result<(), StoreError> {
    if removed.is_empty() {
        return Ok(());
    }
    sqlx::query("DELETE FROM license WHERE id IN (SELECT value FROM json_each(?))")
        .bind(serde_json::to_string(removed)?)
        .execute(&mut **transaction)
        .await?;
    Ok(())
}

async fn add_events(
    transaction: &mut Transaction<'_, Sqlite>,
    events: &[NewEvent],
) -> Result<(), StoreError> {
    for rows in events.chunks(ROWS) {
        let rows = rows
            .iter()
            .map(|new| Ok((new, serde_json::to_string(&new.event)?)))
            .collect::<Result<Vec<_>, StoreError>>()?;
        QueryBuilder::new("INSERT INTO license_event (license_id, seen_at, event, change_set_id) ")
            .push_values(rows, |mut row, (new, event)| {
                row.push_bind(&new.license.0)
                    .push_bind(new.seen_at.to_string())
                    .push_bind(event)
                    .push_bind(&new.change_set);
            })
            .build()
            .execute(&mut **transaction)
            .await?;
    }
    Ok(())
}

async fn add_run(
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
    // With a reading every few minutes they would grow for ever. By their ids, which takes no look at the others.
    sqlx::query("DELETE FROM sync_run WHERE id <= (SELECT max(id) FROM sync_run) - ?")
        .bind(RUNS_KEPT)
        .execute(&mut **transaction)
        .await?;
    Ok(())
}
