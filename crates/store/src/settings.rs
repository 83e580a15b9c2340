//! The settings file: which organizations there are, and the person's choices.

use std::path::Path;

use jiff::Timestamp;
use sqlx::SqlitePool;

use crate::{StoreError, open};

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("migrations/settings");

/// The settings file.
#[derive(Clone, Debug)]
pub struct Settings {
    pool: SqlitePool,
}

/// An organization that was connected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organization {
    /// Local id; its file and its keychain entry are named after it.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// The vendor's customer code.
    pub customer_code: String,
    /// Whether it is the demo.
    pub is_demo: bool,
}

impl Settings {
    /// Opens the file, or makes it. A damaged one is set aside.
    pub async fn open(file: &Path) -> Result<Self, StoreError> {
        if file.exists() && !open::is_sound(file).await? {
            open::set_aside(file)?;
        }
        match open::open(file, &MIGRATIONS).await? {
            (pool, false) => Ok(Self { pool }),
            // Settings of a newer app are not written over; there is nothing in them that is worth reading only.
            (pool, true) => {
                pool.close().await;
                Err(StoreError::Newer)
            }
        }
    }

    /// Settings that are forgotten when the app ends, for a computer on which no file can be written.
    pub async fn in_memory() -> Result<Self, StoreError> {
        Ok(Self { pool: open::in_memory(&MIGRATIONS).await? })
    }

    /// All organizations, the last opened first.
    pub async fn organizations(&self) -> Result<Vec<Organization>, StoreError> {
        let rows: Vec<(String, String, String, bool)> = sqlx::query_as(
            "SELECT id, name, customer_code, is_demo FROM organization ORDER BY last_opened_at DESC, id",
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(rows
            .into_iter()
            .map(|(id, name, customer_code, is_demo)| Organization { id, name, customer_code, is_demo })
            .collect())
    }

    /// Adds an organization, or renews its name and moves it to the front.
    pub async fn put_organization(
        &self,
        organization: &Organization,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO organization VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET \
             name = excluded.name, last_opened_at = excluded.last_opened_at",
        )
        .bind(&organization.id)
        .bind(&organization.name)
        .bind(&organization.customer_code)
        .bind(organization.is_demo)
        .bind(at.to_string())
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Forgets an organization.
    pub async fn remove_organization(&self, id: &str) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM organization WHERE id = ?").bind(id).execute(&self.pool).await?;
        Ok(())
    }

    /// The person's choices as JSON.
    pub async fn preferences(&self) -> Result<Option<String>, StoreError> {
        Ok(sqlx::query_scalar("SELECT choices FROM preference").fetch_optional(&self.pool).await?)
    }

    /// Keeps the person's choices.
    pub async fn set_preferences(&self, json: &str) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO preference VALUES (1, ?) ON CONFLICT DO UPDATE SET choices = excluded.choices",
        )
        .bind(json)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Finishes what is under way and closes the file.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}
