//! Who holds what, and will when the plan is carried out.

use std::{
    collections::{HashMap, HashSet},
    rc::Rc,
};

use jiff::civil::Date;

use crate::{
    Email, Index, LicenseId, PersonName,
    index::{Seat, Slot},
};

/// Who holds what, by the key of the person. What nobody asks for is not looked up.
pub(super) struct Holdings<'a> {
    index: &'a Index,
    today: Date,
    held: HashMap<String, Rc<[Slot]>>,
    /// Whether everybody was looked up.
    is_complete: bool,
    /// What people get by the plan.
    coming: HashMap<String, Vec<Slot>>,
    /// What is taken from people by the plan.
    leaving: HashSet<Slot>,
}

impl<'a> Holdings<'a> {
    pub fn new(index: &'a Index, today: Date) -> Self {
        Self {
            index,
            today,
            held: HashMap::new(),
            is_complete: false,
            coming: HashMap::new(),
            leaving: HashSet::new(),
        }
    }

    /// Looks everybody up at once, for whoever asks for thousands.
    pub fn read_all(&mut self) {
        let mut held = HashMap::<String, Vec<Slot>>::new();
        for (key, slot) in self.index.seats_by_person() {
            held.entry(key).or_default().push(slot);
        }
        self.held = held.into_iter().map(|(key, slots)| (key, slots.into())).collect();
        self.is_complete = true;
    }

    /// What a person holds now.
    pub fn of(&mut self, key: &str) -> Rc<[Slot]> {
        if let Some(held) = self.held.get(key) {
            return Rc::clone(held);
        }
        if self.is_complete {
            return Rc::default();
        }
        let held: Rc<[Slot]> = self.index.seats_of(key).into();
        self.held.insert(key.to_owned(), Rc::clone(&held));
        held
    }

    pub fn gets(&mut self, key: &str, slot: Slot) {
        self.coming.entry(key.to_owned()).or_default().push(slot);
    }

    pub fn loses(&mut self, slot: Slot) {
        self.leaving.insert(slot);
    }

    /// A license that lets a person use a product after the plan, other than `except`.
    pub fn covering(&mut self, key: &str, product: &str, except: Option<Slot>) -> Option<LicenseId> {
        let held = self.of(key);
        let stays = held.iter().copied().filter(|slot| Some(*slot) != except && !self.leaving.contains(slot));
        stays
            .chain(self.coming.get(key).into_iter().flatten().copied())
            .map(|slot| self.index.at(slot))
            .find(|seat| self.lets_use(*seat, product))
            .map(Seat::id)
    }

    fn lets_use(&self, seat: Seat<'_>, product: &str) -> bool {
        let facts = seat.facts();
        !facts.suspended && !facts.is_expired(self.today) && covers(seat.code(), product)
    }

    /// First and last name of a person: as they were typed here, else as the vendor shows them. Masked names are none.
    pub fn names(&mut self, key: &str) -> Option<(PersonName, PersonName)> {
        let typed = self.index.known_names().get(key).and_then(|name| split_name(name));
        typed.or_else(|| {
            let held = self.of(key);
            held.iter().find_map(|slot| split_name(self.index.at(*slot).holder_name()))
        })
    }
}

/// The license by which a person holds a product now, or a pack that covers it: what keeps a plan from giving them another.
pub fn already_held(index: &Index, email: &Email, product: &str, today: Date) -> Option<LicenseId> {
    Holdings::new(index, today).covering(&email.key(), product, None)
}

/// A name that is written as one text. The first word is the first name as often as anything else could be.
pub(super) fn split_name(name: &str) -> Option<(PersonName, PersonName)> {
    if name.contains('*') {
        return None;
    }
    let (first, last) = name.trim().split_once(char::is_whitespace)?;
    Some((PersonName::parse(first).ok()?, PersonName::parse(last).ok()?))
}

/// Whether a license for one product lets a person use another: the product itself, or an IDE or .NET tool of the All
/// Products Pack. AI, plugins and servers are sold beside the pack. Of what the vendor left out nothing is known.
pub(super) fn covers(held: &str, product: &str) -> bool {
    const IN_ALL_PRODUCTS_PACK: [&str; 16] =
        ["II", "PC", "PY", "WS", "PS", "RM", "CL", "GO", "DB", "RD", "RR", "RS", "RC", "DC", "DM", "DP"];
    let is_same = held == product && !product.is_empty();
    is_same || (held == "ALL" && IN_ALL_PRODUCTS_PACK.contains(&product))
}
