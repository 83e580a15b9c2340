use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

use crate::VaultError;
use crate::platform::Keychain;

/// The one thread that talks to the keychain.
///
/// The keychain libraries block, must not run on an async worker, and may wait for a person. So calls are made one after
/// the other on a thread of their own, and a caller waits for `limit` at most. A call that never returns keeps the thread;
/// callers that come later are then turned away at once instead of queueing behind it. When it does return, the thread
/// is free again.
pub(crate) struct Worker {
    jobs: Sender<Job>,
    busy_since: BusySince,
    limit: Duration,
}

type Job = Box<dyn FnOnce(&dyn Keychain) + Send>;
type BusySince = Arc<Mutex<Option<Instant>>>;

impl Worker {
    /// Starts the thread; it ends when the worker is dropped and the call under way has returned.
    pub(crate) fn start(keychain: impl Keychain + 'static, limit: Duration) -> Self {
        let (jobs, receiver) = channel();
        let busy_since = BusySince::default();
        let busy = Arc::clone(&busy_since);
        let started = thread::Builder::new()
            .name("keychain".to_owned())
            .spawn(move || work(&keychain, &receiver, &busy));
        if let Err(error) = started {
            // The receiver is gone with the closure, so every call says that there is no thread.
            tracing::error!(%error, "the keychain's thread could not be started");
        }
        Self { jobs, busy_since, limit }
    }

    /// Runs `operation` on the thread. When nobody waits for its result any more, it is either never begun, or its
    /// success is followed by `undo`: what the caller was told has to stay true.
    pub(crate) async fn call<T: Send + 'static>(
        &self,
        operation: impl FnOnce(&dyn Keychain) -> Result<T, VaultError> + Send + 'static,
        undo: impl FnOnce(&dyn Keychain) + Send + 'static,
    ) -> Result<T, VaultError> {
        if self.is_stuck() {
            return Err(VaultError::NotAnswering);
        }
        let (reply, mut answer) = oneshot::channel();
        let job: Job = Box::new(move |keychain| {
            if reply.is_closed() {
                return;
            }
            if let Err(Ok(_)) = reply.send(operation(keychain)) {
                undo(keychain);
            }
        });
        self.jobs.send(job).map_err(|_| thread_gone())?;
        if let Ok(received) = tokio::time::timeout(self.limit, &mut answer).await {
            return received.map_err(|_| thread_gone())?;
        }
        // Closing first leaves no moment in which an answer could be sent and lost.
        answer.close();
        answer.try_recv().unwrap_or(Err(VaultError::NotAnswering))
    }

    fn is_stuck(&self) -> bool {
        let busy_since = *self.busy_since.lock().unwrap_or_else(PoisonError::into_inner);
        busy_since.is_some_and(|since| since.elapsed() >= self.limit)
    }
}

fn work(keychain: &dyn Keychain, jobs: &Receiver<Job>, busy_since: &BusySince) {
    while let Ok(job) = jobs.recv() {
        let _busy = Busy::begin(busy_since);
        job(keychain);
    }
}

/// Marks the thread as busy while it lives, also when the call panics.
struct Busy<'a>(&'a BusySince);

impl<'a> Busy<'a> {
    fn begin(busy_since: &'a BusySince) -> Self {
        *busy_since.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
        Self(busy_since)
    }
}

impl Drop for Busy<'_> {
    fn drop(&mut self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

fn thread_gone() -> VaultError {
    VaultError::Failed("the thread that talks to the keychain has ended".to_owned())
}
