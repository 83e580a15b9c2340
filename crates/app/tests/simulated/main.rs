//! The application against the simulated service, over real HTTP, with real files.

#![allow(clippy::unwrap_used, reason = "a test that can't go on fails right there")]

mod changing;
mod connecting;
mod files;
mod glance;
mod killed;
mod refreshing;
mod settling;
mod support;
mod syncing;
