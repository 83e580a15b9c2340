//! What the UI asks for: windows of rows, details, suggestions, free seats.

use std::collections::{BTreeMap, HashSet};

use domain::{
    Assignee, Capability, Entry, FreeSeat, License, LicenseId, LicenseQuery, PlanContext, fold, person_key,
    search_words,
};
use store::KnownPerson;

use crate::{
    App, Problem, ProblemCode,
    catalog::Catalog,
    opened::{OpenedOrganization, count},
    present,
    view::{
        CapabilityObstacle, FreeSeats, LicenseDetails, LicenseWindow, ObstacleView, PackView, Payment,
        PersonSuggestion,
    },
};

/// Rows of one window at most.
const LARGEST_WINDOW: u32 = 500;
/// People that are suggested at most.
const MOST_SUGGESTIONS: usize = 8;
/// Events of a license's history that are shown.
const HISTORY_SHOWN: u32 = 50;

impl App {
    /// A window of the rows that a query finds.
    pub fn query_licenses(
        &self,
        query: &LicenseQuery,
        offset: u32,
        limit: u32,
    ) -> Result<LicenseWindow, Problem> {
        let catalog = self.opened()?.catalog();
        let (now, today) = (self.options.clock.now(), self.options.clock.today());
        let found = catalog.index().find(query, now, today);
        let rows = catalog
            .index()
            .window(&found, offset as usize, limit.min(LARGEST_WINDOW) as usize)
            .map(|entry| present::row(&entry, now, today))
            .collect();
        Ok(LicenseWindow {
            total: count(found.total()),
            all: count(catalog.len()),
            offset,
            rows,
            facets: found.facets.clone(),
        })
    }

    /// The ids of the rows from `offset` on that a query finds, in its order.
    pub fn license_ids(
        &self,
        query: &LicenseQuery,
        offset: u32,
        limit: u32,
    ) -> Result<Vec<LicenseId>, Problem> {
        let catalog = self.opened()?.catalog();
        let (now, today) = (self.options.clock.now(), self.options.clock.today());
        let found = catalog.index().find(query, now, today);
        Ok(catalog.index().window_ids(&found, offset as usize, limit as usize))
    }

    /// Everything about one license.
    pub async fn license_details(&self, id: &LicenseId) -> Result<LicenseDetails, Problem> {
        let opened = self.opened()?;
        let catalog = opened.catalog();
        let entry = catalog.get(id).ok_or(ProblemCode::LicenseNotFound)?;
        let license = &entry.license;
        let history = opened.store.history(id, HISTORY_SHOWN).await?;
        let today = self.options.clock.today();
        let subscription = license.subscription.as_ref();
        let perpetual = license.perpetual.as_ref();
        Ok(LicenseDetails {
            row: present::row(&entry, self.options.clock.now(), today),
            pack: pack(&catalog, license),
            payment: match (subscription, perpetual) {
                (Some(_), _) => Payment::Subscription,
                (None, Some(_)) => Payment::Perpetual,
                (None, None) => Payment::Unknown,
            },
            upgrades_until: perpetual.and_then(|bought| bought.upgrade_due).map(|due| present::day(due.day)),
            has_fallback: subscription.is_some() && perpetual.is_some(),
            is_outdated: subscription.is_some_and(|paid| paid.outdated)
                || perpetual.is_some_and(|bought| bought.outdated),
            actions: self.actions(&opened, license),
            history: history.into_iter().map(present::history).collect(),
        })
    }

    fn actions(&self, opened: &OpenedOrganization, license: &License) -> Vec<CapabilityObstacle> {
        let link = opened.link();
        let is_online = opened.online().is_ok();
        [Capability::Assign, Capability::Revoke, Capability::Transfer]
            .map(|capability| {
                let obstacle = link.access.as_ref().and_then(|access| {
                    let context = PlanContext {
                        access,
                        unsettled: &HashSet::new(),
                        now: self.options.clock.now(),
                        today: self.options.clock.today(),
                    };
                    context.possible(capability, license).err().map(present::obstacle)
                });
                let unsettled = opened.unsettled().has(&license.id, self.options.clock.now());
                let obstacle = obstacle.or(unsettled.then_some(ObstacleView::Unsettled));
                // What the license itself forbids is worth more than that there is no connection just now.
                CapabilityObstacle {
                    capability,
                    obstacle: obstacle.or((!is_online).then_some(ObstacleView::Offline)),
                }
            })
            .into()
    }

    /// People who are known already, by words of their name or e-mail.
    pub fn people_suggestions(&self, text: &str) -> Result<Vec<PersonSuggestion>, Problem> {
        let catalog = self.opened()?.catalog();
        let words = search_words(text);
        let mut people: BTreeMap<String, PersonSuggestion> = catalog
            .people()
            .filter(|person| {
                let all = fold(&format!("{} {} {}", person.first_name, person.last_name, person.email));
                words.iter().all(|word| all.contains(word.as_str()))
            })
            .map(|person| (person.email_key.clone(), typed(person)))
            .collect();
        for entry in catalog.index().people(text, MOST_SUGGESTIONS) {
            let Some(email) = entry.license.holder() else { continue };
            people.entry(person_key(email)).or_insert_with(|| holder(&entry, email));
        }
        let mut people: Vec<PersonSuggestion> = people.into_values().collect();
        people.sort_by_cached_key(|person| {
            fold(&format!("{} {} {}", person.first_name, person.last_name, person.email))
        });
        people.truncate(MOST_SUGGESTIONS);
        for person in &mut people {
            person.products = products_of(&catalog, &person.email);
        }
        Ok(people)
    }

    /// Products and teams that have a free seat, with the one that would be taken.
    pub fn free_seats(&self) -> Result<Vec<FreeSeats>, Problem> {
        let catalog = self.opened()?.catalog();
        let seats = catalog.index().free_seats(self.options.clock.now(), self.options.clock.today());
        let mut seats: Vec<FreeSeats> = seats
            .into_iter()
            .map(|FreeSeat { product, team, count: seats, best }| FreeSeats {
                product,
                team,
                count: count(seats),
                license: best,
            })
            .collect();
        seats.sort_by_cached_key(|seats| {
            (fold(&seats.product.name), seats.team.as_ref().map(|team| fold(&team.name)))
        });
        Ok(seats)
    }
}

fn pack(catalog: &Catalog, license: &License) -> Option<PackView> {
    let reference = license.subscription.as_ref()?.pack.clone()?;
    let seats = count(catalog.index().seats_of_pack(&reference));
    Some(PackView { reference, seats })
}

/// Codes of the products that a person holds, each once.
fn products_of(catalog: &Catalog, email: &str) -> Vec<String> {
    let mut codes = Vec::new();
    for license in catalog.index().held_by(email) {
        if !codes.contains(&license.product.code) {
            codes.push(license.product.code);
        }
    }
    codes
}

fn typed(person: &KnownPerson) -> PersonSuggestion {
    PersonSuggestion {
        email: person.email.clone(),
        first_name: person.first_name.clone(),
        last_name: person.last_name.clone(),
        products: Vec::new(),
    }
}

fn holder(entry: &Entry, email: &str) -> PersonSuggestion {
    let name = match &entry.license.assignee {
        Some(Assignee::User { name, .. }) if !name.contains('*') => name.as_str(),
        _ => "",
    };
    // The vendor gives one text; the first word is the first name as often as anything else could be.
    let (first_name, last_name) = name.split_once(' ').unwrap_or((name, ""));
    PersonSuggestion {
        email: email.to_owned(),
        first_name: first_name.to_owned(),
        last_name: last_name.trim().to_owned(),
        products: Vec::new(),
    }
}
