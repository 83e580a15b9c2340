//! What a person asks for: any selection, any list, what an earlier change set left, what is due.

use std::fmt::Write;

use account_sim::{License, Service};
use app::view::{ChangeRequest, LicenseId, LicenseQuery, ListWish};
use domain::{LicenseState, Selection, TeamId};
use fastrand::Rng;

use crate::chance::{one_of, percent};

/// The largest plan.
const MOST: usize = 300;

/// What is asked for, before the application has read the list that it may need.
#[derive(Debug)]
pub enum Wanted {
    /// As it is.
    Request(ChangeRequest),
    /// With a list to be pasted first.
    List { text: String, wish: ListWish },
}

/// Any request that makes sense in an organization like this. `earlier`: change sets that there are.
pub fn some(rng: &mut Rng, service: &Service, earlier: &[String]) -> Wanted {
    if percent(rng, 10) {
        return for_all(rng, service);
    }
    let request = match rng.u32(0..20) {
        0 => single(rng, service),
        1..5 => ChangeRequest::Revoke { selection: selection(rng, service) },
        5..9 => ChangeRequest::Transfer { selection: selection(rng, service), team: team(rng, service) },
        9..12 if !earlier.is_empty() => ChangeRequest::Repeat { change_set: one_of(rng, earlier) },
        12..14 if !earlier.is_empty() => ChangeRequest::Undo { change_set: one_of(rng, earlier) },
        14 => ChangeRequest::Due,
        _ => return list(rng, service),
    };
    Wanted::Request(request)
}

/// Small plans most often, so that many fit into a campaign.
fn size(rng: &mut Rng) -> usize {
    match rng.u32(0..20) {
        0..12 => rng.usize(1..=12),
        12..18 => rng.usize(10..=60),
        18 => rng.usize(60..=150),
        _ => rng.usize(150..=MOST),
    }
}

fn team(rng: &mut Rng, service: &Service) -> TeamId {
    let teams: Vec<u64> = service.teams().iter().map(|team| team.id).collect();
    TeamId(i64::try_from(one_of(rng, &teams)).unwrap_or_default())
}

fn selection(rng: &mut Rng, service: &Service) -> Selection {
    if percent(rng, 20) {
        let states = one_of(rng, &[vec![LicenseState::Idle], vec![LicenseState::NeverSeen], Vec::new()]);
        let query = LicenseQuery { teams: vec![team(rng, service)], states, ..LicenseQuery::default() };
        let except =
            some_licenses(rng, service, 3).into_iter().map(|license| LicenseId(license.id)).collect();
        return Selection::Matching { query, except };
    }
    let most = size(rng);
    let mut ids: Vec<LicenseId> =
        some_licenses(rng, service, most).into_iter().map(|license| LicenseId(license.id)).collect();
    if percent(rng, 5) {
        ids.push(LicenseId("NONE000001".into()));
    }
    Selection::Ids { ids }
}

fn some_licenses(rng: &mut Rng, service: &Service, most: usize) -> Vec<License> {
    let mut all = service.licenses();
    rng.shuffle(&mut all);
    all.truncate(most);
    all
}

fn single(rng: &mut Rng, service: &Service) -> ChangeRequest {
    let free = service.licenses().into_iter().filter(|license| license.assignee.is_none());
    let free: Vec<License> = free.collect();
    let id = if free.is_empty() { "NONE000001".into() } else { one_of(rng, &free).id };
    let person = newcomer(rng);
    ChangeRequest::Assign {
        license: LicenseId(id),
        email: person.email,
        first_name: person.first.into(),
        last_name: person.last.into(),
        send_email: percent(rng, 50),
        include_offline_code: percent(rng, 10),
    }
}

struct Person {
    first: &'static str,
    last: &'static str,
    email: String,
}

fn newcomer(rng: &mut Rng) -> Person {
    let first = one_of(rng, &["Anna", "Bertil", "Chiara", "Dmitri", "Eszter", "Farid", "Gül", "Hélène"]);
    let last = one_of(rng, &["Keller", "Lindqvist", "Moreau", "Novák", "Okafor", "Petersen", "Quispe"]);
    Person { first, last, email: format!("person{}@wattenmeer.example", rng.u32(0..400)) }
}

/// As many as the plan is to have, or more than there are seats: then some of them get what others lose.
fn lines(rng: &mut Rng, service: &Service, wish: &ListWish) -> usize {
    match wish {
        ListWish::MakeItSo { product: Some(product), take_from_others: true, .. } if percent(rng, 80) => {
            let seats = service.licenses().into_iter().filter(|license| license.product.code == *product);
            MOST.min(seats.filter(|license| license.assignee.is_none()).count() + rng.usize(1..20))
        }
        _ => size(rng),
    }
}

/// A list of newcomers, more than there are seats for, who are to hold a product that others lose.
fn for_all(rng: &mut Rng, service: &Service) -> Wanted {
    let product = one_of(rng, &service.licenses()).product.code;
    let wish = ListWish::MakeItSo {
        product: Some(product),
        team: None,
        take_from_others: true,
        send_email: false,
        include_offline_code: false,
    };
    let mut text = String::from("E-mail;First name;Last name\n");
    for number in 0..lines(rng, service, &wish) {
        let person = newcomer(rng);
        // Writing to a text can't fail.
        let _ = writeln!(text, "newcomer{number}@wattenmeer.example;{};{}", person.first, person.last);
    }
    Wanted::List { text, wish }
}

fn list(rng: &mut Rng, service: &Service) -> Wanted {
    let all = service.licenses();
    let product = percent(rng, 60).then(|| one_of(rng, &all).product.code);
    let only_team = percent(rng, 40).then(|| team(rng, service));
    let (send_email, include_offline_code) = (percent(rng, 50), false);
    let wish = match rng.u32(0..8) {
        0..3 => {
            ListWish::Assign { product: product.clone(), team: only_team, send_email, include_offline_code }
        }
        3 => ListWish::Revoke { product: product.clone() },
        4 => ListWish::Transfer { team: team(rng, service) },
        _ => ListWish::MakeItSo {
            product: product.clone(),
            team: only_team,
            take_from_others: percent(rng, 60),
            send_email,
            include_offline_code,
        },
    };
    let mut text = String::from("E-mail;First name;Last name;Product\n");
    for _ in 0..lines(rng, service, &wish) {
        let product = if product.is_some() && percent(rng, 70) {
            String::new()
        } else {
            one_of(rng, &all).product.code
        };
        let holder = one_of(rng, &all);
        let person = newcomer(rng);
        let email = match holder.email() {
            Some(email) if percent(rng, 50) => email.to_owned(),
            _ if percent(rng, 3) => "not an address".to_owned(),
            _ => person.email,
        };
        // Writing to a text can't fail.
        let _ = writeln!(text, "{email};{};{};{product}", person.first, person.last);
    }
    Wanted::List { text, wish }
}
