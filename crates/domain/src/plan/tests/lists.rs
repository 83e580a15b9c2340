//! What the tests of lists have in common.

use super::*;
use crate::{Demand, DemandedPerson, Mail, Purpose, plan_demands};

pub(super) const MAIL: Mail = Mail { send: true, include_offline_code: false };

/// A line of a list: number, then `e-mail`, `license`, `product` and `team` where they are not empty.
pub(super) fn line(number: u32, [email, license, product, team]: [&str; 4]) -> Demand {
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    Demand {
        line: number,
        person: some(email).map(|email| named(&email)),
        license: some(license).map(LicenseId),
        product: some(product),
        team: some(team),
    }
}

/// Lines that are numbered from 1.
pub(super) fn lines(texts: &[[&str; 4]]) -> Vec<Demand> {
    (1..).zip(texts).map(|(number, texts)| line(number, *texts)).collect()
}

pub(super) fn named(email: &str) -> DemandedPerson {
    let Contact { email, first_name, last_name } = contact(email);
    DemandedPerson { email, names: Some((first_name, last_name)), is_guessed: false }
}

pub(super) fn assign_to(product: Option<&str>, team: Option<i64>) -> Purpose {
    Purpose::Assign { product: product.map(str::to_owned), team: team.map(TeamId), mail: MAIL }
}

pub(super) fn revoke(product: Option<&str>) -> Purpose {
    Purpose::Revoke { product: product.map(str::to_owned) }
}

pub(super) fn make_it_so(product: Option<&str>, team: Option<i64>, take_from_others: bool) -> Purpose {
    Purpose::MakeItSo {
        product: product.map(str::to_owned),
        team: team.map(TeamId),
        take_from_others,
        mail: MAIL,
    }
}

pub(super) fn planned(
    making: &Making,
    licenses: &[License],
    demands: Vec<Demand>,
    purpose: &Purpose,
) -> Plan {
    plan_demands(demands, purpose, &index(licenses.to_vec()), &making.context())
}

#[track_caller]
pub(super) fn check(licenses: &[License], texts: &[[&str; 4]], purpose: &Purpose, expected: &[&str]) {
    let plan = planned(&Making::new(), licenses, lines(texts), purpose);
    assert_eq!(all_told(&plan), expected);
}
