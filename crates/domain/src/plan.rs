//! A plan: for everything that is wanted what would happen, or why not, before anything is sent.

mod action;
mod demands;
mod due;
mod obstacle;
mod past;
mod rules;
mod workload;

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use jiff::{Timestamp, civil::Date};

use crate::{Access, Capability, Index, License, LicenseId, Product, REVOCABLE_AFTER_DAYS, Team};

pub use action::{Action, Contact, Wish};
pub use demands::plan_demands;
pub use due::{Queued, plan_due, queued_now};
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
    let people = wishes.iter().filter_map(|wish| match &wish.action {
        Action::Assign { contact, .. } => Some(contact.email.as_str()),
        Action::Revoke | Action::Transfer { .. } => None,
    });
    let related = index.related(wishes.iter().map(|wish| &wish.license), people);
    let licenses: Vec<&License> = related.iter().collect();
    let known: HashMap<&LicenseId, &License> =
        licenses.iter().map(|license| (&license.id, *license)).collect();
    let leaving: HashSet<LicenseId> =
        wishes.iter().filter(|wish| wish.action == Action::Revoke).map(|wish| wish.license.clone()).collect();
    let held = Holdings::of(&licenses);
    let mut named = HashSet::new();
    let rows = wishes
        .into_iter()
        .map(|wish| {
            let seen = known.get(&wish.license).copied();
            let verdict = if !named.insert(wish.license.clone()) {
                Err(Obstacle::Duplicate)
            } else if context.unsettled.contains(&wish.license) {
                Err(Obstacle::Unsettled)
            } else {
                context.verdict(&wish.action, seen)
            };
            let warnings = match (seen, &verdict) {
                (Some(license), Ok(())) => context.warnings(&wish.action, license, &held, &leaving),
                _ => Vec::new(),
            };
            PlanRow { line: None, subject: Subject::License(wish), seen: seen.cloned(), verdict, warnings }
        })
        .collect();
    Plan { rows }
}

/// Who holds what, by the key of the person.
struct Holdings<'a>(HashMap<String, Vec<&'a License>>);

impl<'a> Holdings<'a> {
    fn of(licenses: &[&'a License]) -> Self {
        let mut held = HashMap::<String, Vec<&License>>::new();
        for license in licenses {
            if let Some(email) = license.holder().filter(|email| !email.is_empty()) {
                held.entry(crate::person_key(email)).or_default().push(license);
            }
        }
        Self(held)
    }

    fn of_person(&self, key: &str) -> impl Iterator<Item = &'a License> {
        self.0.get(key).into_iter().flatten().copied()
    }
}

impl PlanContext<'_> {
    fn warnings(
        &self,
        action: &Action,
        license: &License,
        held: &Holdings<'_>,
        leaving: &HashSet<LicenseId>,
    ) -> Vec<Warning> {
        match action {
            Action::Assign { .. } => self.warnings_of_assign(license),
            Action::Revoke => self.warnings_of_revoke(license, held, leaving),
            Action::Transfer { .. } if license.holder().is_some() => {
                vec![Warning::MovesWithHolder, Warning::AiFeaturesMayChange]
            }
            Action::Transfer { .. } => Vec::new(),
        }
    }

    fn warnings_of_assign(&self, license: &License) -> Vec<Warning> {
        let mut warnings = Vec::new();
        let standing = license.standing(self.now, self.today);
        if let (Some(day), Some(days)) = (license.valid_until(), standing.expires_in_days)
            && !license.renews()
            && (0..=crate::EXPIRING_WITHIN_DAYS).contains(&days)
        {
            warnings.push(Warning::EndsSoon(day));
        }
        if let Ok(day) = self.today.checked_add(jiff::ToSpan::days(REVOCABLE_AFTER_DAYS)) {
            warnings.push(Warning::NotRevocableBefore(day));
        }
        warnings
    }

    fn warnings_of_revoke(
        &self,
        license: &License,
        held: &Holdings<'_>,
        leaving: &HashSet<LicenseId>,
    ) -> Vec<Warning> {
        let mut warnings = Vec::new();
        let holder = license.holder().map(crate::person_key).unwrap_or_default();
        match self.also_covers(held, &holder, license, leaving) {
            Some(other) => warnings.push(Warning::StillCoveredBy(other.id.clone())),
            None => warnings.push(Warning::LosesProduct),
        }
        if license.usage.offline_code {
            warnings.push(Warning::OfflineCodeKeepsWorking(license.valid_until()));
        }
        warnings
    }

    /// Another license of the same person that covers the same product and is not among those that are `leaving`.
    fn also_covers<'a>(
        &self,
        held: &Holdings<'a>,
        person: &str,
        license: &License,
        leaving: &HashSet<LicenseId>,
    ) -> Option<&'a License> {
        held.of_person(person)
            .filter(|other| other.id != license.id && !leaving.contains(&other.id))
            .filter(|other| !other.suspended && !other.is_expired(self.today))
            .find(|other| covers(&other.product.code, &license.product.code))
    }
}

/// Whether a license for one product lets a person use another: the product itself, or an IDE or .NET tool of the All
/// Products Pack. AI, plugins and servers are sold beside the pack.
fn covers(held: &str, product: &str) -> bool {
    const IN_ALL_PRODUCTS_PACK: [&str; 16] =
        ["II", "PC", "PY", "WS", "PS", "RM", "CL", "GO", "DB", "RD", "RR", "RS", "RC", "DC", "DM", "DP"];
    held == product || (held == "ALL" && IN_ALL_PRODUCTS_PACK.contains(&product))
}
