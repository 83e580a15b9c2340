use std::collections::HashSet;

use domain::{Capability, Demand, License, LicenseId, Obstacle, PlanRow, Purpose, TeamId, person_key};
use proptest::prelude::*;

use crate::making::{World, demands, make_it_so, world};

/// The code that a list means by what it writes.
fn code(text: &str) -> &'static str {
    match text {
        "II" => "II",
        "ws" | "WS" => "WS",
        "The ALL" | "ALL" => "ALL",
        "AIP" => "AIP",
        "the go" | "GO" => "GO",
        other => panic!("{other}"),
    }
}

/// A line that can be understood, with the product that it means; one that names no license.
fn meaning(world: &World, demand: &Demand, for_all: Option<&String>) -> Option<(String, &'static str)> {
    let product = demand.product.as_ref().or(for_all).filter(|text| *text != "Rider")?;
    let person = demand.person.as_ref()?;
    let is_plain = demand.license.is_none() && demand.team.as_deref() != Some("Team 4");
    let exists = world.vendor.licenses.values().any(|license| license.product.code == code(product));
    (is_plain && exists).then(|| (person.email.key(), code(product)))
}

/// Whether a person can use a product.
fn uses(world: &World, person: &str, product: &str) -> bool {
    let is_theirs = |license: &&License| license.holder().is_some_and(|email| person_key(email) == person);
    let works = |license: &&License| !license.suspended && !license.is_expired(world.vendor.today());
    let tools = ["II", "WS", "GO"];
    world.vendor.licenses.values().filter(is_theirs).filter(works).any(|license| {
        license.product.code == product || (license.product.code == "ALL" && tools.contains(&product))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn who_is_in_the_list_has_it_and_nobody_else_unless_a_row_says_why(
        world in world(), list in demands(), purpose in make_it_so(),
    ) {
        let Purpose::MakeItSo { product, team, take_from_others, .. } = &purpose else { unreachable!() };
        // The numbers of lines stay: rows are found by them.
        let list: Vec<Demand> =
            list.into_iter().filter(|demand| meaning(&world, demand, product.as_ref()).is_some()).collect();
        let known = team.is_none_or(|team| team != TeamId(4));
        prop_assume!(known && !list.is_empty());
        let plan = world.plan(&list, &purpose);
        let after = world.after(&plan);
        let wanted: Vec<(String, &str)> =
            list.iter().filter_map(|demand| meaning(&world, demand, product.as_ref())).collect();
        for (demand, (person, product)) in list.iter().zip(&wanted) {
            let row = plan.rows.iter().find(|row| row.line == Some(demand.line)).unwrap();
            let is_so = row.verdict.is_ok() || row.verdict == Err(Obstacle::AlreadySo);
            prop_assert!(!is_so || uses(&after, person, product), "{row:?}");
        }
        let mut products: HashSet<&str> = wanted.iter().map(|(_, product)| *product).collect();
        products.extend(product.as_deref());
        let blocked: HashSet<&LicenseId> = plan
            .rows
            .iter()
            .filter(|row| row.verdict.is_err())
            .filter_map(PlanRow::wish)
            .map(|wish| &wish.license)
            .collect();
        // If all lines of a product name a team, the others are none of the list's business.
        let is_team_meant = |license: &License| {
            let lines = || list.iter().zip(&wanted).filter(|(_, (_, code))| *code == license.product.code);
            let team = license.team.as_ref().map(|team| team.id.0.to_string());
            let is_it = |text: &String| team.as_ref().is_some_and(|team| text.ends_with(team));
            lines().next().is_none()
                || lines().any(|(demand, _)| demand.team.as_ref().is_none_or(is_it))
        };
        let governs = |license: &License| {
            products.contains(license.product.code.as_str())
                && is_team_meant(license)
                && team.is_none_or(|team| license.team.as_ref().is_some_and(|of| of.id == team))
                && !license.is_expired(world.vendor.today())
        };
        let is_listed = |license: &License| {
            license.holder().is_none_or(|email| {
                email.is_empty() || wanted.contains(&(person_key(email), code(&license.product.code)))
            })
        };
        for license in after.vendor.licenses.values() {
            let stays = *take_from_others && governs(license) && !is_listed(license);
            prop_assert!(!stays || blocked.contains(&license.id), "{license:?} stays");
        }
        for row in plan.rows.iter().filter(|row| row.capability() == Capability::Revoke) {
            let license = row.seen.as_ref().unwrap();
            prop_assert!(*take_from_others && governs(license) && !is_listed(license), "{row:?}");
        }
    }
}
