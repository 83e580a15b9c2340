//! What changed between two looks at the same license.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Assignee, License, person_key};

/// Something that happened to a license.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LicenseEvent {
    /// It is in the list for the first time.
    Appeared,
    /// It is not in the list any more.
    Disappeared,
    /// Somebody holds it now.
    Assigned {
        /// Who: e-mail, server or registration name.
        to: String,
    },
    /// Somebody does not hold it any more.
    Revoked {
        /// Who.
        from: String,
    },
    /// It is in another team.
    Transferred {
        /// The name of the team before; empty if it was in none.
        from: String,
        /// The name of the team now; empty if it is in none.
        to: String,
    },
    /// Its last day changed.
    Renewed {
        /// The last day now.
        until: Date,
    },
    /// The vendor suspended it.
    Suspended,
    /// The vendor took that back.
    Resumed,
}

/// What happened between `before` and `after`. A new holder is a revoke and an assignment, in this order.
pub fn changes_between(before: &License, after: &License) -> Vec<LicenseEvent> {
    let mut events = Vec::new();
    let (old_holder, new_holder) = (holder_label(before), holder_label(after));
    if old_holder.map(person_key) != new_holder.map(person_key) {
        events.extend(old_holder.map(|from| LicenseEvent::Revoked { from: from.to_owned() }));
        events.extend(new_holder.map(|to| LicenseEvent::Assigned { to: to.to_owned() }));
    }
    if team_id(before) != team_id(after) {
        events.push(LicenseEvent::Transferred { from: team_name(before), to: team_name(after) });
    }
    if let Some(until) = after.valid_until()
        && before.valid_until() != Some(until)
    {
        events.push(LicenseEvent::Renewed { until });
    }
    match (before.suspended, after.suspended) {
        (false, true) => events.push(LicenseEvent::Suspended),
        (true, false) => events.push(LicenseEvent::Resumed),
        _ => {}
    }
    events
}

fn holder_label(license: &License) -> Option<&str> {
    license.assignee.as_ref().map(|assignee| match assignee {
        Assignee::User { email, name } => {
            if email.is_empty() {
                name.as_str()
            } else {
                email.as_str()
            }
        }
        Assignee::Server { uid, .. } => uid,
        Assignee::LicenseKey { registration_name } => registration_name,
        Assignee::Other { kind } => kind,
    })
}

fn team_id(license: &License) -> Option<i64> {
    license.team.as_ref().map(|team| team.id.0)
}

fn team_name(license: &License) -> String {
    license.team.as_ref().map(|team| team.name.clone()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[track_caller]
    fn check(change: impl FnOnce(&mut License), expected: &[LicenseEvent]) {
        let before = sample::assigned();
        let mut after = before.clone();
        change(&mut after);
        assert_eq!(changes_between(&before, &after), expected);
    }

    #[test]
    fn every_change_that_matters_is_told() {
        check(|_| {}, &[]);
        check(|license| license.assignee = None, &[LicenseEvent::Revoked { from: "ann@example.com".into() }]);
        check(
            |license| {
                license.assignee = Some(Assignee::User { email: "bo@example.com".into(), name: "Bo".into() });
            },
            &[
                LicenseEvent::Revoked { from: "ann@example.com".into() },
                LicenseEvent::Assigned { to: "bo@example.com".into() },
            ],
        );
        check(
            |license| license.team = Some(sample::team(2)),
            &[LicenseEvent::Transferred { from: "Team 1".into(), to: "Team 2".into() }],
        );
        check(
            |license| sample::valid_until(license, "2028-03-12T00:00:00.000+03:00"),
            &[LicenseEvent::Renewed { until: "2028-03-12".parse().unwrap() }],
        );
        check(|license| license.suspended = true, &[LicenseEvent::Suspended]);
    }

    #[test]
    fn the_case_of_an_e_mail_is_no_change() {
        check(
            |license| {
                license.assignee =
                    Some(Assignee::User { email: "Ann@Example.com".into(), name: "Ann Lee".into() });
            },
            &[],
        );
    }
}
