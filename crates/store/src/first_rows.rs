//! What the table shows at a start, before all licenses are loaded.

use domain::{License, LicenseId};

use crate::{Store, StoreError};

/// The first rows of a view, as they were when they were kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstRows {
    /// For which search, filters and order, as JSON.
    pub view: String,
    /// Their licenses.
    pub ids: Vec<LicenseId>,
    /// How many licenses there are, in all and for each value of a filter, as JSON.
    pub counts: String,
}

impl Store {
    /// The rows that were kept; none before the first time, or if they can't be read.
    pub async fn first_rows(&self) -> Result<Option<FirstRows>, StoreError> {
        let row: Option<(String, String, String)> =
            sqlx::query_as("SELECT view, ids, counts FROM first_rows").fetch_optional(&self.pool).await?;
        Ok(row.and_then(|(view, ids, counts)| {
            Some(FirstRows { view, ids: serde_json::from_str(&ids).ok()?, counts })
        }))
    }

    /// Keeps rows for the next start.
    pub async fn keep_first_rows(&self, rows: &FirstRows) -> Result<(), StoreError> {
        self.writable()?;
        sqlx::query(
            "INSERT INTO first_rows VALUES (1, ?, ?, ?) ON CONFLICT DO UPDATE SET \
             view = excluded.view, ids = excluded.ids, counts = excluded.counts \
             WHERE (view, ids, counts) <> (excluded.view, excluded.ids, excluded.counts)",
        )
        .bind(&rows.view)
        .bind(serde_json::to_string(&rows.ids)?)
        .bind(&rows.counts)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Single licenses of the cache, in the order of their ids in `ids`; those that are not there are left out.
    pub async fn licenses_with(&self, ids: &[LicenseId]) -> Result<Vec<License>, StoreError> {
        let facts: Vec<String> = sqlx::query_scalar(
            "SELECT facts FROM json_each(?) AS wanted JOIN license ON license.id = wanted.value ORDER BY wanted.key",
        )
        .bind(serde_json::to_string(ids)?)
        .fetch_all(&self.pool)
        .await?;
        Ok(facts.iter().filter_map(|facts| serde_json::from_str(facts).ok()).collect())
    }
}
