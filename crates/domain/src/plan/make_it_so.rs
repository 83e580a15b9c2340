//! "These people are to hold these products": what is missing is given, and what others hold can be taken.

use std::collections::HashSet;

use crate::{
    Action, Demand, Mail, Obstacle, Plan,
    plan::{
        demands::{ForAll, Gift, Reader, change},
        planner::Draft,
    },
};

/// What a list says of who is to hold what.
#[derive(Default)]
struct Listed {
    /// Persons and codes of products.
    wanted: HashSet<(String, String)>,
    /// The products that the list is about.
    products: HashSet<String>,
    /// Persons of whom a line can't be understood: it may be what they hold.
    unclear: HashSet<String>,
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
            let Gift { draft, product } = self.gift(demand, for_all, mail);
            listed.note(key.unwrap_or_default(), product);
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
        listed.products.extend(
            for_all.product.and_then(|text| self.written.product(text).ok()).map(|product| product.code),
        );
        let today = self.planner.context.today;
        let others = self
            .index
            .held_seats()
            .filter(|seat| listed.products.contains(seat.code()))
            .filter(|seat| for_all.team.is_none_or(|team| seat.team() == Some(team)))
            // Nobody can use it any more, or only as the fallback that was earned with it.
            .filter(|seat| !seat.facts().is_expired(today))
            .filter(|seat| !listed.keeps(&crate::person_key(seat.email()), seat.code()));
        drafts.extend(others.map(|seat| change(None, seat.id(), &Action::Revoke)));
    }
}

impl Listed {
    fn note(&mut self, person: String, product: Option<String>) {
        match product {
            Some(product) => {
                self.products.insert(product.clone());
                self.wanted.insert((person, product));
            }
            None => {
                self.unclear.insert(person);
            }
        }
    }

    fn keeps(&self, person: &str, product: &str) -> bool {
        self.unclear.contains(person) || self.wanted.contains(&(person.to_owned(), product.to_owned()))
    }
}
