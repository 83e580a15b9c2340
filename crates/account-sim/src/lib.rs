#![doc = include_str!("../README.md")]

mod calls;
mod choices;
mod clock;
mod dates;
mod exchange;
mod fault;
mod generate;
mod ledger;
mod masking;
mod model;
mod paging;
mod random;
mod refusal;
mod reply;
mod server;
mod service;
mod special;
mod state;
mod turbulence;
mod wire;

use std::sync::{Mutex, MutexGuard, PoisonError};

pub use choices::*;
pub use clock::Clock;
pub use fault::{Fault, FaultPlan, Seen, When};
pub use generate::{Generator, demo};
pub use ledger::{LedgerEntry, Outcome};
pub use model::*;
pub use reply::{Ending, Reply};
pub use server::{Server, ServerOptions, Traffic};
pub use service::{Credentials, Service};
pub use special::SPECIAL_NAMES;
pub use turbulence::Turbulence;

/// A test that panicked while it held the lock must not hide its own message behind a second panic.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
