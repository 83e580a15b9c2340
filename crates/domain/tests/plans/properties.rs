use std::collections::{BTreeMap, HashSet};

use domain::{
    Action, Capability, License, LicenseId, Obstacle, Plan, PlanRow, Purpose, Subject, Wish, person_key,
};
use proptest::prelude::*;

use crate::{
    making::{World, demands, make_it_so, purpose, wishes, world},
    vendor::{Place, Refusal},
};

/// Who holds what after the plan, by what the plan says.
fn said(world: &World, plan: &Plan) -> BTreeMap<LicenseId, Place> {
    let mut places = world.vendor.places();
    let mut assigned = Vec::new();
    for Wish { license, action } in plan.changes().filter_map(PlanRow::wish) {
        let place = places.get_mut(license).unwrap();
        match action {
            Action::Assign { contact, .. } => assigned.push((license, contact.email.key())),
            Action::Revoke => place.0 = None,
            Action::Transfer { team } => place.1 = Some(*team),
        }
    }
    for (license, person) in assigned {
        places.get_mut(license).unwrap().0 = Some(person);
    }
    places
}

/// What the vendor would answer where a plan says that the rules forbid it; none where it is not about the vendor's rules.
fn answers(obstacle: &Obstacle) -> Option<&'static [Refusal]> {
    Some(match obstacle {
        Obstacle::NotFound => &[Refusal::NotFound],
        Obstacle::AlreadyAssigned => &[Refusal::Allocated],
        Obstacle::Suspended => &[Refusal::Suspended],
        Obstacle::Expired | Obstacle::Unavailable => &[Refusal::NotAvailable],
        Obstacle::NotPerUser => &[Refusal::NotAvailable, Refusal::NotAssigned],
        Obstacle::HeldByServer | Obstacle::HeldByKey => &[Refusal::Allocated, Refusal::NotAssigned],
        Obstacle::NotAssigned => &[Refusal::NotAssigned],
        Obstacle::RecentlyAssigned { .. } => &[Refusal::RecentlyAssigned],
        Obstacle::NotTransferable | Obstacle::AlreadyInTeam => &[Refusal::LeftOut],
        Obstacle::UnknownTeam => &[Refusal::TeamNotFound],
        _ => return None,
    })
}

fn check_rules(world: &World, plan: &Plan) {
    // What the plan frees can be given on, and is judged as it is then.
    let mut freed = world.vendor.clone();
    let revokes = plan.changes().filter_map(PlanRow::wish).filter(|wish| wish.action == Action::Revoke);
    for wish in revokes {
        freed.carry_out(wish).unwrap();
    }
    for row in &plan.rows {
        let (Some(wish), Err(obstacle)) = (row.wish(), &row.verdict) else { continue };
        let Some(refusals) = answers(obstacle) else { continue };
        let gives = matches!(wish.action, Action::Assign { .. });
        let answer = if gives { &freed } else { &world.vendor }.clone().carry_out(wish);
        // Somebody else's kind of holder is "unavailable" to us and "allocated" to the vendor.
        let is_other = matches!((obstacle, answer), (Obstacle::Unavailable, Err(Refusal::Allocated)));
        assert!(is_other || answer.is_err_and(|refusal| refusals.contains(&refusal)), "{row:?}: {answer:?}");
    }
}

/// Each license is changed once, or freed and given on; and no two rows are about the same change.
fn check_once(plan: &Plan) {
    let mut changed = BTreeMap::<&LicenseId, Vec<&Action>>::new();
    for wish in plan.changes().filter_map(PlanRow::wish) {
        changed.entry(&wish.license).or_default().push(&wish.action);
    }
    for (license, actions) in changed {
        let frees = actions.iter().filter(|action| ***action == Action::Revoke).count();
        let gives = actions.iter().filter(|action| matches!(action, Action::Assign { .. })).count();
        assert!(
            actions.len() == 1 || (actions.len() == 2 && frees == 1 && gives == 1),
            "{license:?}: {actions:?}"
        );
    }
}

