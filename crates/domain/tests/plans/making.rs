//! Organizations and lists by chance.

use std::{collections::HashSet, sync::Arc};

use domain::{
    Access, Action, Assignee, Collation, Contact, Demand, DemandedPerson, Email, Index, License, LicenseId,
    Mail, Perpetual, PersonName, Plan, PlanContext, Product, Purpose, Role, Scope, ServerKind, Subscription,
    Team, TeamId, Usage, VendorTime, Wish,
};
use jiff::{Timestamp, ToSpan};
use proptest::{collection::vec, option, prelude::*, sample::select};

use crate::vendor::{Vendor, is_available};

const PRODUCTS: [&str; 5] = ["II", "WS", "ALL", "AIP", "GO"];
const PEOPLE: usize = 9;
const LICENSES: usize = 24;

pub fn now() -> Timestamp {
    "2026-11-23T12:00:00Z".parse().unwrap()
}

/// An organization, and a token for it.
#[derive(Clone, Debug)]
pub struct World {
    pub vendor: Vendor,
    pub access: Access,
    pub unsettled: HashSet<LicenseId>,
}

impl World {
    pub fn context(&self) -> PlanContext<'_> {
        PlanContext {
            access: &self.access,
            unsettled: &self.unsettled,
            now: self.vendor.now,
            today: self.vendor.today(),
        }
    }

    pub fn index(&self) -> Index {
        Index::new(self.vendor.licenses.values().cloned(), Arc::default(), Collation::default())
    }

    pub fn plan(&self, demands: &[Demand], purpose: &Purpose) -> Plan {
        domain::plan_demands(demands.to_vec(), purpose, &self.index(), &self.context())
    }

    /// The same in which all of a plan was carried out, in the order in which runs do.
    pub fn after(&self, plan: &Plan) -> Self {
        let mut after = self.clone();
        let phase = |wish: &Wish| match wish.action {
            Action::Revoke => 0,
            Action::Transfer { .. } => 1,
            Action::Assign { .. } => 2,
        };
        let mut wishes: Vec<&Wish> = plan.changes().map(|row| row.wish().unwrap()).collect();
        wishes.sort_by_key(|wish| phase(wish));
        for wish in wishes {
            let answer = after.vendor.carry_out(wish);
            assert_eq!(answer, Ok(()), "a plan never needs a call that is refused: {wish:?}");
        }
        after
    }
}

fn team(id: i64) -> Team {
    Team { id: TeamId(id), name: format!("Team {id}") }
}

fn email(person: usize) -> String {
    // People are written in several ways.
    if person.is_multiple_of(3) { format!("P{person}@Example.com") } else { format!("p{person}@example.com") }
}

fn time(days: i64) -> VendorTime {
    let instant = now().checked_add((24 * days).hours()).unwrap();
    VendorTime { instant, day: jiff::tz::Offset::UTC.to_datetime(instant).date() }
}

fn assignee() -> impl Strategy<Value = Option<Assignee>> {
    let person = (0..PEOPLE, any::<bool>()).prop_map(|(person, masked)| {
        let name = if masked { "P*** S****".to_owned() } else { "Per Son".to_owned() };
        Assignee::User { email: email(person).to_uppercase(), name }
    });
    let others = select(vec![
        Assignee::Server { kind: ServerKind::LicenseVault, uid: "v".into() },
        Assignee::LicenseKey { registration_name: "Org".into() },
        Assignee::Other { kind: "ROBOT".into() },
        Assignee::User { email: String::new(), name: String::new() },
    ]);
    prop_oneof![4 => Just(None), 6 => person.prop_map(Some), 1 => others.prop_map(Some)]
}

fn license(number: usize) -> impl Strategy<Value = License> {
    let payment = (-40_i64..400, prop::bool::weighted(0.1), prop::bool::weighted(0.1), any::<bool>());
    let flags = (prop::bool::weighted(0.1), prop::bool::weighted(0.8));
    (select(&PRODUCTS[..]), 1_i64..4, assignee(), option::of(0_i64..60), payment, flags).prop_map(
        move |(code, in_team, assignee, assigned, payment, (suspended, transferable))| {
            let (until, perpetual, once, renews) = payment;
            let subscription = (!once).then(|| Subscription {
                valid_until: Some(time(until)),
                pack: Some("1/A".into()),
                renews_automatically: renews,
                outdated: false,
            });
            let perpetual = (perpetual || once).then(Perpetual::default);
            let last_assigned = assigned.map(|days| time(-days));
            let mut license = License {
                id: LicenseId(format!("L{number}")),
                product: Product { code: code.into(), name: format!("The {code}") },
                team: Some(team(in_team)),
                assignee,
                subscription,
                perpetual,
                domain: None,
                usage: Usage { last_assigned, ..Usage::default() },
                transferable,
                trial: false,
                available_to_assign: None,
                suspended,
            };
            let available = license.assignee.is_none() && is_available(&license, time(0).day);
            license.available_to_assign = Some(available);
            license
        },
    )
}

