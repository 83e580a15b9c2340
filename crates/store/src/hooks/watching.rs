//! Knowing from the outside when SQLite has nothing to do, for tests that own the time.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use sqlx::{SqlitePool, sqlite::SqliteConnectOptions, sqlite::SqliteSynchronous};

static WATCHED: Mutex<Vec<Arc<Folder>>> = Mutex::new(Vec::new());

#[derive(Debug)]
struct Folder {
    path: PathBuf,
    pools: Mutex<Vec<SqlitePool>>,
}

/// While this lives, the files that are opened in its folder and below are watched, and nothing of them is forced to
/// disk: it is for tests of logic, not of power cuts.
#[derive(Debug)]
pub struct Watch(Arc<Folder>);

impl Watch {
    /// Watches a folder from now on.
    pub fn new(folder: &Path) -> Self {
        let folder = Arc::new(Folder { path: folder.to_owned(), pools: Mutex::default() });
        lock(&WATCHED).push(Arc::clone(&folder));
        Self(folder)
    }

    /// Whether no statement is under way: every connection waits for somebody to take it.
    pub fn is_idle(&self) -> bool {
        lock(&self.0.pools).iter().all(|pool| {
            pool.is_closed() || usize::try_from(pool.size()).is_ok_and(|all| all == pool.num_idle())
        })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        lock(&WATCHED).retain(|folder| !Arc::ptr_eq(folder, &self.0));
        lock(&self.0.pools).clear();
    }
}

/// Spares the disk what a watched file would force to it.
pub(crate) fn hurried(options: SqliteConnectOptions, file: &Path) -> SqliteConnectOptions {
    match folder_of(file) {
        Some(_) => options.synchronous(SqliteSynchronous::Off),
        None => options,
    }
}

/// Takes note of a file that was opened.
pub(crate) fn opened(pool: &SqlitePool, file: &Path) {
    if let Some(folder) = folder_of(file) {
        lock(&folder.pools).push(pool.clone());
    }
}

fn folder_of(file: &Path) -> Option<Arc<Folder>> {
    lock(&WATCHED).iter().find(|folder| file.starts_with(&folder.path)).cloned()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
