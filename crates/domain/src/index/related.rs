//! What belongs together: people and what they hold, packs, free seats.

use std::collections::{BTreeMap, HashSet};

use jiff::{Timestamp, civil::Date};

use crate::{
    AssigneeKind, License, LicenseId, LicenseState, Product, SortColumn, Team, TeamId,
    fold::search_words,
    index::{Entry, Index, Slot, row::NONE},
    person_key,
};

/// Free seats of a product in a team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FreeSeat {
    /// The product.
    pub product: Product,
    /// The team.
    pub team: Option<Team>,
    /// How many there are.
    pub count: usize,
    /// The one to take: it renews if any does, and is paid for longest.
    pub best: LicenseId,
}

impl Index {
    /// All licenses that a person holds, whatever the case of the e-mail.
    pub fn held_by(&self, email: &str) -> Vec<License> {
        self.seats_of(&person_key(email)).into_iter().map(|slot| self.contents.license(slot)).collect()
    }

    /// People whose name or e-mail has all the words, by name, each with one of their licenses; `limit` at most.
    pub fn people(&self, search: &str, limit: usize) -> Vec<Entry> {
        let words = search_words(search);
        let mut seen = HashSet::new();
        self.order(SortColumn::Assignee)
            .slots(false)
            .filter(|slot| self.contents.row(*slot).kind == AssigneeKind::Person)
            .filter(|slot| {
                let name_and_email =
                    self.contents.folded(*slot).split_once('\n').map_or("", |(_id, rest)| rest);
                words.iter().all(|word| name_and_email.contains(word.as_str()))
            })
            .filter(|slot| {
                let email = self.contents.texts(*slot).email;
                !email.is_empty() && seen.insert(person_key(email))
            })
            .take(limit)
            .map(|slot| self.contents.entry(slot))
            .collect()
    }

    /// How many licenses renew together under a pack's reference.
    pub fn seats_of_pack(&self, reference: &str) -> usize {
        let pack = self.contents.dictionary.packs.position_of(Some(&reference.to_owned()));
        if pack == NONE {
            return 0;
        }
        self.slots().filter(|slot| self.contents.row(*slot).pack == pack).count()
    }

    /// Products and teams that have a free seat.
    pub fn free_seats(&self, now: Timestamp, today: Date) -> Vec<FreeSeat> {
        let states = self.states(now, today);
        let mut seats = BTreeMap::<(&str, Option<TeamId>), (usize, Slot)>::new();
        for slot in self.slots().filter(|slot| states.get(*slot).state == LicenseState::Free) {
            let row = self.contents.row(slot);
            let code = self.contents.dictionary.products.get(row.product).map_or("", |product| &product.code);
            let team = self.contents.dictionary.teams.get(row.team).map(|team| team.id);
            let (count, best) = seats.entry((code, team)).or_insert((0, slot));
            *count += 1;
            // Strictly better: of equals, the first by id is taken.
            if self.worth(slot) > self.worth(*best) {
                *best = slot;
            }
        }
        seats.into_values().map(|(count, best)| self.free_seat(count, best)).collect()
    }

    pub(crate) fn worth(&self, slot: Slot) -> (bool, Option<Date>) {
        let row = self.contents.row(slot);
        (row.renews(), row.valid_until.day())
    }

    fn free_seat(&self, count: usize, best: Slot) -> FreeSeat {
        let License { id, product, team, .. } = self.contents.license(best);
        FreeSeat { product, team, count, best: id }
    }
}
