//! Lists that move while they are read: 200 seeds of each kind of turbulence.

use std::{collections::HashSet, sync::Arc};

use account_api::{ApiError, LicenseList, LicenseScope, ListReading};
use account_sim::Turbulence;
use domain::LicenseId;

use crate::in_process::InProcess;

const SEEDS: u64 = 200;

fn ids(list: &LicenseList) -> Vec<String> {
    list.licenses.iter().map(|license| license.id.0.clone()).collect()
}

/// A kind of turbulence for each seed: how long it lasts, and how many licenses move, come and go each time.
fn turbulence(seed: u64) -> Turbulence {
    let rounds = [1, 2, 3, 5, 8, 20, 60, u32::MAX][usize::try_from(seed % 8).unwrap()];
    let (moves, adds, removes) =
        [(1, 1, 1), (0, 1, 1), (2, 0, 0), (0, 1, 0), (0, 0, 1), (3, 2, 2), (1, 0, 1)]
            [usize::try_from(seed % 7).unwrap()];
    Turbulence::new(seed, rounds).moves(moves).adds(adds).removes(removes)
}

/// From which answer on a list of so many pages is stirred: for half of the seeds while it is read for the first time,
/// for the others at once.
fn first_stir(seed: u64, pages: usize) -> usize {
    if seed.is_multiple_of(2) { 1 } else { 1 + usize::try_from(seed / 2).unwrap() % pages }
}

/// What came of one reading.
#[derive(Debug, PartialEq, Eq)]
enum Came {
    /// Exactly the list of one moment during the reading, in its order.
    Exact,
    /// The error for a list that never held still.
    GivenUp,
    /// Of several moments: as many as there are, but some are gone by now, and others were missed.
    Wrong { gone: Vec<String>, missed: Vec<String>, read: Vec<String> },
}

async fn read(simulated: &Arc<InProcess>, seed: u64) -> Came {
    let result = simulated.client().all_licenses(LicenseScope::Organization, |_| ()).await;
    let list = match result {
        Ok(list) => list,
        Err(ApiError::ListShifted { rounds: 4, .. }) => return Came::GivenUp,
        Err(other) => panic!("seed {seed}: {other:?}"),
    };
    let (read, moments) = (ids(&list), simulated.moments());
    if moments.contains(&read) {
        return Came::Exact;
    }
    let distinct: HashSet<_> = read.iter().collect();
    assert_eq!(distinct.len(), read.len(), "seed {seed}: nothing comes twice");
    let ever: HashSet<_> = moments.iter().flatten().collect();
    assert!(distinct.is_subset(&ever), "seed {seed}: nothing is made up");
    let end = moments.last().unwrap();
    Came::Wrong {
        gone: read.iter().filter(|id| !end.contains(id)).cloned().collect(),
        missed: end.iter().filter(|id| !read.contains(id)).cloned().collect(),
        read,
    }
}

#[tokio::test]
async fn a_list_of_up_to_twelve_pages_is_exactly_what_the_service_had_or_an_error() {
    let mut counts = (0, 0);
    for seed in 0..SEEDS {
        let licenses = 12 + usize::try_from(seed % 45).unwrap();
        let simulated = InProcess::stirred(licenses, seed, first_stir(seed, licenses / 5), turbulence(seed));
        match read(&simulated, seed).await {
            Came::Exact => counts.0 += 1,
            Came::GivenUp => counts.1 += 1,
            wrong @ Came::Wrong { .. } => panic!("seed {seed}: {wrong:?}"),
        }
        // When it has calmed down, it is what there is now.
        simulated.service.set_turbulence(None);
        let list = simulated.client().all_licenses(LicenseScope::Organization, |_| ()).await.unwrap();
        assert_eq!((ids(&list), list.rounds), (simulated.service.license_ids(), 1), "seed {seed}");
    }
    assert!(counts.0 > 100 && counts.1 > 20, "both happen: {counts:?}");
}

#[tokio::test]
async fn a_longer_list_is_at_worst_of_several_moments_and_the_next_reading_tells() {
    let mut counts = (0, 0, 0);
    for seed in 0..SEEDS {
        let licenses = 65 + usize::try_from(seed % 60).unwrap();
        let simulated = InProcess::stirred(licenses, seed, first_stir(seed, licenses / 5), turbulence(seed));
        let came = read(&simulated, seed).await;
        simulated.service.set_turbulence(None);
        match came {
            Came::Exact => counts.0 += 1,
            Came::GivenUp => counts.1 += 1,
            Came::Wrong { gone, missed, read } => {
                counts.2 += 1;
                assert_eq!(gone.len(), missed.len(), "seed {seed}: as many as there are");
                is_put_right(&simulated, &gone, &missed, read).await;
            }
        }
    }
    // What can slip through a sample does so here, where something changes with every answer, and rarely.
    assert!(counts.0 > 100 && counts.1 > 20 && (1..=5).contains(&counts.2), "{counts:?}");
}

#[tokio::test]
async fn one_that_goes_while_another_comes_rarely_hides_a_third_in_a_longer_list() {
    let mut wrong = 0;
    for seed in 0..SEEDS {
        let from = 1 + usize::try_from(seed % 20).unwrap();
        let once = Turbulence::new(seed, 1).moves(0).adds(1).removes(1);
        let simulated = InProcess::stirred(100, seed, from, once);
        if let Came::Wrong { gone, missed, read } = read(&simulated, seed).await {
            wrong += 1;
            is_put_right(&simulated, &gone, &missed, read).await;
        }
    }
    // No count tells of it, so without the second look at three of the twenty pages it would be one in seven.
    assert!((1..=8).contains(&wrong), "{wrong} of {SEEDS}");
}

/// Whoever has the wrong list and reads again: what is gone is gone when asked by name, what was missed is new, and all
/// else is known.
async fn is_put_right(simulated: &Arc<InProcess>, gone: &[String], missed: &[String], before: Vec<String>) {
    let client = simulated.client();
    for id in gone {
        assert_eq!(client.license(&LicenseId(id.clone())).await, Ok(None));
    }
    let had: HashSet<String> = before.into_iter().collect();
    let mut reading = ListReading::new(LicenseScope::Organization)
        .knowing(Arc::new(move |license| had.contains(&license.id.0)));
    let list = client.read_list(&mut reading, |_| ()).await.unwrap();
    assert_eq!(ids(&list), missed);
    assert_eq!(list.known.len() + missed.len(), simulated.service.license_ids().len());
    assert!(!list.known.iter().any(|id| gone.contains(&id.0)));
}
