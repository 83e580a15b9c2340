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
    under_way: UnderWay,
    limit: Duration,
}

struct Job {
    asked_at: Instant,
    work: Work,
}

type Work = Box<dyn FnOnce(&dyn Keychain) + Send>;

/// When the call that the thread is making was asked for. Not when it began: its caller's patience counts from the
/// asking, and the call is stuck as soon as that caller has left.
type UnderWay = Arc<Mutex<Option<Instant>>>;

impl Worker {
    /// Starts the thread; it ends when the worker is dropped and the call under way has returned.
    pub(crate) fn start(keychain: impl Keychain + 'static, limit: Duration) -> Self {
        let (jobs, receiver) = channel();
        let under_way = UnderWay::default();
        let current = Arc::clone(&under_way);
        let started = thread::Builder::new()
            .name("keychain".to_owned())
            .spawn(move || work(&keychain, &receiver, &current));
        if let Err(error) = started {
            // The receiver is gone with the closure, so every call says that there is no thread.
            tracing::error!(%error, "the keychain's thread could not be started");
        }
        Self { jobs, under_way, limit }
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
        let work: Work = Box::new(move |keychain| {
            if reply.is_closed() {
                return;
            }
            if let Err(Ok(_)) = reply.send(operation(keychain)) {
                undo(keychain);
            }
        });
        self.jobs.send(Job { asked_at: Instant::now(), work }).map_err(|_| thread_gone())?;
        if let Ok(received) = tokio::time::timeout(self.limit, &mut answer).await {
            return received.map_err(|_| thread_gone())?;
        }
        // Closing first leaves no moment in which an answer could be sent and lost.
        answer.close();
        answer.try_recv().unwrap_or(Err(VaultError::NotAnswering))
    }

    fn is_stuck(&self) -> bool {
        let under_way = *self.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        under_way.is_some_and(|asked_at| asked_at.elapsed() >= self.limit)
    }
}

fn work(keychain: &dyn Keychain, jobs: &Receiver<Job>, under_way: &UnderWay) {
    while let Ok(job) = jobs.recv() {
        let _mark = Mark::set(under_way, job.asked_at);
        (job.work)(keychain);
    }
}

/// Says that a call is under way while it lives; taken off also when the call panics.
struct Mark<'a>(&'a UnderWay);

impl<'a> Mark<'a> {
    fn set(under_way: &'a UnderWay, asked_at: Instant) -> Self {
        *under_way.lock().unwrap_or_else(PoisonError::into_inner) = Some(asked_at);
        Self(under_way)
    }
}

impl Drop for Mark<'_> {
    fn drop(&mut self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

fn thread_gone() -> VaultError {
    VaultError::Failed("the thread that talks to the keychain has ended".to_owned())
}
