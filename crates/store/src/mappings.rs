//! Which column of a list is what, as it was chosen for lists with the same headings.

use crate::{Store, StoreError};

/// Mappings that are kept; older ones are forgotten.
const KEPT: u32 = 200;

impl Store {
    /// What was chosen for a list with these headings, both as JSON.
    pub async fn list_mapping(&self, headings: &str) -> Result<Option<String>, StoreError> {
        Ok(sqlx::query_scalar("SELECT mapping FROM list_mapping WHERE headings = ?")
            .bind(headings)
            .fetch_optional(&self.pool)
            .await?)
    }

    /// Remembers what was chosen for a list with these headings, both as JSON; the last choice wins.
    pub async fn remember_list_mapping(&self, headings: &str, mapping: &str) -> Result<(), StoreError> {
        self.writable()?;
        let mut transaction = self.pool.begin().await?;
        // The row gets a new id in its place, and so is among the newest.
        sqlx::query("INSERT OR REPLACE INTO list_mapping (headings, mapping) VALUES (?, ?)")
            .bind(headings)
            .bind(mapping)
            .execute(&mut *transaction)
            .await?;
        sqlx::query(
            "DELETE FROM list_mapping WHERE id NOT IN (SELECT id FROM list_mapping ORDER BY id DESC LIMIT ?)",
        )
        .bind(KEPT)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(())
    }
}
