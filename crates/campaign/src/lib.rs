//! Proof for the engine that carries changes out: faulty days of it, simulated by the thousand, and its process killed.
//!
//! A simulated run owns everything that could differ between two runs with the same seed: time stands still but for
//! what the run lets pass, and whatever travels between the application and the service waits until the run picks it,
//! one piece at a time, when all else has come to rest. What happens to a request follows from the seed and from what
//! the request is. So the same seed gives the same trace, and one that fails can be looked at again.
//!
//! The killed process is the real one: its own runtime, real HTTP, the settings of SQLite that ship, `SIGKILL`.
#![cfg(feature = "simulated")]

mod arguments;
mod calls;
mod chance;
mod check;
mod drive;
mod elsewhere;
mod expectation;
mod fault;
mod kill;
mod life;
mod meanwhile;
mod network;
mod organization;
mod requests;
mod run;
mod simulate;
mod summary;
mod trace;
mod world;

use std::sync::{Mutex, MutexGuard, PoisonError};

pub use arguments::main;
pub use run::{Finished, run};
pub use summary::Sum;

/// A panic while the lock was held must not hide behind a second one.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
