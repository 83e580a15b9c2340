//! "These people are to hold these products": what is missing is given, and what others hold can be taken.

use std::collections::{HashMap, HashSet};

use crate::{
    Action, Demand, Mail, Obstacle, Plan, Subject, TeamId, Wish,
    index::Seat,
    plan::{
        demands::{ForAll, Gift, Reader, change},
        planner::{Draft, Wanted},
    },
};

/// What a list says of who is to hold what.
#[derive(Default)]
struct Listed {
    /// Persons and codes of products.
    wanted: HashSet<(String, String)>,
    /// The products that the list is about, with the only teams that it is about if all lines of the product name one.
    products: HashMap<String, Option<HashSet<TeamId>>>,
    /// Persons of whom a line can't be understood: it may be what they hold.
    unclear: HashSet<String>,
    /// Whether there is a line of which nobody knows whom it means: it may be anybody.
    is_unclear: bool,
}

impl Reader<'_> {
    /// Gives what people in the list lack and, if that is wanted, takes from others what the list gives to these.
    pub(super) fn make_it_so(
        mut self,
        demands: Vec<Demand>,
        for_all: ForAll<'_>,
        take_from_others: bool,
        mail: Mail,
    ) -> Plan {
        let mut listed = Listed::default();
        let mut drafts = Vec::with_capacity(demands.len());
        for demand in demands {
            let key = demand.person.as_ref().map(|person| person.email.key());
            let team = demand.team.as_deref().and_then(|text| self.written.team(text).ok());
            let Gift { draft, product } = self.gift(demand, for_all, mail);
            listed.note(key, product, team.map(|team| team.id));
            drafts.push(draft);
        }
        if take_from_others {
            self.take_from_others(&mut listed, for_all, &mut drafts);
        }
        let mut plan = self.planner.plan(drafts);
        for row in &mut plan.rows {
            if let Err(Obstacle::AlreadyHolds(_)) = row.verdict {
                row.verdict = Err(Obstacle::AlreadySo);
            }
        }
        plan
    }

    /// Revokes what is not in the list. A list in which nobody is understood says nothing about the others.
    fn take_from_others(&self, listed: &mut Listed, for_all: ForAll<'_>, drafts: &mut Vec<Draft>) {
        if listed.wanted.is_empty() {
            return;
        }
        if let Some(product) = for_all.product.and_then(|text| self.written.product(text).ok()) {
            listed.products.entry(product.code).or_default();
        }
        let today = self.planner.context.today;
        let others = self
            .index
            .held_seats()
            .filter(|seat| listed.governs(seat.code(), seat.team()))
            .filter(|seat| for_all.team.is_none_or(|team| seat.team() == Some(team)))
            // Nobody can use it any more, or only as the fallback that was earned with it.
            .filter(|seat| !seat.facts().is_expired(today))
            .filter(|seat| !listed.keeps(&crate::person_key(seat.email()), seat.code()));
        if listed.is_unclear {
            drafts.extend(others.map(unclear));
        } else {
            drafts.extend(others.map(|seat| change(None, seat.id(), &Action::Revoke)));
        }
    }
}

/// A seat that stays, because a line that nobody can read may mean its holder.
fn unclear(seat: Seat<'_>) -> Draft {
    let subject = Subject::License(Wish { license: seat.id(), action: Action::Revoke });
    let seen = Some(Box::new(seat.license()));
    Draft { line: None, wanted: Wanted::Nothing { subject, seen, obstacle: Obstacle::ListUnclear } }
}

impl Listed {
    /// `team` is the one that the line itself names.
    fn note(&mut self, person: Option<String>, product: Option<String>, team: Option<TeamId>) {
        let Some(person) = person else {
            self.is_unclear = true;
            return;
        };
        match product {
            Some(product) => {
                let teams = self.products.entry(product.clone()).or_insert_with(|| Some(HashSet::new()));
                match (teams.as_mut(), team) {
                    (Some(teams), Some(team)) => {
                        teams.insert(team);
                    }
                    (Some(_), None) => *teams = None,
                    (None, _) => {}
                }
                self.wanted.insert((person, product));
            }
            None => {
                self.unclear.insert(person);
            }
        }
    }

    /// Whether the list says who holds a product in a team.
    fn governs(&self, product: &str, team: Option<TeamId>) -> bool {
        self.products.get(product).is_some_and(|teams| {
            teams.as_ref().is_none_or(|teams| team.is_some_and(|team| teams.contains(&team)))
        })
    }

    fn keeps(&self, person: &str, product: &str) -> bool {
        self.unclear.contains(person) || self.wanted.contains(&(person.to_owned(), product.to_owned()))
    }
}
