//! Revocations that wait for the first day on which they are allowed: [`License::revocable_from`].

use jiff::Timestamp;

use crate::{
    Action, Index, License, Obstacle, Plan, PlanContext, Wish,
    plan::{past::Past, planner::Planner},
};

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
    let Some(license) = license else { return Queued::Blocked(Obstacle::NotFound) };
    if context.unsettled.contains(&license.id) {
        return Queued::Blocked(Obstacle::Unsettled);
    }
    if license.assignee.is_some() && !license.has_same_holder(seen) {
        return Queued::HolderChanged;
    }
    match context.verdict(&Action::Revoke, Some(license)) {
        Ok(()) if due <= context.now => Queued::Due,
        Ok(()) => Queued::NotBefore(due),
        // The same person may have got it anew.
        Err(Obstacle::RecentlyAssigned { .. }) => {
            Queued::NotBefore(license.revocable_from().map_or(due, |from| from.instant.max(due)))
        }
        Err(obstacle) => Queued::Blocked(obstacle),
    }
}

/// Revocations of licenses, each as it was when it was queued: only from the person who held it then.
pub fn plan_due(queued: Vec<License>, index: &Index, context: &PlanContext<'_>) -> Plan {
    let past = Past { index, context };
    let drafts = queued
        .into_iter()
        .map(|seen| past.as_seen(Wish { license: seen.id.clone(), action: Action::Revoke }, &seen))
        .collect();
    Planner::new(index, context).plan(drafts)
}
