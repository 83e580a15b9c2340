//! How the table is shown: the last time, and under names.

use crate::{Store, StoreError};

/// A view of the table that has a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredView {
    /// Local id.
    pub id: String,
    /// The name that the person gave it.
    pub name: String,
    /// What it shows, as JSON.
    pub view: String,
}

/// What was shown last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastView {
    /// What was shown, as JSON.
    pub view: String,
    /// The saved view that it started from.
    pub saved_view: Option<String>,
}

impl Store {
    /// All views that have a name.
    pub async fn views(&self) -> Result<Vec<StoredView>, StoreError> {
        let rows: Vec<(String, String, String)> =
            sqlx::query_as("SELECT id, name, view FROM saved_view").fetch_all(&self.pool).await?;
        Ok(rows.into_iter().map(|(id, name, view)| StoredView { id, name, view }).collect())
    }

    /// Keeps a view, in the place of the one with the same id if there is one.
    pub async fn put_view(&self, view: &StoredView) -> Result<(), StoreError> {
        self.writable()?;
        sqlx::query(
            "INSERT INTO saved_view VALUES (?, ?, ?) \
             ON CONFLICT DO UPDATE SET name = excluded.name, view = excluded.view",
        )
        .bind(&view.id)
        .bind(&view.name)
        .bind(&view.view)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Forgets a view.
    pub async fn remove_view(&self, id: &str) -> Result<(), StoreError> {
        self.writable()?;
        sqlx::query("DELETE FROM saved_view WHERE id = ?").bind(id).execute(&self.pool).await?;
        Ok(())
    }

    /// What was shown last; none before the first time.
    pub async fn last_view(&self) -> Result<Option<LastView>, StoreError> {
        let row: Option<(String, Option<String>)> =
            sqlx::query_as("SELECT view, saved_view_id FROM last_view").fetch_optional(&self.pool).await?;
        Ok(row.map(|(view, saved_view)| LastView { view, saved_view }))
    }

    /// Remembers what is shown. A saved view that is gone meanwhile is not named.
    pub async fn remember_view(&self, last: &LastView) -> Result<(), StoreError> {
        self.writable()?;
        sqlx::query(
            "INSERT INTO last_view VALUES (1, ?, (SELECT id FROM saved_view WHERE id = ?)) \
             ON CONFLICT DO UPDATE SET view = excluded.view, saved_view_id = excluded.saved_view_id",
        )
        .bind(&last.view)
        .bind(&last.saved_view)
        .execute(&self.pool)
        .await?;
        Ok(())
    }
}
