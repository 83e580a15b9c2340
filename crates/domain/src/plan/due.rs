//! Revocations that wait for the first day on which they are allowed.

use jiff::Timestamp;

use crate::{Index, License, Obstacle, Plan, PlanContext};

/// Whether a queued revocation may be carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Queued {
    /// Yes, now.
    Due,
    /// Not before this moment.
    NotBefore(Timestamp),
    /// Somebody else holds the license than when it was queued.
    HolderChanged,
    /// Something else stands in the way.
    Blocked(Obstacle),
}

/// Whether a license that was queued when it was as `seen`, to be revoked at `due`, may be revoked, now that it is as
/// `license`.
pub fn queued_now(
    seen: &License,
    due: Timestamp,
    license: Option<&License>,
    context: &PlanContext<'_>,
) -> Queued {
    todo!()
}

/// Revocations of licenses, each as it was when it was queued.
pub fn plan_due(queued: Vec<License>, index: &Index, context: &PlanContext<'_>) -> Plan {
    todo!()
}
