//! Puts together what is wanted: which license, whether it may be, and what to know before.

use std::collections::{HashMap, HashSet};

use crate::{
    Action, Capability, Contact, DemandedPerson, Index, License, LicenseId, Mail, Obstacle, PersonSubject,
    Plan, PlanContext, PlanRow, Product, Subject, Team, Warning, Wish,
    index::{Seat, Slot},
    plan::{holdings::Holdings, seats::Seats},
};

/// A row before it is known what becomes of it.
pub(super) struct Draft {
    pub line: Option<u32>,
    pub wanted: Wanted,
}

/// What a row wants.
pub(super) enum Wanted {
    /// Something for which no seat has to be found: a revocation or a transfer.
    Change(Wish),
    /// A license for a person.
    Give { person: DemandedPerson, mail: Mail, seat: Wanting },
    /// It is known already that nothing comes of it.
    Nothing { subject: Subject, seen: Option<Box<License>>, obstacle: Obstacle },
}

/// Which seat a person is to get.
#[derive(Clone)]
pub(super) enum Wanting {
    /// This license.
    This(LicenseId),
    /// Any of a product, of one team or of all.
    Any { product: Product, team: Option<Team> },
    /// This license, or else any that is like it.
    Like { license: LicenseId, product: Product, team: Option<Team> },
}

/// What a plan does to a license.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Claim {
    /// A revocation that can be carried out: whoever comes next can get it.
    Frees,
    /// A row that stands in the way of all others.
    Taken,
    /// A row of which nothing comes.
    Nothing,
}

/// So many rows are worth tables of all licenses and people: a search for each costs more.
const MANY: usize = 1_000;

pub(super) struct Planner<'a> {
    pub index: &'a Index,
    /// Where each license is; none for a plan of few rows.
    by_id: Option<HashMap<&'a str, Slot>>,
    pub context: &'a PlanContext<'a>,
    pub holdings: Holdings<'a>,
    claims: HashMap<LicenseId, Claim>,
    /// Who wants which product.
    wanted: HashSet<(String, String)>,
    freed: Vec<Slot>,
}

impl<'a> Planner<'a> {
    pub fn new(index: &'a Index, context: &'a PlanContext<'a>) -> Self {
        Self {
            index,
            by_id: None,
            context,
            holdings: Holdings::new(index, context.today),
            claims: HashMap::new(),
            wanted: HashSet::new(),
            freed: Vec::new(),
        }
    }

    /// Makes what a plan of so many rows looks things up in.
    pub fn prepare_for(&mut self, rows: usize) {
        if rows >= MANY && self.by_id.is_none() {
            self.by_id = Some(self.index.slots_by_id());
            self.holdings.read_all();
        }
    }

    /// First what is taken from people, because that can be given to others; then what is given, in the order in which it
    /// was asked for; at last what to know, which depends on all of that.
    pub fn plan(mut self, drafts: Vec<Draft>) -> Plan {
        self.prepare_for(drafts.len());
        let named = self.named(&drafts);
        let mut rows: Vec<Option<PlanRow>> = Vec::with_capacity(drafts.len());
        let mut gifts = Vec::new();
        for (position, Draft { line, wanted }) in drafts.into_iter().enumerate() {
            rows.push(match wanted {
                Wanted::Change(wish) => Some(self.change(line, wish)),
                Wanted::Nothing { subject, seen, obstacle } => {
                    let seen = seen.map(|license| *license);
                    Some(PlanRow { line, subject, seen, verdict: Err(obstacle), warnings: Vec::new() })
                }
                Wanted::Give { person, mail, seat } => {
                    gifts.push((position, line, person, mail, seat));
                    None
                }
            });
        }
        if !gifts.is_empty() {
            let freed = std::mem::take(&mut self.freed);
            let mut seats = Seats::new(self.index, self.context, freed, &named);
            for (position, line, person, mail, seat) in gifts {
                rows[position] = Some(self.give(&mut seats, line, &person, mail, seat));
            }
        }
        let mut rows: Vec<PlanRow> = rows.into_iter().flatten().collect();
        for row in &mut rows {
            self.warn(row);
        }
        Plan { rows }
    }

