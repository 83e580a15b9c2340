//! A plan: for every wish what would happen, or why not, before anything is sent.

use std::collections::{HashMap, HashSet};

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    Access, Assignee, Capability, Denial, Email, License, LicenseId, PersonName, REVOCABLE_AFTER_DAYS, Team,
    TeamId,
};

/// How many licenses one transfer call carries. How many the vendor takes is not documented.
pub const TRANSFER_BATCH: usize = 50;

/// Who is to get a license.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// The key of the person.
    pub email: Email,
    /// First name.
    pub first_name: PersonName,
    /// Last name.
    pub last_name: PersonName,
}

/// What is to be done to one license.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Action {
    /// Give it to a person.
    Assign {
        /// To whom.
        contact: Contact,
        /// Whether the vendor sends them a mail.
        send_email: bool,
        /// Whether that mail has an offline activation code, for people without a vendor account.
        include_offline_code: bool,
    },
    /// Take it from the person who holds it.
    Revoke,
    /// Move it, and whoever holds it, to another team.
    Transfer {
        /// The team that it goes to.
        team: TeamId,
    },
}

impl Action {
    /// The right that it needs.
    pub fn capability(&self) -> Capability {
        match self {
            Self::Assign { .. } => Capability::Assign,
            Self::Revoke => Capability::Revoke,
            Self::Transfer { .. } => Capability::Transfer,
        }
    }
}

/// An action on a license.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// Which license.
    pub license: LicenseId,
    /// What to do to it.
    pub action: Action,
}

/// Why a wish can't or need not be carried out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Obstacle {
    /// The license is not in the list any more.
    NotFound,
    /// The same license was named before in the same plan.
    Duplicate,
    /// What became of an earlier change to it is not known yet.
    Unsettled,
    /// The token may not do it.
    Denied(Denial),
    /// Nobody holds it.
    NotAssigned,
    /// Somebody holds it already.
    AlreadyAssigned,
    /// Its paid period is over and no fallback was earned.
    Expired,
    /// It can't be given to a person.
    NotPerUser,
    /// The vendor suspended it.
    Suspended,
    /// A License Vault or license server hands it out.
    HeldByServer,
    /// It was turned into a license key.
    HeldByKey,
    /// The vendor says that it can't be assigned, not why.
    Unavailable,
    /// Assigned less than 30 days ago.
    RecentlyAssigned {
        /// The first day on which it can be revoked.
        from: Date,
    },
    /// The vendor does not let it move.
    NotTransferable,
    /// It is in that team already: nothing to do.
    AlreadyInTeam,
    /// The target team is not one of the organization's.
    UnknownTeam,
    /// The person holds the product, or a pack that covers it, by this license.
    AlreadyHolds(LicenseId),
    /// No license for the product is free, or those that are go to people further up in the list.
    NoFreeLicense,
    /// There is no such product among the licenses, or more than one: as it is written.
    UnknownProduct(String),
    /// The person holds nothing that could be taken or moved.
    HoldsNothing,
    /// It would be an assignment, and nobody says the person's name.
    NameMissing,
    /// It is as it should be.
    AlreadySo,
}

/// Something to know before confirming; it does not stand in the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Warning {
    /// The holder can't use the product until they get another license.
    LosesProduct,
    /// The holder has another license that covers the product.
    StillCoveredBy(LicenseId),
    /// The offline code that was generated keeps working until this day.
    OfflineCodeKeepsWorking(Option<Date>),
    /// The new assignment can't be revoked through the API before this day.
    NotRevocableBefore(Date),
    /// The list does not say the person's name: it is made of the e-mail.
    NameFromEmail,
    /// The license ends soon and does not renew.
    EndsSoon(Date),
    /// The person who holds it moves with it.
    MovesWithHolder,
    /// Which AI features the holder has can depend on the team.
    AiFeaturesMayChange,
}

/// What a plan says about one wish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanRow {
    /// The wish.
    pub wish: Wish,
    /// The license as the plan saw it; a later difference makes the row stale.
    pub seen: Option<License>,
    /// `Ok` if it will be carried out.
    pub verdict: Result<(), Obstacle>,
    /// What to know before confirming.
    pub warnings: Vec<Warning>,
}

/// All that would happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// One row a wish, in their order.
    pub rows: Vec<PlanRow>,
}

impl Plan {
    /// Rows that will be carried out.
    pub fn changes(&self) -> impl Iterator<Item = &PlanRow> {
        self.rows.iter().filter(|row| row.verdict.is_ok())
    }

