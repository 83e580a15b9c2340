//! What tests do to a file from the outside. No product is built with this.

mod lines;
mod watching;

use std::{
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use sqlx::{Sqlite, pool::PoolOptions, sqlite::SqliteConnectOptions};

pub use lines::{StepKey, WrittenStep};
pub(crate) use watching::Opening;
pub use watching::Watch;

static FULL: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// From now on there is no room for the file to grow, or there is again.
pub fn set_full(file: &Path, is_full: bool) {
    let mut full = FULL.lock().unwrap_or_else(PoisonError::into_inner);
    full.retain(|other| other != file);
    if is_full {
        full.push(file.to_owned());
    }
}

/// How a file is opened where tests may interfere.
pub(crate) fn prepared(
    pool: PoolOptions<Sqlite>,
    options: SqliteConnectOptions,
) -> (PoolOptions<Sqlite>, SqliteConnectOptions) {
    let file = options.get_filename().to_owned();
    (limited(pool, &file), watching::hurried(options, &file))
}

/// SQLite itself refuses to let the file grow, with the error that a full disk gives.
fn limited(pool: PoolOptions<Sqlite>, file: &Path) -> PoolOptions<Sqlite> {
    let file = file.to_owned();
    pool.before_acquire(move |connection, _| {
        let is_full = FULL.lock().unwrap_or_else(PoisonError::into_inner).contains(&file);
        // Never less than there are: one means no more than that.
        let limit = if is_full { "PRAGMA max_page_count = 1" } else { "PRAGMA max_page_count = 4294967294" };
        Box::pin(async move {
            sqlx::query(limit).execute(&mut *connection).await?;
            Ok(true)
        })
    })
}
