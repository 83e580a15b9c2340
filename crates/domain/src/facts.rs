//! The facts of a license that its state depends on: small, without texts, so that 100,000 can be judged at once.

use jiff::{Timestamp, ToSpan, civil::Date};

use crate::{
    Assignee, AssigneeKind, EXPIRING_WITHIN_DAYS, IDLE_AFTER_DAYS, License, LicenseState, Obstacle,
    REVOCABLE_AFTER_DAYS, ServerKind,
};

/// What the state of a license depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Facts {
    pub kind: AssigneeKind,
    pub suspended: bool,
    pub renews: bool,
    pub offline_code: bool,
    pub has_subscription: bool,
    pub has_perpetual: bool,
    pub available_to_assign: Option<bool>,
    pub valid_until: Option<Date>,
    pub last_seen: Option<Date>,
    pub last_assigned: Option<Timestamp>,
}

/// The days and moments at which states change, counted from a "now".
#[derive(Clone, Copy, Debug)]
pub(crate) struct Horizon {
    pub today: Date,
    idle_since: Date,
    expiring_until: Date,
    locked_since: Timestamp,
}

impl Horizon {
    pub fn new(now: Timestamp, today: Date) -> Self {
        Self {
            today,
            idle_since: today.saturating_sub(IDLE_AFTER_DAYS.days()),
            expiring_until: today.saturating_add(EXPIRING_WITHIN_DAYS.days()),
            locked_since: now.checked_sub((24 * REVOCABLE_AFTER_DAYS).hours()).unwrap_or(Timestamp::MIN),
        }
    }
}

impl Assignee {
    /// Who or what it is.
    pub fn kind(&self) -> AssigneeKind {
        match self {
            Self::User { .. } => AssigneeKind::Person,
            Self::Server { kind: ServerKind::LicenseVault, .. } => AssigneeKind::LicenseVault,
            Self::Server { .. } => AssigneeKind::LicenseServer,
            Self::LicenseKey { .. } => AssigneeKind::LicenseKey,
            Self::Other { .. } => AssigneeKind::Other,
        }
    }
}

impl License {
    pub(crate) fn facts(&self) -> Facts {
        Facts {
            kind: self.assignee.as_ref().map_or(AssigneeKind::Nobody, Assignee::kind),
            suspended: self.suspended,
            renews: self.renews(),
            offline_code: self.usage.offline_code,
            has_subscription: self.subscription.is_some(),
            has_perpetual: self.perpetual.is_some(),
            available_to_assign: self.available_to_assign,
            valid_until: self.valid_until(),
            last_seen: self.usage.last_seen.map(|seen| seen.day),
            last_assigned: self.usage.last_assigned.map(|assigned| assigned.instant),
        }
    }
}

impl Facts {
    /// The one word for it.
    pub fn state(&self, horizon: &Horizon) -> LicenseState {
        if self.suspended {
            return LicenseState::Suspended;
        }
        if self.is_expired(horizon.today) {
            return LicenseState::Expired;
        }
        match self.kind {
            AssigneeKind::LicenseVault => LicenseState::LicenseVault,
            AssigneeKind::LicenseServer => LicenseState::LicenseServer,
            AssigneeKind::LicenseKey => LicenseState::LicenseKey,
            AssigneeKind::Other => LicenseState::Unavailable,
            AssigneeKind::Nobody if self.refuses_assignment(horizon.today).is_some() => {
                LicenseState::Unavailable
            }
            AssigneeKind::Nobody => LicenseState::Free,
            AssigneeKind::Person => self.state_of_holder(horizon),
        }
    }

    fn state_of_holder(&self, horizon: &Horizon) -> LicenseState {
        if !self.renews && self.valid_until.is_some_and(|day| day <= horizon.expiring_until) {
            LicenseState::Expiring
        } else if self.is_locked(horizon) {
            LicenseState::Locked
        } else if self.offline_code {
            LicenseState::Assigned
        } else {
            match self.last_seen {
                None => LicenseState::NeverSeen,
                Some(seen) if seen <= horizon.idle_since => LicenseState::Idle,
                Some(_) => LicenseState::Assigned,
            }
        }
    }

    /// Whether a person holds it and it can't be revoked yet.
    pub fn is_locked(&self, horizon: &Horizon) -> bool {
        self.kind == AssigneeKind::Person && self.last_assigned.is_some_and(|at| at > horizon.locked_since)
    }

    pub fn is_expired(&self, today: Date) -> bool {
        self.valid_until.is_some_and(|day| day < today)
    }

    /// The same after a revocation: the vendor says anew whether it can be assigned.
    pub fn once_free(self) -> Self {
        Self { kind: AssigneeKind::Nobody, available_to_assign: None, ..self }
    }

    /// Why a license that nobody holds and that is not suspended can't be assigned, if it can't.
    pub fn refuses_assignment(&self, today: Date) -> Option<Obstacle> {
        match self.available_to_assign {
            Some(true) => None,
            _ if self.is_expired(today) && !self.has_perpetual => Some(Obstacle::Expired),
            _ if !self.has_subscription && self.has_perpetual => Some(Obstacle::NotPerUser),
            Some(false) => Some(Obstacle::Unavailable),
            None => None,
        }
    }
}