pub fn world() -> impl Strategy<Value = World> {
    let licenses: Vec<_> = (0..LICENSES).map(license).collect();
    let all = Scope::Organization { teams: vec![team(1), team(2), team(3)] };
    let access = prop_oneof![
        8 => Just((Role::Admin, all)),
        1 => Just((Role::Admin, Scope::Team(team(1)))),
        1 => Just((Role::Viewer, Scope::Team(team(1)))),
    ];
    let unsettled = prop::collection::hash_set(0..LICENSES, 0..3);
    (licenses, access, unsettled).prop_map(|(licenses, (role, scope), unsettled)| World {
        vendor: Vendor {
            licenses: licenses.into_iter().map(|license| (license.id.clone(), license)).collect(),
            teams: vec![TeamId(1), TeamId(2), TeamId(3)],
            now: now(),
        },
        access: Access { customer_code: None, customer_name: String::new(), scope, role },
        unsettled: unsettled.into_iter().map(|number| LicenseId(format!("L{number}"))).collect(),
    })
}

fn names() -> (PersonName, PersonName) {
    (PersonName::parse("Per").unwrap(), PersonName::parse("Son").unwrap())
}

fn person() -> impl Strategy<Value = DemandedPerson> {
    (0..PEOPLE + 3, prop::bool::weighted(0.9), prop::bool::weighted(0.2)).prop_map(
        |(person, is_named, is_guessed)| DemandedPerson {
            email: Email::parse(&email(person)).unwrap(),
            names: is_named.then(names),
            is_guessed: is_named && is_guessed,
        },
    )
}

pub fn demands() -> impl Strategy<Value = Vec<Demand>> {
    let license = (0..LICENSES + 2).prop_map(|number| LicenseId(format!("l{number}")));
    let product = select(vec!["II", "ws", "The ALL", "AIP", "the go", "Rider"]);
    let team = select(vec!["1", "Team 2", "TEAM 3", "Team 4"]);
    let line = (
        option::weighted(0.95, person()),
        option::weighted(0.15, license),
        option::weighted(0.5, product),
        option::weighted(0.2, team),
    );
    vec(line, 0..20).prop_map(|lines| {
        (1..)
            .zip(lines)
            .map(|(line, (person, license, product, team))| Demand {
                line,
                person,
                license,
                product: product.map(str::to_owned),
                team: team.map(str::to_owned),
            })
            .collect()
    })
}

fn product() -> impl Strategy<Value = Option<String>> {
    option::weighted(0.8, select(&PRODUCTS[..]).prop_map(str::to_owned))
}

fn in_team() -> impl Strategy<Value = Option<TeamId>> {
    option::weighted(0.4, (1_i64..5).prop_map(TeamId))
}

fn mail() -> Mail {
    Mail { send: false, include_offline_code: false }
}

pub fn make_it_so() -> impl Strategy<Value = Purpose> {
    (product(), in_team(), prop::bool::weighted(0.7)).prop_map(|(product, team, take_from_others)| {
        Purpose::MakeItSo { product, team, take_from_others, mail: mail() }
    })
}

pub fn purpose() -> impl Strategy<Value = Purpose> {
    prop_oneof![
        (product(), in_team()).prop_map(|(product, team)| Purpose::Assign { product, team, mail: mail() }),
        product().prop_map(|product| Purpose::Revoke { product }),
        (1_i64..5).prop_map(|team| Purpose::Transfer { team: TeamId(team) }),
        make_it_so(),
    ]
}

pub fn wishes() -> impl Strategy<Value = Vec<Wish>> {
    let action = prop_oneof![
        (0..PEOPLE + 3).prop_map(|person| {
            let (first_name, last_name) = names();
            let email = Email::parse(&email(person)).unwrap();
            let contact = Contact { email, first_name, last_name };
            Action::Assign { contact, send_email: false, include_offline_code: false }
        }),
        Just(Action::Revoke),
        (1_i64..5).prop_map(|team| Action::Transfer { team: TeamId(team) }),
    ];
    let wish = (0..LICENSES + 1, action)
        .prop_map(|(number, action)| Wish { license: LicenseId(format!("L{number}")), action });
    vec(wish, 0..20)
}
