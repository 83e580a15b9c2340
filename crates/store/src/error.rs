//! What can go wrong with a file.

use sqlx::migrate::MigrateError;

/// Why a file could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The disk is full.
    #[error("the disk is full")]
    Full,
    /// The file is from a newer app and was opened for reading only.
    #[error("the file is from a newer version")]
    Newer,
    /// A step would have gone back in its life: a mistake in the caller. It says the position only, because a state
    /// can quote the vendor.
    #[error("step {0} of a change set can't go there from where it is")]
    Backwards(usize),
    /// What is stored is not what this version writes.
    #[error("the file holds something unexpected: {0}")]
    Content(#[from] serde_json::Error),
    /// The folder or file can't be used.
    #[error("the file can't be used: {0}")]
    File(#[from] std::io::Error),
    /// A migration failed.
    #[error("the file could not be brought to this version: {0}")]
    Migration(MigrateError),
    /// Anything else that SQLite says.
    #[error("SQLite: {0}")]
    Sqlite(sqlx::Error),
}

/// SQLite's primary result code for a full disk.
const SQLITE_FULL: i32 = 13;

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match primary_code(&error) {
            Some(SQLITE_FULL) => Self::Full,
            _ => Self::Sqlite(error),
        }
    }
}

/// SQLite's primary result code; extended ones keep it in their lowest byte.
pub(crate) fn primary_code(error: &sqlx::Error) -> Option<i32> {
    let code = error.as_database_error()?.code()?;
    code.parse::<i32>().ok().map(|code| code & 0xff)
}

impl From<MigrateError> for StoreError {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
            other => Self::Migration(other),
        }
    }
}
