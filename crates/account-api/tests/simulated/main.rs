//! The client against the simulated service, over real HTTP.
#![allow(clippy::unwrap_used, reason = "what goes wrong in a test should stop it")]

mod error_table;
mod faults;
mod in_process;
mod lists;
mod pacing;
mod service;
mod tokens;
mod turbulence;
