//! Plans against a model of the vendor's service.
#![allow(clippy::unwrap_used, reason = "what goes wrong in a test should stop it")]

mod made_so;
mod making;
mod past;
mod properties;
mod vendor;
