//! The life of one step of a change set, and how an unknown outcome is settled.

use serde::{Deserialize, Serialize};

use crate::{Action, License, Obstacle, person_key};

/// Where a step of a change set stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StepState {
    /// Confirmed, nothing sent.
    Planned,
    /// On disk, about to be sent or sent.
    Intent,
    /// It happened.
    Applied,
    /// It certainly did not happen.
    Rejected(Rejection),
    /// Not sent, because the license was not as the plan saw it.
    Skipped(SkipReason),
    /// Sent, but what came of it could not be found out yet.
    Unknown,
    /// The vendor said yes, and the license does not show it yet. Never called a no.
    Promised,
}

/// Why a step that was sent did not happen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rejection {
    /// The vendor said no.
    Vendor {
        /// The HTTP status.
        status: u16,
        /// The vendor's code, where it gave one.
        code: Option<String>,
        /// The vendor's description, where it gave one.
        description: Option<String>,
    },
    /// The request could not be sent: no connection.
    NotSent,
    /// A transfer answered without this license.
    LeftOut,
    /// No answer came, and the license was read back: it is as it was before.
    NotApplied,
    /// No answer came, and the vendor doesn't know the license any more: nothing remains to be found out.
    Gone,
}

/// Why a step was not sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SkipReason {
    /// The license changed since the plan; this stands in the way now.
    Stale(Obstacle),
    /// Somebody else holds it than the plan said.
    HolderChanged,
    /// The license could not be read before the change, so nothing was sent.
    Unreadable,
    /// An earlier step failed in a way that would fail all.
    Stopped,
    /// The person canceled, or the app ended before it was sent.
    Canceled,
}

impl StepState {
    /// Whether nothing more will come of it.
    pub fn is_settled(&self) -> bool {
        matches!(self, Self::Applied | Self::Rejected(_) | Self::Skipped(_))
    }

    /// Whether it was sent and nobody can say yet what came of it.
    pub fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown | Self::Promised)
    }

    /// Whether the journal may record `next` after this: it only ever moves forward.
    pub fn may_become(&self, next: &Self) -> bool {
        match self {
            Self::Planned => matches!(next, Self::Intent | Self::Skipped(_)),
            Self::Intent => {
                matches!(next, Self::Applied | Self::Rejected(_) | Self::Unknown | Self::Promised)
            }
            Self::Unknown => matches!(next, Self::Applied | Self::Rejected(_)),
            Self::Promised => matches!(next, Self::Applied),
            _ => false,
        }
    }
}

/// What reading a license back says about an action whose answer is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadBack {
    /// The license is as the action would have made it.
    Applied,
    /// The license is as if nothing had happened.
    NotApplied,
    /// The license is not there any more.
    Gone,
}

/// Whether `action`, planned when the license was as `seen`, shows in the license as it is `now`.
pub fn read_back(action: &Action, seen: &License, now: Option<&License>) -> ReadBack {
    let Some(license) = now else { return ReadBack::Gone };
    let applied = match action {
        Action::Assign { contact, .. } => {
            license.holder().is_some_and(|email| person_key(email) == contact.email.key())
        }
        // Somebody else may have got it in the meantime: what counts is that the person of the plan has it no more.
        Action::Revoke => !license.has_same_holder(seen),
        Action::Transfer { team } => license.team.as_ref().is_some_and(|now| now.id == *team),
    };
    if applied { ReadBack::Applied } else { ReadBack::NotApplied }
}

/// Whether the license is still what the plan saw, as far as the action depends on it.
pub fn is_stale(action: &Action, seen: &License, now: &License) -> bool {
    match action {
        Action::Assign { .. } => false,
        Action::Revoke | Action::Transfer { .. } => !seen.has_same_holder(now),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Assignee, Contact, Email, PersonName, TeamId, sample};

    fn assign(email: &str) -> Action {
        Action::Assign {
            contact: Contact {
                email: Email::parse(email).unwrap(),
                first_name: PersonName::parse("Ann").unwrap(),
                last_name: PersonName::parse("Lee").unwrap(),
            },
            send_email: false,
            include_offline_code: false,
        }
    }

    #[track_caller]
    fn check(action: &Action, now: Option<&License>, expected: ReadBack) {
        assert_eq!(read_back(action, &sample::assigned(), now), expected);
    }

    #[test]
    fn reading_back_settles_what_was_unknown() {
        let held = sample::assigned();
        let free = sample::free();
        check(&assign("ANN@example.com"), Some(&held), ReadBack::Applied);
        check(&assign("bo@example.com"), Some(&held), ReadBack::NotApplied);
        check(&assign("ann@example.com"), Some(&free), ReadBack::NotApplied);
        check(&Action::Revoke, Some(&free), ReadBack::Applied);
        check(&Action::Revoke, Some(&held), ReadBack::NotApplied);
        check(&Action::Transfer { team: TeamId(1) }, Some(&held), ReadBack::Applied);
        check(&Action::Transfer { team: TeamId(2) }, Some(&held), ReadBack::NotApplied);
        check(&Action::Revoke, None, ReadBack::Gone);
        let mut passed_on = sample::assigned();
        passed_on.assignee = Some(Assignee::User { email: "bo@example.com".into(), name: String::new() });
        check(&Action::Revoke, Some(&passed_on), ReadBack::Applied);
    }

    #[test]
    fn a_new_holder_makes_a_revoke_stale() {
        let seen = sample::assigned();
        let mut now = sample::assigned();
        assert!(!is_stale(&Action::Revoke, &seen, &now));
        now.assignee = Some(Assignee::User { email: "bo@example.com".into(), name: String::new() });
        assert!(is_stale(&Action::Revoke, &seen, &now));
    }

    #[test]
    fn steps_only_move_forward() {
        let rejected = || StepState::Rejected(Rejection::NotSent);
        assert!(StepState::Planned.may_become(&StepState::Intent));
        assert!(!StepState::Planned.may_become(&StepState::Applied));
        assert!(StepState::Intent.may_become(&StepState::Unknown));
        assert!(StepState::Unknown.may_become(&rejected()));
        assert!(!StepState::Applied.may_become(&rejected()));
        assert!(!StepState::Unknown.may_become(&StepState::Intent));
        assert!(rejected().is_settled() && !StepState::Unknown.is_settled());
    }

    #[test]
    fn what_the_vendor_said_yes_to_is_never_called_a_no() {
        let promised = StepState::Promised;
        assert!(StepState::Intent.may_become(&promised) && promised.may_become(&StepState::Applied));
        assert!(!promised.may_become(&StepState::Rejected(Rejection::NotApplied)));
        assert!(!promised.may_become(&StepState::Unknown), "which could become a no");
        assert!(promised.is_unknown() && !promised.is_settled());
    }
}
