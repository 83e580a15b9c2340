use domain::{Mail, Obstacle, PastStep, Plan, PlanRow, Rejection, StepState, repeat, undo};
use proptest::prelude::*;

use crate::{
    making::{World, demands, purpose, world},
    properties::given_on,
};

/// The steps of a plan, each in a state.
fn steps(plan: &Plan, mut state: impl FnMut(usize) -> StepState) -> Vec<PastStep> {
    let step = |(number, row): (usize, &PlanRow)| PastStep {
        wish: row.wish().unwrap().clone(),
        seen: row.seen.clone().unwrap(),
        state: state(number),
    };
    plan.changes().enumerate().map(step).collect()
}

fn not_sent() -> StepState {
    StepState::Rejected(Rejection::NotSent)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_undone_is_as_it_was(
        world in world(), list in demands(), purpose in purpose(), days in 0_i64..40,
    ) {
        let plan = world.plan(&list, &purpose);
        let mut after = world.after(&plan);
        after.vendor.wait(days);
        let mail = Mail { send: false, include_offline_code: false };
        let back = undo(steps(&plan, |_| StepState::Applied), mail, &after.index(), &after.context());
        let restored = after.after(&back).vendor.places();
        let before = world.vendor.places();
        for step in plan.changes() {
            let license = &step.wish().unwrap().license;
            let of_it = |row: &&PlanRow| row.wish().is_some_and(|wish| wish.license == *license)
                || row.seen.as_ref().is_some_and(|seen| seen.id == *license);
            let rows: Vec<&PlanRow> = back.rows.iter().filter(of_it).collect();
            prop_assert!(!rows.is_empty(), "every step has a row: {step:?}");
            if rows.iter().all(|row| row.verdict.is_ok()) {
                prop_assert_eq!(&restored[license], &before[license], "{:?}", rows);
            }
        }
        prop_assert_eq!(undo(steps(&plan, |_| not_sent()), mail, &after.index(), &after.context()).rows, []);
    }

    #[test]
    fn what_was_not_sent_is_planned_as_before(world in world(), list in demands(), purpose in purpose()) {
        let plan = world.plan(&list, &purpose);
        let again = repeat(steps(&plan, |_| not_sent()), &world.index(), &world.context());
        let wishes = |plan: &Plan| plan.changes().map(|row| row.wish().unwrap().clone()).collect::<Vec<_>>();
        prop_assert_eq!(wishes(&again), wishes(&plan));
        prop_assert_eq!(again.rows.len(), again.changes().count());
    }

    #[test]
    fn half_a_run_and_its_repetition_are_the_whole(
        world in world(), list in demands(), purpose in purpose(), done in any::<u64>(),
    ) {
        let plan = world.plan(&list, &purpose);
        let is_done = |number: usize| done >> (number % 64) & 1 == 1;
        let mut number = 0;
        let mut half = plan.clone();
        half.rows.retain(|row| row.verdict.is_ok() && { number += 1; is_done(number - 1) });
        // An assignment whose license was not freed was not carried out either.
        prop_assume!(given_on(&plan).is_empty());
        let after: World = world.after(&half);
        let state = |number| if is_done(number) { StepState::Applied } else { not_sent() };
        let rest = repeat(steps(&plan, state), &after.index(), &after.context());
        // Who got the pack already does not need what it covers.
        let is_covered = |row: &PlanRow| matches!(row.verdict, Err(Obstacle::AlreadyHolds(_)));
        prop_assert!(rest.rows.iter().all(|row| row.verdict.is_ok() || is_covered(row)), "{rest:?}");
        if !rest.rows.iter().any(is_covered) {
            let whole = after.after(&rest).vendor.places();
            prop_assert_eq!(whole, world.after(&plan).vendor.places());
        }
    }
}
