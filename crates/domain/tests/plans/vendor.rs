//! The vendor's service in a few lines: what it refuses, and what a license is like afterwards. It knows nothing of the
//! rules as plans know them.

use std::collections::BTreeMap;

use domain::{Action, Assignee, License, LicenseId, TeamId, VendorTime, Wish, person_key};
use jiff::{Timestamp, ToSpan, civil::Date, tz::Offset};

/// Why the service refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    NotFound,
    Allocated,
    NotAvailable,
    Suspended,
    NotAssigned,
    RecentlyAssigned,
    TeamNotFound,
    /// Transfers leave licenses out without a word.
    LeftOut,
}

#[derive(Clone, Debug)]
pub struct Vendor {
    pub licenses: BTreeMap<LicenseId, License>,
    pub teams: Vec<TeamId>,
    pub now: Timestamp,
}

/// Who holds a license and where it is: what changes can change.
pub type Place = (Option<String>, Option<TeamId>);

impl Vendor {
    pub fn today(&self) -> Date {
        Offset::UTC.to_datetime(self.now).date()
    }

    /// What the service would answer.
    pub fn carry_out(&mut self, wish: &Wish) -> Result<(), Refusal> {
        let (now, today) = (self.now, self.today());
        let license = self.licenses.get_mut(&wish.license).ok_or(Refusal::NotFound)?;
        match &wish.action {
            Action::Assign { contact, .. } => {
                may_assign(license, today)?;
                let name = format!("{} {}", contact.first_name.as_str(), contact.last_name.as_str());
                let email = contact.email.as_str().to_owned();
                license.assignee = Some(Assignee::User { email, name });
                license.usage.last_assigned = Some(VendorTime { instant: now, day: today });
                license.available_to_assign = Some(false);
            }
            Action::Revoke => {
                may_revoke(license, now)?;
                license.assignee = None;
                license.available_to_assign = Some(is_available(license, today));
            }
            Action::Transfer { team } => {
                if !self.teams.contains(team) {
                    return Err(Refusal::TeamNotFound);
                }
                let place = license.team.as_mut().ok_or(Refusal::LeftOut)?;
                if !license.transferable || place.id == *team {
                    return Err(Refusal::LeftOut);
                }
                place.id = *team;
                place.name = format!("Team {}", team.0);
            }
        }
        Ok(())
    }

    /// Lets time pass.
    pub fn wait(&mut self, days: i64) {
        self.now = self.now.checked_add((24 * days).hours()).unwrap();
        let today = self.today();
        for license in self.licenses.values_mut() {
            license.available_to_assign = Some(license.assignee.is_none() && is_available(license, today));
        }
    }

    pub fn places(&self) -> BTreeMap<LicenseId, Place> {
        self.licenses.iter().map(|(id, license)| (id.clone(), place(license))).collect()
    }
}

pub fn place(license: &License) -> Place {
    let holder = license.assignee.as_ref().map(|assignee| match assignee {
        Assignee::User { email, .. } => person_key(email),
        other => format!("{other:?}"),
    });
    (holder, license.team.as_ref().map(|team| team.id))
}

fn may_assign(license: &License, today: Date) -> Result<(), Refusal> {
    if license.assignee.is_some() {
        return Err(Refusal::Allocated);
    }
    if license.suspended {
        return Err(Refusal::Suspended);
    }
    if is_available(license, today) { Ok(()) } else { Err(Refusal::NotAvailable) }
}

/// Neither expired without a fallback nor paid for once.
pub fn is_available(license: &License, today: Date) -> bool {
    match &license.subscription {
        Some(paid) => license.perpetual.is_some() || paid.valid_until.is_none_or(|until| until.day >= today),
        None => license.perpetual.is_none(),
    }
}

fn may_revoke(license: &License, now: Timestamp) -> Result<(), Refusal> {
    if !matches!(license.assignee, Some(Assignee::User { .. })) {
        return Err(Refusal::NotAssigned);
    }
    let month = 30 * 24;
    let is_recent =
        |assigned: VendorTime| assigned.instant.checked_add(month.hours()).is_ok_and(|opens| opens > now);
    if license.usage.last_assigned.is_some_and(is_recent) { Err(Refusal::RecentlyAssigned) } else { Ok(()) }
}
