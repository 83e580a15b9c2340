//! What licenses, teams and people are, who may do what, and what a change would do.
//!
//! Everything here is pure: no I/O, no async, no clock. "Now" and "today" are always arguments.

mod access;
mod collation;
mod day;
mod demand;
mod facts;
mod fold;
mod history;
mod index;
mod license;
mod person;
mod plan;
mod query;
#[cfg(test)]
mod sample;
mod standing;
mod step;

pub use access::{Access, Capability, Denial, Role, Scope};
pub use collation::Collation;
pub use day::{ParseVendorTimeError, VendorTime};
pub use demand::{Demand, DemandedPerson, Mail, Purpose};
pub use fold::{fold, search_words};
pub use history::{LicenseEvent, changes_between};
pub use index::{Entry, Found, FreeSeat, Index, IndexBuilder, KnownNames};
pub use license::{
    Assignee, License, LicenseId, Perpetual, Product, ServerKind, Subscription, Team, TeamId, Usage,
};
pub use person::{ContactProblem, Email, PersonName, person_key};
pub use plan::{
    Action, Contact, Obstacle, PastStep, PersonSubject, Plan, PlanContext, PlanRow, Queued, Subject,
    TRANSFER_BATCH, Warning, Wish, Workload, already_held, plan, plan_demands, plan_due, queued_now, repeat,
    undo,
};
pub use query::{
    AssigneeKind, EXPIRY_PRESETS, ExpiryFilter, FacetValue, Facets, LAST_SEEN_PRESETS, LastSeenFilter,
    LicenseQuery, REVOCABLE_PRESETS, RevocableFilter, Selection, SortColumn, YesNoCount,
};
pub use standing::{EXPIRING_WITHIN_DAYS, IDLE_AFTER_DAYS, LicenseState, REVOCABLE_AFTER_DAYS, Standing};
pub use step::{ReadBack, Rejection, SkipReason, StepState, is_stale, read_back};
