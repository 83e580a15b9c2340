//! Licenses as a plan needs them: without making each of 100,000 to look at one of its facts.

use std::{cmp::Ordering, collections::HashMap};

use jiff::{Timestamp, civil::Date};

use crate::{
    AssigneeKind, License, LicenseId, LicenseState, Product, SortColumn, Team, TeamId,
    facts::Facts,
    index::{Index, Slot, contents::join, order::address_key},
    person_key,
};

/// A license in the index.
#[derive(Clone, Copy)]
pub(crate) struct Seat<'a> {
    index: &'a Index,
    pub slot: Slot,
}

impl<'a> Seat<'a> {
    pub fn id(self) -> LicenseId {
        self.index.id(self.slot)
    }

    pub fn code(self) -> &'a str {
        let product = self.index.contents.row(self.slot).product;
        self.index.contents.dictionary.products.get(product).map_or("", |product| &product.code)
    }

    pub fn team(self) -> Option<TeamId> {
        let team = self.index.contents.row(self.slot).team;
        self.index.contents.dictionary.teams.get(team).map(|team| team.id)
    }

    pub fn facts(self) -> Facts {
        self.index.contents.row(self.slot).facts()
    }

    /// The e-mail of the person who holds it; empty for others.
    pub fn email(self) -> &'a str {
        self.index.contents.texts(self.slot).email
    }

    /// The name of the person who holds it as the vendor writes it, perhaps masked.
    pub fn holder_name(self) -> &'a str {
        self.index.contents.texts(self.slot).name
    }

    pub fn license(self) -> License {
        self.index.contents.license(self.slot)
    }

    /// What makes one seat better than another: it renews, and is paid for longer.
    pub fn worth(self) -> (bool, Option<Date>) {
        self.index.worth(self.slot)
    }
}

impl Index {
    /// The license with an id.
    pub(crate) fn seat(&self, id: &LicenseId) -> Option<Seat<'_>> {
        self.slot(id).map(|slot| self.at(slot))
    }

    pub(crate) fn at(&self, slot: Slot) -> Seat<'_> {
        Seat { index: self, slot }
    }

    /// Where each license is, for whoever looks up thousands.
    pub(crate) fn slots_by_id(&self) -> HashMap<&str, Slot> {
        let slots = self.contents.segments.iter().enumerate().flat_map(|(number, segment)| {
            segment.rows().map(move |(place, _)| (segment.texts(place).id, join(number, place)))
        });
        slots.collect()
    }

    /// What a person holds, by the key of the person.
    pub(crate) fn seats_of(&self, key: &str) -> Vec<Slot> {
        let Some(address) = address_key(key) else { return Vec::new() };
        let email_of = |slot: Slot| self.contents.texts(slot).email;
        self.order(SortColumn::Email)
            .range(|slot| compare(email_of(slot), &address))
            .filter(|slot| person_key(email_of(*slot)) == key)
            .collect()
    }

    /// What everybody holds, with the keys of the persons: what [`Index::seats_of`] finds for each of them.
    pub(crate) fn seats_by_person(&self) -> impl Iterator<Item = (String, Slot)> {
        let order = std::sync::Arc::clone(self.order(SortColumn::Email));
        let slots: Vec<Slot> = order.slots(false).collect();
        let keyed = |slot: Slot| (person_key(self.contents.texts(slot).email), slot);
        slots.into_iter().map(keyed).filter(|(key, _)| !key.is_empty())
    }

    /// What people hold whose e-mail is known, by e-mail.
    pub(crate) fn held_seats(&self) -> impl Iterator<Item = Seat<'_>> {
        let order = std::sync::Arc::clone(self.order(SortColumn::Email));
        let slots: Vec<Slot> = order.slots(false).collect();
        let is_held = |slot: &Slot| {
            self.contents.row(*slot).kind == AssigneeKind::Person
                && !self.contents.texts(*slot).email.is_empty()
        };
        slots.into_iter().filter(is_held).map(|slot| self.at(slot))
    }

    /// What nobody holds and the vendor would assign, by id.
    pub(crate) fn free(&self, now: Timestamp, today: Date) -> Vec<Slot> {
        let states = self.states(now, today);
        self.slots().filter(|slot| states.get(*slot).state == LicenseState::Free).collect()
    }

    /// The products that at least one license is for.
    pub(crate) fn products(&self) -> impl Iterator<Item = &Product> {
        let all = self.contents.dictionary.products.all();
        self.existing().products().map(move |position| &all[position])
    }

    /// The teams that at least one license is in.
    pub(crate) fn teams(&self) -> impl Iterator<Item = &Team> {
        let all = self.contents.dictionary.teams.all();
        self.existing().teams().map(move |position| &all[position])
    }
}

/// Compares an e-mail with the key of an address, in the order of their keys. Nearly all are ASCII, for which no key has to
/// be made.
fn compare(email: &str, key: &[u8]) -> Ordering {
    let email = email.trim();
    if email.is_ascii() {
        email.bytes().map(|byte| byte.to_ascii_lowercase()).cmp(key.iter().copied())
    } else {
        address_key(email).as_deref().cmp(&Some(key))
    }
}
