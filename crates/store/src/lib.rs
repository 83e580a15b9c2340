//! SQLite: the cache of licenses, their history and the journal of changes.
//!
//! One file per organization ([`Store`]) and one for the person's settings ([`Settings`]). Nothing outside this crate
//! knows SQL, and nothing in it knows HTTP or a keychain: it never sees a token.

mod change_sets;
mod delta;
mod error;
mod first_rows;
#[cfg(feature = "hooks")]
pub mod hooks;
mod journal;
mod licenses;
mod mappings;
mod open;
mod people;
mod queue;
mod salvage;
mod settings;
mod views;

use std::path::{Path, PathBuf};

use sqlx::SqlitePool;

pub use change_sets::{ChangeSetSummary, Continuation, StepKind, StepTally, StoredStep};
pub use error::StoreError;
pub use first_rows::FirstRows;
pub use journal::{ChangeSet, JournalStep, NewState, OpenChangeSet, UnsettledStep};
pub use licenses::{Delta, NewEvent, StoredEvent, SyncRun};
pub use people::KnownPerson;
pub use queue::QueuedRevoke;
pub use settings::{Organization, Settings};
pub use views::{LastView, StoredView};

/// The file of one organization.
#[derive(Clone, Debug)]
pub struct Store {
    pool: SqlitePool,
    file: PathBuf,
    read_only: bool,
}

/// A file that was opened, and what had to be done for it.
#[derive(Debug)]
pub struct Opened {
    /// The file.
    pub store: Store,
    /// The name under which a damaged file was set aside, if there was one. Cache: read anew; history and journal:
    /// salvaged as far as they could be read.
    pub set_aside: Option<PathBuf>,
}

/// Rows of one statement: a statement for each costs more than the rows themselves.
const ROWS: usize = 250;

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
        Ok(Opened { store: Self { pool, file: file.to_owned(), read_only }, set_aside })
    }

    /// Opens a file without looking all of it over, which takes longer the larger it is, so that what it holds can be
    /// shown at once. Whoever opens it so asks [`Store::is_sound`] soon after, before anything that matters is written.
    ///
    /// A file that can't be opened so, because it is not there, damaged or of another version, is opened as
    /// [`Store::open`] does.
    pub async fn open_at_once(file: &Path) -> Result<Opened, StoreError> {
        match open::open_current(file, &MIGRATIONS).await {
            Ok(Some(pool)) => {
                let store = Self { pool, file: file.to_owned(), read_only: false };
                Ok(Opened { store, set_aside: None })
            }
            // What is wrong shows again, and is dealt with, when it is opened with more care.
            Ok(None) | Err(_) => Self::open(file).await,
        }
    }

    /// Whether SQLite finds the whole file in order. Looks through a connection of its own: nothing waits for it. If it
    /// is not, close it and [`Store::open`] it again, which sets it aside.
    pub async fn is_sound(&self) -> Result<bool, StoreError> {
        open::is_sound(&self.file).await
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
