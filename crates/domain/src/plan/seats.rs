//! Free seats, each given once, the best first.

use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
};

use crate::{
    Capability, Index, LicenseState, PlanContext, TeamId,
    facts::Horizon,
    index::{Seat, Slot},
};

/// Seats that can be given.
pub(super) struct Seats<'a> {
    /// By product, and there by team and of all teams, the best one last.
    by_product: HashMap<&'a str, HashMap<Option<TeamId>, Vec<Slot>>>,
    taken: HashSet<Slot>,
}

impl<'a> Seats<'a> {
    /// Seats that are free, then those that the plan takes from somebody (`freed`), then those that somebody asks for by
    /// their id (`named`): who does not care which seat it is leaves these to whoever does.
    pub fn new(index: &'a Index, context: &PlanContext<'_>, freed: Vec<Slot>, named: &HashSet<Slot>) -> Self {
        let horizon = Horizon::new(context.now, context.today);
        let is_free_then =
            |slot: &Slot| index.at(*slot).facts().once_free().state(&horizon) == LicenseState::Free;
        let may_be_given = |seat: &Seat<'_>| {
            context.access.allows(Capability::Assign, seat.team()).is_ok()
                && (context.unsettled.is_empty() || !context.unsettled.contains(&seat.id()))
        };
        let free = index.free(context.now, context.today).into_iter().map(|slot| (false, slot));
        let freed = freed.into_iter().filter(is_free_then).map(|slot| (true, slot));
        let mut seats: Vec<(bool, Seat<'a>)> = free
            .chain(freed)
            .map(|(is_freed, slot)| (is_freed, index.at(slot)))
            .filter(|(_, seat)| may_be_given(seat))
            .collect();
        // Stable: of equals, the first by id is taken.
        seats.sort_by_cached_key(|(is_freed, seat)| {
            (named.contains(&seat.slot), *is_freed, Reverse(seat.worth()))
        });
        let mut by_product = HashMap::<_, HashMap<_, Vec<Slot>>>::new();
        for (_, seat) in seats.into_iter().rev() {
            let by_team = by_product.entry(seat.code()).or_default();
            by_team.entry(None).or_default().push(seat.slot);
            if let Some(team) = seat.team() {
                by_team.entry(Some(team)).or_default().push(seat.slot);
            }
        }
        Self { by_product, taken: HashSet::new() }
    }

    /// Takes the best seat of a product that is left, of one team or of any.
    pub fn take(&mut self, product: &str, team: Option<TeamId>) -> Option<Slot> {
        let seats = self.by_product.get_mut(product)?.get_mut(&team)?;
        while let Some(slot) = seats.pop() {
            if self.taken.insert(slot) {
                return Some(slot);
            }
        }
        None
    }

    /// This one is given to somebody who asked for it by its id.
    pub fn leave_out(&mut self, slot: Slot) {
        self.taken.insert(slot);
    }
}
