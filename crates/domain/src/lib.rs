//! What licenses, teams and people are, who may do what, and what a change would do.
//!
//! Everything here is pure: no I/O, no async, no clock. "Now" and "today" are always arguments.

mod access;
mod day;
mod license;
mod person;

pub use access::{Access, Capability, Denial, Role, Scope};
pub use day::{ParseVendorTimeError, VendorTime};
pub use license::{
    Assignee, License, LicenseId, Perpetual, Product, ServerKind, Subscription, Team, TeamId, Usage,
};
pub use person::{ContactProblem, Email, PersonName, person_key};
