//! The client from outside: over a scripted transport, over real sockets, and against the simulated service.
#![allow(clippy::unwrap_used, reason = "what goes wrong in a test should stop it")]

mod answers;
mod doubled;
mod lists;
mod outcomes;
mod pacing;
mod paged;
mod reading;
mod retries;
mod scripted;
mod sockets;
mod writes;
