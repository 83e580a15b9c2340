//! From what a list asks for to licenses.

use std::collections::{HashMap, hash_map::Entry};

use crate::{
    Action, AssigneeKind, Capability, Demand, DemandedPerson, Index, LicenseId, Mail, Obstacle,
    PersonSubject, Plan, PlanContext, Product, Purpose, Subject, Team, TeamId, Wish,
    index::Seat,
    person_key,
    plan::{
        planner::{Draft, Planner, Wanted, Wanting, subject},
        written::Written,
    },
};

/// Finds the licenses that a list is about, and says for each what would happen, or why not.
pub fn plan_demands(
    mut demands: Vec<Demand>,
    purpose: &Purpose,
    index: &Index,
    context: &PlanContext<'_>,
) -> Plan {
    let mut reader =
        Reader { written: Written::new(index, context), planner: Planner::new(index, context), index };
    reader.planner.prepare_for(demands.len());
    let mut drafts = Vec::with_capacity(demands.len());
    share_names(&mut demands);
    match purpose {
        Purpose::Assign { product, team, mail } => {
            let for_all = ForAll { product: product.as_deref(), team: *team };
            drafts.extend(demands.into_iter().map(|demand| reader.gift(demand, for_all, *mail).draft));
        }
        Purpose::Revoke { product } => {
            let for_all = ForAll { product: product.as_deref(), team: None };
            for demand in &demands {
                reader.revocations(demand, for_all, &mut drafts);
            }
        }
        Purpose::Transfer { team } => {
            for demand in &demands {
                reader.transfers(demand, *team, &mut drafts);
            }
        }
        Purpose::MakeItSo { product, team, take_from_others, mail } => {
            let for_all = ForAll { product: product.as_deref(), team: *team };
            return reader.make_it_so(demands, for_all, *take_from_others, *mail);
        }
    }
    reader.planner.plan(drafts)
}

/// What one line says of a person's name holds for their other lines.
fn share_names(demands: &mut [Demand]) {
    let needs_name = |person: &DemandedPerson| person.names.is_none() || person.is_guessed;
    if !demands.iter().filter_map(|demand| demand.person.as_ref()).any(needs_name) {
        return;
    }
    let mut best = HashMap::<String, DemandedPerson>::new();
    for person in demands.iter().filter_map(|demand| demand.person.as_ref()) {
        match best.entry(person.email.key()) {
            Entry::Vacant(place) => {
                place.insert(person.clone());
            }
            Entry::Occupied(mut known) if needs_name(known.get()) && person.names.is_some() => {
                // Given names win over names that are made of the e-mail, and these over none.
                if !person.is_guessed || known.get().names.is_none() {
                    known.insert(person.clone());
                }
            }
            Entry::Occupied(_) => {}
        }
    }
    for person in demands.iter_mut().filter_map(|demand| demand.person.as_mut()) {
        if needs_name(person)
            && let Some(known) = best.get(&person.email.key())
        {
            person.names.clone_from(&known.names);
            person.is_guessed = known.is_guessed;
        }
    }
}

/// What is wanted where a line says nothing else.
#[derive(Clone, Copy)]
pub(super) struct ForAll<'a> {
    pub product: Option<&'a str>,
    pub team: Option<TeamId>,
}

/// A line that wants somebody to have a license.
pub(super) struct Gift {
    pub draft: Draft,
    /// The code of the product; none if the line does not tell which.
    pub product: Option<String>,
}

/// What a line says of licenses.
#[derive(Default)]
struct Description {
    product: Option<Product>,
    team: Option<Team>,
}

/// Reads lines, with all that has to be known for that.
pub(super) struct Reader<'a> {
    pub written: Written,
    pub planner: Planner<'a>,
    pub index: &'a Index,
}

impl<'a> Reader<'a> {
    /// A license for the person of a line.
    pub fn gift(&mut self, demand: Demand, for_all: ForAll<'_>, mail: Mail) -> Gift {
        let line = Some(demand.line);
        let seat = self.describe(&demand, for_all).and_then(|described| self.wanting(&demand, described));
        let product = match &seat {
            Ok(Wanting::This(id)) => self.planner.seat(id).map(|seat| seat.code().to_owned()),
            Ok(Wanting::Any { product, .. } | Wanting::Like { product, .. }) => Some(product.code.clone()),
            Err(_) => None,
        };
        let wanted = match (seat, demand.person) {
            (Ok(seat), Some(person)) => Wanted::Give { person, mail, seat },
            (Ok(_), None) => nothing(Capability::Assign, None, Obstacle::NameMissing),
            (Err(obstacle), person) => nothing(Capability::Assign, person.as_ref(), obstacle),
        };
        Gift { draft: Draft { line, wanted }, product }
    }

    /// The seat that a line means.
    fn wanting(&self, demand: &Demand, described: Description) -> Result<Wanting, Obstacle> {
        let Some(license) = &demand.license else {
            let product = described.product.ok_or(Obstacle::UnknownProduct(String::new()))?;
            return Ok(Wanting::Any { product, team: described.team });
        };
        let (id, seat) = self.license(license);
        match seat {
            Some(seat) if !described.fits(seat) => Err(Obstacle::NotAsDescribed),
            _ => Ok(Wanting::This(id)),
        }
    }