    /// Calls that change something: one a license, but one a batch for transfers to the same team.
    pub fn calls(&self) -> usize {
        let mut calls = 0;
        let mut transfers = HashMap::<TeamId, usize>::new();
        for row in self.changes() {
            match row.wish.action {
                Action::Transfer { team } => *transfers.entry(team).or_default() += 1,
                _ => calls += 1,
            }
        }
        calls + transfers.values().map(|count| count.div_ceil(TRANSFER_BATCH)).sum::<usize>()
    }
}

/// What a plan is made against.
pub struct PlanContext<'a> {
    /// What the token may do, as far as is known.
    pub access: &'a Access,
    /// All licenses that are known, to tell what a person also holds.
    pub licenses: &'a [&'a License],
    /// Licenses with an earlier change of which nobody knows what became.
    pub unsettled: &'a HashSet<LicenseId>,
    /// The moment.
    pub now: Timestamp,
    /// The calendar day where the reader is.
    pub today: Date,
}

/// Says for every wish what would happen, or why not.
pub fn plan(wishes: Vec<Wish>, context: &PlanContext<'_>) -> Plan {
    let known: HashMap<&LicenseId, &License> =
        context.licenses.iter().map(|license| (&license.id, *license)).collect();
    let leaving: HashSet<LicenseId> =
        wishes.iter().filter(|wish| wish.action == Action::Revoke).map(|wish| wish.license.clone()).collect();
    let held = Holdings::of(context.licenses);
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
            PlanRow { wish, seen: seen.cloned(), verdict, warnings }
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
    /// Whether the rules known here let `action` happen to a license in the state `seen`.
    pub fn verdict(&self, action: &Action, seen: Option<&License>) -> Result<(), Obstacle> {
        let license = seen.ok_or(Obstacle::NotFound)?;
        let team = license.team.as_ref().map(|team| team.id);
        self.access.allows(action.capability(), team).map_err(Obstacle::Denied)?;
        match action {
            Action::Assign { .. } => self.may_assign(license),
            Action::Revoke => self.may_revoke(license),
            Action::Transfer { team } => self.may_transfer(license, *team),
        }
    }

    /// Whether the rules known here let something of this kind happen to a license at all, whoever gets it and wherever
    /// it goes.
    pub fn possible(&self, capability: Capability, license: &License) -> Result<(), Obstacle> {
        let team = license.team.as_ref().map(|team| team.id);
        self.access.allows(capability, team).map_err(Obstacle::Denied)?;
        match capability {
            Capability::Assign => self.may_assign(license),
            Capability::Revoke => self.may_revoke(license),
            Capability::Transfer if license.transferable => Ok(()),
            Capability::Transfer => Err(Obstacle::NotTransferable),
        }
    }

    fn may_assign(&self, license: &License) -> Result<(), Obstacle> {
        match &license.assignee {
            Some(Assignee::User { .. }) => return Err(Obstacle::AlreadyAssigned),
            Some(Assignee::Server { .. }) => return Err(Obstacle::HeldByServer),
            Some(Assignee::LicenseKey { .. }) => return Err(Obstacle::HeldByKey),
            Some(Assignee::Other { .. }) => return Err(Obstacle::Unavailable),
            None => {}
        }
        if license.suspended {
            return Err(Obstacle::Suspended);
        }
        license.facts().refuses_assignment(self.today).map_or(Ok(()), Err)
    }

    fn may_revoke(&self, license: &License) -> Result<(), Obstacle> {
        match &license.assignee {
            None => return Err(Obstacle::NotAssigned),
            Some(Assignee::Server { .. }) => return Err(Obstacle::HeldByServer),
            Some(Assignee::LicenseKey { .. }) => return Err(Obstacle::HeldByKey),
            Some(Assignee::Other { .. }) => return Err(Obstacle::NotPerUser),
            Some(Assignee::User { .. }) => {}
        }
        match license.standing(self.now, self.today).locked_until {
            Some(from) => Err(Obstacle::RecentlyAssigned { from }),
            None => Ok(()),
        }
    }

    fn may_transfer(&self, license: &License, target: TeamId) -> Result<(), Obstacle> {
        if license.team.as_ref().is_some_and(|team| team.id == target) {
            return Err(Obstacle::AlreadyInTeam);
        }
        if !self.access.teams().iter().any(|team: &Team| team.id == target) {
            return Err(Obstacle::UnknownTeam);
        }
        if license.transferable { Ok(()) } else { Err(Obstacle::NotTransferable) }
    }

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

#[cfg(test)]
mod tests;
