//! A plan: for everything that is wanted what would happen, or why not, before anything is sent.

mod action;
mod demands;
mod due;
mod holdings;
mod make_it_so;
mod obstacle;
mod past;
mod planner;
mod rules;
mod seats;
mod warnings;
mod workload;
mod written;

use std::{collections::HashSet, time::Duration};

use jiff::{Timestamp, civil::Date};

use crate::{Access, Capability, Index, License, LicenseId, Mail, Product, Team};

use planner::{Draft, Planner, Wanted, Wanting};

pub use action::{Action, Contact, Wish};
pub use demands::plan_demands;
pub use due::{Queued, plan_due, queued_now};
pub use holdings::already_held;
pub use obstacle::{Obstacle, Warning};
pub use past::{PastStep, repeat, undo};
pub use workload::{TRANSFER_BATCH, Workload};

/// What a row of a plan is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A license.
    License(Wish),
    /// A person for whom it never came to a license: something stands in the way, or nothing has to be done.
    Person {
        /// What was wanted of them.
        capability: Capability,
        /// The person.
        person: PersonSubject,
        /// The product that it was about, where that is known.
        product: Option<Product>,
        /// The team that it was about, where that is known.
        team: Option<Team>,
    },
}

/// A person in a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonSubject {
    /// The e-mail as it was written; empty where nobody says it.
    pub email: String,
    /// First and last name, where somebody says them.
    pub name: Option<String>,
}

/// What a plan says about one thing that is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanRow {
    /// The line of the list that it comes from.
    pub line: Option<u32>,
    /// What it is about.
    pub subject: Subject,
    /// The license as the plan saw it; a later difference makes the row stale.
    pub seen: Option<License>,
    /// `Ok` if it will be carried out.
    pub verdict: Result<(), Obstacle>,
    /// What to know before confirming.
    pub warnings: Vec<Warning>,
}

impl PlanRow {
    /// The wish, of a row about a license.
    pub fn wish(&self) -> Option<&Wish> {
        match &self.subject {
            Subject::License(wish) => Some(wish),
            Subject::Person { .. } => None,
        }
    }

    /// What is wanted.
    pub fn capability(&self) -> Capability {
        match &self.subject {
            Subject::License(wish) => wish.action.capability(),
            Subject::Person { capability, .. } => *capability,
        }
    }
}

/// All that would happen.
///
/// A license is in one row that will be carried out, or in two: a revocation that frees it for an assignment. The second
/// needs the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// In the order in which things were asked for.
    pub rows: Vec<PlanRow>,
}

impl Plan {
    /// Rows that will be carried out.
    pub fn changes(&self) -> impl Iterator<Item = &PlanRow> {
        self.rows.iter().filter(|row| row.verdict.is_ok())
    }

    /// What carrying it out takes.
    pub fn workload(&self) -> Workload {
        Workload::of(self.changes().filter_map(PlanRow::wish))
    }

    /// Calls that change something: one a license, but one a batch for transfers to the same team.
    pub fn calls(&self) -> usize {
        self.workload().calls()
    }

    /// About how long it takes, if each request takes `latency` and so many are under way at the same time.
    pub fn estimate(&self, latency: Duration, in_flight: usize) -> Duration {
        self.workload().duration(latency, in_flight)
    }
}

/// What a plan is made with, beside the licenses.
#[derive(Clone, Copy)]
pub struct PlanContext<'a> {
    /// What the token may do, as far as is known.
    pub access: &'a Access,
    /// Licenses with an earlier change of which nobody knows what became.
    pub unsettled: &'a HashSet<LicenseId>,
    /// The moment.
    pub now: Timestamp,
    /// The calendar day where the reader is.
    pub today: Date,
}

/// Says for every wish what would happen, or why not.
pub fn plan(wishes: Vec<Wish>, index: &Index, context: &PlanContext<'_>) -> Plan {
    let drafts = wishes
        .into_iter()
        .map(|wish| {
            let wanted = match wish.action {
                Action::Assign { contact, send_email, include_offline_code } => Wanted::Give {
                    person: past::person(contact),
                    mail: Mail { send: send_email, include_offline_code },
                    seat: Wanting::This(wish.license),
                },
                Action::Revoke | Action::Transfer { .. } => Wanted::Change(wish),
            };
            Draft { line: None, wanted }
        })
        .collect();
    Planner::new(index, context).plan(drafts)
}

#[cfg(test)]
mod tests;
