//! Knowing from the outside when SQLite has nothing to do, for tests that own the time.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use sqlx::{SqlitePool, sqlite::SqliteConnectOptions, sqlite::SqliteSynchronous};

static WATCHED: Mutex<Vec<Arc<Folder>>> = Mutex::new(Vec::new());

#[derive(Debug)]
struct Folder {
    path: PathBuf,
    pools: Mutex<Vec<SqlitePool>>,
    opening: AtomicUsize,
}

/// While this lives, the files that are opened in its folder and below are watched, and nothing of them is forced to
/// disk: it is for tests of logic, not of power cuts.
#[derive(Debug)]
pub struct Watch(Arc<Folder>);

impl Watch {
    /// Watches a folder from now on.
    pub fn new(folder: &Path) -> Self {
        let folder = Arc::new(Folder {
            path: folder.to_owned(),
            pools: Mutex::default(),
            opening: AtomicUsize::new(0),
        });
        lock(&WATCHED).push(Arc::clone(&folder));
        Self(folder)
    }

    /// Whether no statement is under way: every connection waits for somebody to take it, and none is being opened or
    /// closed.
    pub fn is_idle(&self) -> bool {
        let is_idle = |pool: &SqlitePool| {
            let waiting = if pool.is_closed() { 0 } else { pool.num_idle() };
            usize::try_from(pool.size()).is_ok_and(|all| all == waiting)
        };
        self.0.opening.load(Ordering::SeqCst) == 0 && lock(&self.0.pools).iter().all(is_idle)
    }

    /// Closes all files, and comes back when no thread has them open any more.
    pub async fn close(&self) {
        let pools = lock(&self.0.pools).clone();
        for pool in pools {
            pool.close().await;
        }
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

/// A connection that is being opened.
pub(crate) struct Opening(Option<Arc<Folder>>);

impl Opening {
    pub(crate) fn new(file: &Path) -> Self {
        let folder = folder_of(file);
        if let Some(folder) = &folder {
            folder.opening.fetch_add(1, Ordering::SeqCst);
        }
        Self(folder)
    }

    /// It was opened.
    pub(crate) fn done(self, pool: &SqlitePool) {
        if let Some(folder) = &self.0 {
            lock(&folder.pools).push(pool.clone());
        }
    }
}

impl Drop for Opening {
    fn drop(&mut self) {
        if let Some(folder) = &self.0 {
            folder.opening.fetch_sub(1, Ordering::SeqCst);
        }
    }
}

fn folder_of(file: &Path) -> Option<Arc<Folder>> {
    // The newest: a thread of the life before may still be dropping the watch of that.
    lock(&WATCHED).iter().rev().find(|folder| file.starts_with(&folder.path)).cloned()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