/// Nobody gets what they have, nothing is touched that is unsettled, and every row shows the license as it is.
fn check_people(world: &World, plan: &Plan) {
    let mut got = HashSet::new();
    let wishes = || plan.changes().filter_map(PlanRow::wish);
    let taken: HashSet<&LicenseId> =
        wishes().filter(|wish| wish.action == Action::Revoke).map(|wish| &wish.license).collect();
    for row in plan.changes() {
        let wish = row.wish().unwrap();
        assert!(!world.unsettled.contains(&wish.license));
        let seen = row.seen.as_ref().unwrap();
        assert_eq!(Some(seen), world.vendor.licenses.get(&wish.license));
        if let Action::Assign { contact, .. } = &wish.action {
            let key = contact.email.key();
            assert!(got.insert((key.clone(), seen.product.code.clone())), "{row:?}");
            let kept = |license: &License| {
                license.holder().is_some_and(|email| person_key(email) == key)
                    && !taken.contains(&license.id)
                    && !license.suspended
                    && !license.is_expired(world.vendor.today())
                    && license.product.code == seen.product.code
            };
            assert!(!world.vendor.licenses.values().any(kept), "{row:?}");
        }
    }
}

fn check(world: &World, plan: &Plan) {
    let after = world.after(plan);
    assert_eq!(after.vendor.places(), said(world, plan));
    check_once(plan);
    check_rules(world, plan);
    check_people(world, plan);
}

/// Assignments of licenses that the plan itself frees.
pub fn given_on(plan: &Plan) -> Vec<&PlanRow> {
    let is_held = |row: &&PlanRow| row.seen.as_ref().is_some_and(|seen| seen.assignee.is_some());
    plan.changes().filter(|row| row.capability() == Capability::Assign).filter(is_held).collect()
}

/// What a row of a list wanted: the product and, where it matters, the team.
fn wanted(row: &PlanRow) -> Option<(&str, Option<domain::TeamId>)> {
    match (&row.subject, &row.verdict) {
        (Subject::Person { product: Some(product), team, .. }, Err(Obstacle::NoFreeLicense)) => {
            Some((&product.code, team.as_ref().map(|team| team.id)))
        }
        _ => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_list_never_needs_a_call_that_is_refused(world in world(), list in demands(), purpose in purpose()) {
        let plan = world.plan(&list, &purpose);
        check(&world, &plan);
    }

    #[test]
    fn wishes_never_need_a_call_that_is_refused(world in world(), wishes in wishes()) {
        let plan = domain::plan(wishes.clone(), &world.index(), &world.context());
        prop_assert_eq!(plan.rows.len(), wishes.len());
        check(&world, &plan);
    }

    #[test]
    fn what_was_made_so_stays_so(world in world(), list in demands(), purpose in make_it_so()) {
        let plan = world.plan(&list, &purpose);
        check(&world, &plan);
        let after = world.after(&plan);
        let again = after.plan(&list, &purpose);
        let changes: Vec<&PlanRow> = again.changes().collect();
        prop_assert!(changes.is_empty(), "{changes:?}\nafter {plan:?}");
    }

    #[test]
    fn who_comes_first_in_the_list_gets_a_seat_first(
        world in world(), list in demands(), purpose in purpose(),
    ) {
        let plan = world.plan(&list, &purpose);
        for (position, row) in plan.rows.iter().enumerate() {
            let Some((product, team)) = wanted(row) else { continue };
            for later in &plan.rows[position..] {
                let (Some(Wish { action: Action::Assign { .. }, .. }), Some(seen), Ok(())) =
                    (later.wish(), &later.seen, &later.verdict) else { continue };
                let would_do = seen.product.code == product
                    && team.is_none_or(|team| seen.team.as_ref().is_some_and(|of| of.id == team))
                    // What is kept as a fallback is given only to who asks for it by its id.
                    && !seen.is_expired(world.vendor.today());
                prop_assert!(!would_do, "{row:?} has nothing, but {later:?}");
            }
        }
    }

    #[test]
    fn what_others_hold_is_given_on_only_when_nothing_is_free(
        world in world(), list in demands(), purpose in make_it_so(),
    ) {
        let list: Vec<_> = list.into_iter().filter(|demand| demand.license.is_none()).collect();
        let plan = world.plan(&list, &purpose);
        let after = world.after(&plan);
        let Purpose::MakeItSo { .. } = purpose else { unreachable!() };
        for row in given_on(&plan) {
            let given = row.seen.as_ref().unwrap();
            let was_left = |license: &&License| {
                license.product.code == given.product.code
                    && license.team == given.team
                    && !world.unsettled.contains(&license.id)
                    && world.vendor.licenses[&license.id].assignee.is_none()
                    && world.access.allows(Capability::Assign, license.team.as_ref().map(|team| team.id)).is_ok()
                    && !license.is_expired(world.vendor.today())
            };
            for license in after.vendor.licenses.values().filter(was_left) {
                let wish = Wish { license: license.id.clone(), ..row.wish().unwrap().clone() };
                prop_assert!(after.vendor.clone().carry_out(&wish).is_err(), "{license:?} was free");
            }
        }
    }
}
