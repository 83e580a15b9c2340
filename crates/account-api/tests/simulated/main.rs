//! The client against the simulated service, over real HTTP.
#![allow(clippy::unwrap_used, reason = "what goes wrong in a test should stop it")]

mod error_table;
mod faults;
mod lists;
mod service;
mod tokens;
