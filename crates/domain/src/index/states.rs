//! The state of every license at a moment. It is computed once and good until a day ends or a lock opens.

use jiff::{Timestamp, ToSpan, civil::Date};

use crate::{
    LicenseState, REVOCABLE_AFTER_DAYS,
    facts::Horizon,
    index::{Slot, segment::Segment},
};

/// All states, in the order in which they are shown and sorted.
pub(crate) const ALL_STATES: [LicenseState; 12] = [
    LicenseState::Suspended,
    LicenseState::Expired,
    LicenseState::LicenseVault,
    LicenseState::LicenseServer,
    LicenseState::LicenseKey,
    LicenseState::Unavailable,
    LicenseState::Free,
    LicenseState::Expiring,
    LicenseState::Locked,
    LicenseState::NeverSeen,
    LicenseState::Idle,
    LicenseState::Assigned,
];

/// What time makes of a license.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Judged {
    pub state: LicenseState,
    /// Whether a person holds it and it can't be revoked yet; suspended licenses can be locked, too.
    pub is_locked: bool,
}

/// The state of every license, by slot.
#[derive(Debug)]
pub(crate) struct States {
    today: Date,
    from: Timestamp,
    /// The next moment at which one of them changes.
    until: Timestamp,
    judged: Vec<Judged>,
    /// Which states there are at all.
    exist: [bool; ALL_STATES.len()],
}

impl States {
    pub fn at<'a>(
        segments: impl Iterator<Item = &'a Segment>,
        slots: usize,
        now: Timestamp,
        today: Date,
    ) -> Self {
        let horizon = Horizon::new(now, today);
        let nothing = Judged { state: LicenseState::Unavailable, is_locked: false };
        let mut judged = Vec::with_capacity(slots);
        let mut until = Timestamp::MAX;
        let mut exist = [false; ALL_STATES.len()];
        for segment in segments {
            let first = judged.len();
            judged.resize(first + segment.len(), nothing);
            for (place, row) in segment.rows() {
                let facts = row.facts();
                let state = facts.state(&horizon);
                let is_locked = facts.is_locked(&horizon);
                judged[first + place] = Judged { state, is_locked };
                exist[state as usize] = true;
                if is_locked && let Some(opens) = facts.last_assigned.and_then(opening) {
                    until = until.min(opens);
                }
            }
        }
        Self { today, from: now, until, judged, exist }
    }

    /// Whether they are still true then.
    pub fn hold(&self, now: Timestamp, today: Date) -> bool {
        self.today == today && (self.from..self.until).contains(&now)
    }

    /// The next moment at which one of them changes, unless the day ends before.
    pub fn until(&self) -> Timestamp {
        self.until
    }

    /// The states that at least one license has.
    pub fn existing(&self) -> impl Iterator<Item = LicenseState> + '_ {
        ALL_STATES.into_iter().filter(|state| self.exist[*state as usize])
    }

    pub fn get(&self, slot: Slot) -> Judged {
        self.judged[slot as usize]
    }
}

/// When a license that was assigned then can be revoked.
fn opening(assigned: Timestamp) -> Option<Timestamp> {
    assigned.checked_add((24 * REVOCABLE_AFTER_DAYS).hours()).ok()
}
