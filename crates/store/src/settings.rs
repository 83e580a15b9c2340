//! The settings file: which organizations there are, and the person's choices.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use sqlx::SqlitePool;

use crate::{StoreError, open, salvage};

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("migrations/settings");

/// The settings file.
#[derive(Clone, Debug)]
pub struct Settings {
    pool: SqlitePool,
    is_lasting: bool,
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
    /// Whether its token was put into the keychain, where it has to be deleted one day.
    pub in_keychain: bool,
}

impl Settings {
    /// Opens the file, or makes it. A damaged one is set aside under the name in the second place, and what can still
    /// be read of it is taken over.
    pub async fn open(file: &Path) -> Result<(Self, Option<PathBuf>), StoreError> {
        let mut set_aside = None;
        if file.exists() && !open::is_sound(file).await? {
            set_aside = Some(open::set_aside(file)?);
        }
        let (pool, is_newer) = open::open(file, &MIGRATIONS).await?;
        if is_newer {
            // Settings of a newer app are not written over; there is nothing in them that is worth reading only.
            pool.close().await;
            return Err(StoreError::Newer);
        }
        if let Some(damaged) = &set_aside {
            salvage::salvage(&pool, damaged, salvage::SETTINGS).await;
        }
        Ok((Self { pool, is_lasting: true }, set_aside))
    }

    /// Settings that are forgotten when the app ends, for a computer on which no file can be written.
    pub async fn in_memory() -> Result<Self, StoreError> {
        Ok(Self { pool: open::in_memory(&MIGRATIONS).await?, is_lasting: false })
    }

    /// Whether they outlive the app.
    pub fn is_lasting(&self) -> bool {
        self.is_lasting
    }

    /// All organizations, the last opened first.
    pub async fn organizations(&self) -> Result<Vec<Organization>, StoreError> {
        let rows: Vec<(String, String, String, bool, bool)> = sqlx::query_as(
            "SELECT id, name, customer_code, is_demo, in_keychain FROM organization ORDER BY last_opened_at DESC, id",
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(rows
            .into_iter()
            .map(|(id, name, customer_code, is_demo, in_keychain)| Organization {
                id,
                name,
                customer_code,
                is_demo,
                in_keychain,
            })
            .collect())
    }

    /// Adds an organization, or renews its name and moves it to the front.
    pub async fn put_organization(
        &self,
        organization: &Organization,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO organization VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET \
             name = excluded.name, in_keychain = excluded.in_keychain, last_opened_at = excluded.last_opened_at",
        )
        .bind(&organization.id)
        .bind(&organization.name)
        .bind(&organization.customer_code)
        .bind(organization.is_demo)
        .bind(organization.in_keychain)
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