    /// The license with an id.
    pub(super) fn seat(&self, id: &LicenseId) -> Option<Seat<'a>> {
        match &self.by_id {
            Some(by_id) => by_id.get(id.0.as_str()).map(|slot| self.index.at(*slot)),
            None => self.index.seat(id),
        }
    }

    /// The licenses that people are to get by their id.
    fn named(&self, drafts: &[Draft]) -> HashSet<Slot> {
        let id = |draft: &Draft| match &draft.wanted {
            Wanted::Give { seat: Wanting::This(license) | Wanting::Like { license, .. }, .. } => {
                self.seat(license).map(|seat| seat.slot)
            }
            _ => None,
        };
        drafts.iter().filter_map(id).collect()
    }

    fn change(&mut self, line: Option<u32>, wish: Wish) -> PlanRow {
        let seat = self.seat(&wish.license);
        let seen = seat.map(Seat::license);
        let verdict = if self.claims.contains_key(&wish.license) {
            Err(Obstacle::Duplicate)
        } else if self.context.unsettled.contains(&wish.license) {
            Err(Obstacle::Unsettled)
        } else {
            self.context.verdict(&wish.action, seen.as_ref())
        };
        let claim = match (&verdict, &wish.action) {
            (Ok(()), Action::Revoke) => Claim::Frees,
            (Ok(()), _) => Claim::Taken,
            (Err(_), _) => Claim::Nothing,
        };
        if let (Claim::Frees, Some(seat)) = (claim, seat) {
            self.holdings.loses(seat.slot);
            self.freed.push(seat.slot);
        }
        self.claims.entry(wish.license.clone()).or_insert(claim);
        PlanRow { line, subject: Subject::License(wish), seen, verdict, warnings: Vec::new() }
    }

    fn give(
        &mut self,
        seats: &mut Seats<'_>,
        line: Option<u32>,
        person: &DemandedPerson,
        mail: Mail,
        seat: Wanting,
    ) -> PlanRow {
        let person = self.named_person(person);
        let (product, team) = match self.still_possible(seat) {
            Wanting::This(license) => return self.give_this(seats, line, &person, mail, license),
            Wanting::Any { product, team } | Wanting::Like { product, team, .. } => (product, team),
        };
        match self.find(seats, &person, &product, team.as_ref()) {
            Ok((seat, contact)) => {
                self.claims.insert(seat.id(), Claim::Taken);
                self.holdings.gets(&person.email.key(), seat.slot);
                let wish = Wish { license: seat.id(), action: assign(contact, mail) };
                self.given(line, wish, seat.license(), Ok(()), person.is_guessed)
            }
            Err(obstacle) => without_license(line, &person, Some(product), team, None, Err(obstacle)),
        }
    }

    /// A license that was meant, if it can still be had, else any that is like it.
    fn still_possible(&self, seat: Wanting) -> Wanting {
        match seat {
            Wanting::Like { license, product, team } => {
                let seen = self.seat(&license).map(Seat::license);
                if self.may_give(&license, seen.as_ref()).is_ok() {
                    Wanting::This(license)
                } else {
                    Wanting::Any { product, team }
                }
            }
            other => other,
        }
    }

    /// Finds a seat for a person who lacks the product.
    fn find(
        &mut self,
        seats: &mut Seats<'_>,
        person: &DemandedPerson,
        product: &Product,
        team: Option<&Team>,
    ) -> Result<(Seat<'a>, Contact), Obstacle> {
        let team = team.map(|team| team.id);
        self.context.access.allows(Capability::Assign, team).map_err(Obstacle::Denied)?;
        let key = person.email.key();
        let is_first = self.wanted.insert((key.clone(), product.code.clone()));
        if !is_first {
            return Err(Obstacle::Duplicate);
        }
        if let Some(license) = self.holdings.covering(&key, &product.code, None) {
            return Err(Obstacle::AlreadyHolds(license));
        }
        let contact = contact(person).ok_or(Obstacle::NameMissing)?;
        let slot = seats.take(&product.code, team).ok_or(Obstacle::NoFreeLicense)?;
        Ok((self.index.at(slot), contact))
    }

    fn give_this(
        &mut self,
        seats: &mut Seats<'_>,
        line: Option<u32>,
        person: &DemandedPerson,
        mail: Mail,
        license: LicenseId,
    ) -> PlanRow {
        let seat = self.seat(&license);
        let seen = seat.map(Seat::license);
        let verdict = self.may_get(person, &license, seen.as_ref());
        if let (Ok(()), Some(seat)) = (&verdict, seat) {
            let key = person.email.key();
            self.wanted.insert((key.clone(), seat.code().to_owned()));
            self.claims.insert(license.clone(), Claim::Taken);
            self.holdings.gets(&key, seat.slot);
            seats.leave_out(seat.slot);
        }
        match (contact(person), seen) {
            (Some(contact), Some(seen)) => {
                let wish = Wish { license, action: assign(contact, mail) };
                self.given(line, wish, seen, verdict, person.is_guessed)
            }
            (Some(contact), None) => {
                let subject = Subject::License(Wish { license, action: assign(contact, mail) });
                PlanRow { line, subject, seen: None, verdict, warnings: Vec::new() }
            }
            (None, seen) => {
                let product = seen.as_ref().map(|license| license.product.clone());
                let team = seen.as_ref().and_then(|license| license.team.clone());
                without_license(line, person, product, team, seen, verdict)
            }
        }
    }

    /// Whether a person may get this license.
    fn may_get(
        &mut self,
        person: &DemandedPerson,
        license: &LicenseId,
        seen: Option<&License>,
    ) -> Result<(), Obstacle> {
        let key = person.email.key();
        let is_theirs = |seen: &License| seen.holder().is_some_and(|email| crate::person_key(email) == key);
        let frees = self.claims.get(license) == Some(&Claim::Frees);
        if !frees && seen.is_some_and(is_theirs) {
            return Err(Obstacle::AlreadyHolds(license.clone()));
        }
        self.may_give(license, seen)?;
        let product = seen.map_or("", |license| &license.product.code);
        if self.wanted.contains(&(key.clone(), product.to_owned())) {
            return Err(Obstacle::Duplicate);
        }
        if let Some(other) = self.holdings.covering(&key, product, None) {
            return Err(Obstacle::AlreadyHolds(other));
        }
        if person.names.is_none() { Err(Obstacle::NameMissing) } else { Ok(()) }
    }

    /// Whether a license may be given to anybody: it is free, or the plan frees it.
    fn may_give(&self, license: &LicenseId, seen: Option<&License>) -> Result<(), Obstacle> {
        match self.claims.get(license) {
            Some(Claim::Taken) => return Err(Obstacle::Duplicate),
            Some(Claim::Frees) => return self.context.may_assign_once_free(seen),
            Some(Claim::Nothing) | None => {}
        }
        if self.context.unsettled.contains(license) {
            return Err(Obstacle::Unsettled);
        }
        self.context.possible(Capability::Assign, seen.ok_or(Obstacle::NotFound)?)
    }

    fn given(
        &self,
        line: Option<u32>,
        wish: Wish,
        seen: License,
        verdict: Result<(), Obstacle>,
        is_guessed: bool,
    ) -> PlanRow {
        let mut warnings = Vec::new();
        if verdict.is_ok() {
            warnings.extend(is_guessed.then_some(Warning::NameFromEmail));
            warnings.extend(self.context.warnings_of_assign(&seen));
        }
        PlanRow { line, subject: Subject::License(wish), seen: Some(seen), verdict, warnings }
    }

    /// A name that was typed here, or that the vendor shows, is better than one that is made of the e-mail.
    fn named_person(&mut self, person: &DemandedPerson) -> DemandedPerson {
        let mut person = person.clone();
        if (person.names.is_none() || person.is_guessed)
            && let Some(names) = self.holdings.names(&person.email.key())
        {
            person.names = Some(names);
            person.is_guessed = false;
        }
        person
    }
}

/// A row about a person who gets no license.
fn without_license(
    line: Option<u32>,
    person: &DemandedPerson,
    product: Option<Product>,
    team: Option<Team>,
    seen: Option<License>,
    verdict: Result<(), Obstacle>,
) -> PlanRow {
    let subject = Subject::Person { capability: Capability::Assign, person: subject(person), product, team };
    PlanRow { line, subject, seen, verdict, warnings: Vec::new() }
}

pub(super) fn subject(person: &DemandedPerson) -> PersonSubject {
    let name = person.names.as_ref().map(|(first, last)| format!("{} {}", first.as_str(), last.as_str()));
    PersonSubject { email: person.email.as_str().to_owned(), name }
}

fn contact(person: &DemandedPerson) -> Option<Contact> {
    let (first_name, last_name) = person.names.clone()?;
    Some(Contact { email: person.email.clone(), first_name, last_name })
}

fn assign(contact: Contact, mail: Mail) -> Action {
    Action::Assign { contact, send_email: mail.send, include_offline_code: mail.include_offline_code }
}
