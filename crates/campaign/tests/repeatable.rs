//! A run can be looked at again: the same seed gives the same trace, whatever else the computer does.

use campaign::run;

/// Runs with restarts, with pauses, with few requests at a time, and without any fault are among them.
const SEEDS: std::ops::RangeInclusive<u64> = 1..=24;

#[test]
fn the_same_seed_gives_the_same_trace() {
    let mut longest = 0;
    let mut restarts = 0;
    for seed in SEEDS {
        // At the same time, so that threads get in each other's way as they would elsewhere.
        let (one, other) = std::thread::scope(|scope| {
            let other = scope.spawn(|| run(seed));
            (run(seed), other.join())
        });
        let (one, other) = (one.expect("a run"), other.expect("no panic").expect("a run"));
        assert_eq!(one.trace, other.trace, "seed {seed}");
        assert_eq!(one.hash, other.hash, "seed {seed}");
        assert_eq!(one.violations, Vec::<String>::new(), "seed {seed}");
        longest = longest.max(one.trace.len());
        restarts += one.sum.restarts;
    }
    assert!(
        longest > 500 && restarts > 0,
        "the longest has {longest} lines, and there are {restarts} restarts"
    );
}

#[test]
fn another_seed_gives_another_trace() {
    let hashes: std::collections::HashSet<u64> = (1..=6).map(|seed| run(seed).expect("a run").hash).collect();
    assert_eq!(hashes.len(), 6);
}
