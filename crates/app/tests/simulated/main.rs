//! The application against the simulated service, over real HTTP, with real files.

#![allow(clippy::unwrap_used, reason = "a test that can't go on fails right there")]

mod change_sets;
mod changing;
mod closing;
mod connecting;
mod cut_off;
mod files;
mod gate;
mod glance;
mod killed;
mod lists;
mod looking;
mod mixed;
mod planning;
mod planning_lists;
#[cfg(target_os = "linux")]
mod power;
mod queue;
mod refreshing;
mod running;
mod settling;
mod support;
mod syncing;
mod together;
mod trouble;