    fn revocations(&mut self, demand: &Demand, for_all: ForAll<'_>, drafts: &mut Vec<Draft>) {
        let action = Action::Revoke;
        match self.describe(demand, for_all) {
            Ok(described) => self.changes(demand, &described, &action, drafts),
            Err(obstacle) => drafts.push(self.blocked(demand, &Description::default(), &action, obstacle)),
        }
    }

    fn transfers(&mut self, demand: &Demand, team: TeamId, drafts: &mut Vec<Draft>) {
        // What a line says of a team is where it goes to.
        let target = match &demand.team {
            Some(text) => self.written.team(text).map(|team| team.id),
            None => Ok(team),
        };
        let action = Action::Transfer { team: target.clone().unwrap_or(team) };
        let product = demand.product.as_deref().map(|text| self.written.product(text)).transpose();
        match target.and(product) {
            Ok(product) => self.changes(demand, &Description { product, team: None }, &action, drafts),
            Err(obstacle) => drafts.push(self.blocked(demand, &Description::default(), &action, obstacle)),
        }
    }

    /// The license of a line, or all that its person holds and that is as described.
    fn changes(
        &mut self,
        demand: &Demand,
        described: &Description,
        action: &Action,
        drafts: &mut Vec<Draft>,
    ) {
        if let Some(license) = &demand.license {
            let (id, seat) = self.license(license);
            let is_meant = seat.is_none_or(|seat| described.fits(seat) && is_of(seat, demand, action));
            drafts.push(if is_meant {
                change(demand.line, id, action)
            } else {
                self.blocked(demand, described, action, Obstacle::NotAsDescribed)
            });
            return;
        }
        let before = drafts.len();
        if let Some(person) = &demand.person {
            for slot in self.planner.holdings.of(&person.email.key()).iter() {
                let seat = self.index.at(*slot);
                if described.fits(seat) {
                    drafts.push(change(demand.line, seat.id(), action));
                }
            }
        }
        if drafts.len() == before {
            drafts.push(self.blocked(demand, described, action, Obstacle::HoldsNothing));
        }
    }

    fn describe(&self, demand: &Demand, for_all: ForAll<'_>) -> Result<Description, Obstacle> {
        let product = demand.product.as_deref().or(for_all.product);
        let product = product.map(|text| self.written.product(text)).transpose()?;
        let team = match (&demand.team, for_all.team) {
            (Some(text), _) => Some(self.written.team(text)?),
            (None, Some(team)) => Some(self.written.team_of(team)?),
            (None, None) => None,
        };
        Ok(Description { product, team })
    }

    /// The license that a list means: people write ids in small letters, too.
    fn license(&self, written: &LicenseId) -> (LicenseId, Option<Seat<'a>>) {
        let seat = self.planner.seat(written);
        let seat = seat.or_else(|| self.planner.seat(&LicenseId(written.0.to_uppercase())));
        (seat.map_or_else(|| written.clone(), Seat::id), seat)
    }

    /// A line of which nothing comes.
    fn blocked(
        &self,
        demand: &Demand,
        described: &Description,
        action: &Action,
        obstacle: Obstacle,
    ) -> Draft {
        let line = Some(demand.line);
        let Some(written) = &demand.license else {
            let mut wanted = nothing(action.capability(), demand.person.as_ref(), obstacle);
            if let Wanted::Nothing { subject: Subject::Person { product, team, .. }, .. } = &mut wanted {
                product.clone_from(&described.product);
                team.clone_from(&described.team);
            }
            return Draft { line, wanted };
        };
        let (license, seat) = self.license(written);
        let seen = seat.map(|seat| Box::new(seat.license()));
        let subject = Subject::License(Wish { license, action: action.clone() });
        Draft { line, wanted: Wanted::Nothing { subject, seen, obstacle } }
    }
}

impl Description {
    fn fits(&self, seat: Seat<'_>) -> bool {
        self.product.as_ref().is_none_or(|product| product.code == seat.code())
            && self.team.as_ref().is_none_or(|team| Some(team.id) == seat.team())
    }
}

/// Whether the person of a line holds the license of the line. That nobody holds it says more of a revocation.
fn is_of(seat: Seat<'_>, demand: &Demand, action: &Action) -> bool {
    let Some(person) = &demand.person else { return true };
    let nobody_is_fine = *action == Action::Revoke && seat.facts().kind == AssigneeKind::Nobody;
    nobody_is_fine || person_key(seat.email()) == person.email.key()
}

pub(super) fn change(line: impl Into<Option<u32>>, license: LicenseId, action: &Action) -> Draft {
    Draft { line: line.into(), wanted: Wanted::Change(Wish { license, action: action.clone() }) }
}

fn nothing(capability: Capability, person: Option<&DemandedPerson>, obstacle: Obstacle) -> Wanted {
    let person = person.map_or_else(|| PersonSubject { email: String::new(), name: None }, subject);
    let subject = Subject::Person { capability, person, product: None, team: None };
    Wanted::Nothing { subject, seen: None, obstacle }
}
