use std::{collections::HashMap, sync::Arc};

use super::*;
use crate::{Assignee, Collation, Email, KnownNames, PersonName, Role, Scope, TeamId, sample};

mod demands;
mod due;
mod lists;
mod make_it_so;
mod past;
mod seats;
mod warnings;
mod wishes;
mod workload;

/// A license of team 1 that nobody holds, paid until the end of 2027.
fn free(id: &str, code: &str) -> License {
    let name = match code {
        "II" => "IntelliJ IDEA Ultimate",
        "WS" => "WebStorm",
        "ALL" => "All Products Pack",
        _ => "",
    };
    let mut license = License {
        id: LicenseId(id.into()),
        product: Product { code: code.into(), name: name.into() },
        ..sample::free()
    };
    sample::valid_until(&mut license, "2027-12-31");
    license
}

/// A license that a person has held for long.
fn held(id: &str, code: &str, email: &str) -> License {
    License {
        assignee: Some(Assignee::User { email: email.into(), name: "Ma** D***".into() }),
        usage: sample::assigned().usage,
        available_to_assign: Some(false),
        ..free(id, code)
    }
}

/// The same, changed.
fn but(mut license: License, change: impl FnOnce(&mut License)) -> License {
    change(&mut license);
    license
}

fn in_team(license: License, team: i64) -> License {
    License { team: Some(sample::team(team)), ..license }
}

fn recent(license: License) -> License {
    but(license, |license| license.usage.last_assigned = sample::at("2026-11-14T12:00:00.000+03:00"))
}

fn recently() -> Obstacle {
    Obstacle::RecentlyAssigned { from: "2026-12-14".parse().unwrap() }
}

fn id(text: &str) -> LicenseId {
    LicenseId(text.into())
}

fn index(licenses: impl IntoIterator<Item = License>) -> Index {
    Index::new(licenses, Arc::default(), Collation::default())
}

fn contact(email: &str) -> Contact {
    Contact {
        email: Email::parse(email).unwrap(),
        first_name: PersonName::parse("Ann").unwrap(),
        last_name: PersonName::parse("Lee").unwrap(),
    }
}

fn assign(email: &str) -> Action {
    Action::Assign { contact: contact(email), send_email: true, include_offline_code: false }
}

fn wish(license: &str, action: Action) -> Wish {
    Wish { license: id(license), action }
}

/// What plans are made with in these tests.
struct Making {
    access: Access,
    unsettled: HashSet<LicenseId>,
}

impl Making {
    fn new() -> Self {
        Self { access: sample::access(), unsettled: HashSet::new() }
    }

    fn with_role(role: Role, scope: Scope) -> Self {
        Self { access: Access { scope, role, ..sample::access() }, ..Self::new() }
    }

    fn unsettled(license: &str) -> Self {
        Self { unsettled: HashSet::from([id(license)]), ..Self::new() }
    }

    fn context(&self) -> PlanContext<'_> {
        PlanContext {
            access: &self.access,
            unsettled: &self.unsettled,
            now: sample::now(),
            today: sample::today(),
        }
    }
}

/// A row in a few words: line, license or else person, and what becomes of it.
fn told(row: &PlanRow) -> String {
    let line = row.line.map(|line| format!("{line}: ")).unwrap_or_default();
    let what = match &row.subject {
        Subject::License(wish) => match &wish.action {
            Action::Assign { contact, .. } => format!("{} to {}", wish.license.0, contact.email.as_str()),
            Action::Revoke => format!("revoke {}", wish.license.0),
            Action::Transfer { team } => format!("{} to team {}", wish.license.0, team.0),
        },
        Subject::Person { person, .. } => person.email.clone(),
    };
    match &row.verdict {
        Ok(()) => format!("{line}{what}"),
        Err(obstacle) => format!("{line}{what} - {obstacle:?}"),
    }
}

fn all_told(plan: &Plan) -> Vec<String> {
    plan.rows.iter().map(told).collect()
}

/// Assignments of licenses that the plan itself frees, each with the number of the revocation.
fn needs(plan: &Plan) -> HashMap<usize, usize> {
    let wishes = || plan.rows.iter().enumerate().filter(|(_, row)| row.verdict.is_ok());
    let wish = |row: &PlanRow| row.wish().cloned().unwrap();
    let frees = |number: usize| {
        let (of, _) = wishes().find(|(_, row)| {
            row.capability() == Capability::Revoke && wish(row).license == wish(&plan.rows[number]).license
        })?;
        Some((number, of))
    };
    wishes()
        .filter(|(_, row)| row.capability() == Capability::Assign)
        .filter_map(|(number, _)| frees(number))
        .collect()
}
