//! Licenses for the tests of this crate.

use jiff::{Timestamp, civil::Date};

use crate::{
    Access, Assignee, License, LicenseId, Product, Role, Scope, Subscription, Team, TeamId, Usage, VendorTime,
};

pub(crate) fn now() -> Timestamp {
    "2026-11-23T12:00:00Z".parse().unwrap()
}

pub(crate) fn today() -> Date {
    "2026-11-23".parse().unwrap()
}

/// Wrapped, because that is how licenses hold it.
#[expect(clippy::unnecessary_wraps, reason = "assigned to optional fields")]
pub(crate) fn at(text: &str) -> Option<VendorTime> {
    Some(VendorTime::parse(text).unwrap())
}

pub(crate) fn team(id: i64) -> Team {
    Team { id: TeamId(id), name: format!("Team {id}") }
}

pub(crate) fn valid_until(license: &mut License, text: &str) {
    license.subscription.as_mut().unwrap().valid_until = at(text);
}

pub(crate) fn access() -> Access {
    Access {
        customer_code: Some(1),
        customer_name: "Org".into(),
        scope: Scope::Organization { teams: vec![team(1), team(2)] },
        role: Role::Admin,
    }
}

pub(crate) fn assigned() -> License {
    License {
        id: LicenseId("ABC1234567".into()),
        product: Product { code: "II".into(), name: "IntelliJ IDEA Ultimate".into() },
        team: Some(team(1)),
        assignee: Some(Assignee::User { email: "ann@example.com".into(), name: "Ann Lee".into() }),
        subscription: Some(Subscription {
            valid_until: at("2027-03-12T00:00:00.000+03:00"),
            pack: Some("1215/1JGQR".into()),
            renews_automatically: true,
            outdated: false,
        }),
        perpetual: None,
        domain: None,
        usage: Usage {
            last_seen: at("2026-11-22T08:00:00.000+02:00"),
            last_assigned: at("2026-02-02T08:00:00.000+02:00"),
            offline_code: false,
        },
        transferable: true,
        trial: false,
        available_to_assign: Some(false),
        suspended: false,
    }
}

pub(crate) fn free() -> License {
    License { assignee: None, usage: Usage::default(), available_to_assign: Some(true), ..assigned() }
}
