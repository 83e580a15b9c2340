//! From bytes to lines and back.
#![allow(clippy::unwrap_used, reason = "what goes wrong in a test should stop it")]

mod awkward;
mod hostile;
mod meaning;
mod round_trip;
mod support;
