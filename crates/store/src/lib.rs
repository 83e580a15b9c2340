//! SQLite: the cache of licenses, their history and the journal of changes.
//!
//! One file per organization ([`Store`]) and one for the person's settings ([`Settings`]). Nothing outside this crate
//! knows SQL, and nothing in it knows HTTP or a keychain: it never sees a token.

mod error;
mod journal;
mod licenses;
mod open;
mod people;
mod salvage;
mod settings;
mod views;

use std::path::Path;

use sqlx::SqlitePool;

pub use error::StoreError;
pub use journal::{ChangeSet, JournalStep, NewState};
pub use licenses::{Delta, NewEvent, StoredEvent, SyncRun};
pub use people::KnownPerson;
pub use settings::{Organization, Settings};
pub use views::{LastView, StoredView};

/// The file of one organization.
#[derive(Clone, Debug)]
pub struct Store {
    pool: SqlitePool,
    read_only: bool,
}

/// A file that was opened, and what had to be done for it.
#[derive(Debug)]
pub struct Opened {
    /// The file.
    pub store: Store,
    /// The name under which a damaged file was set aside, if there was one. Cache: read anew; history and journal:
    /// salvaged as far as they could be read.
    pub set_aside: Option<std::path::PathBuf>,
}

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("migrations/organization");

impl Store {
    /// Opens a file, or makes it. A damaged one is set aside, never deleted; one from a newer app is opened for
    /// reading only.
    pub async fn open(file: &Path) -> Result<Opened, StoreError> {
        let mut set_aside = None;
        if file.exists() && !open::is_sound(file).await? {
            set_aside = Some(open::set_aside(file)?);
        }
        let (pool, read_only) = open::open(file, &MIGRATIONS).await?;
        if let Some(damaged) = &set_aside {
            salvage::salvage(&pool, damaged, salvage::ORGANIZATION).await;
        }
        Ok(Opened { store: Self { pool, read_only }, set_aside })
    }

    /// Whether the file comes from a newer app, so that nothing may be written.
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// Finishes what is under way and closes the file.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}
