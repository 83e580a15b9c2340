//! Typed searches in every order, with 100,000 licenses and with 10,000: count, facets and first window.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use app::App;
use domain::{LicenseQuery, SortColumn};

use super::{
    application::{open, told},
    searches::{keystrokes, typed},
};
use crate::measured::{Measured, Side, p95};

const SEED: u64 = 7;
/// Rows that the window asks for first.
pub const WINDOW: u32 = 100;
const ROUNDS: usize = 5;
/// With the large organization. A core that is far too slow must not take all the time that there is.
const TIME: Duration = Duration::from_secs(100);

/// All orders that the head of the table offers.
pub const COLUMNS: [SortColumn; 10] = [
    SortColumn::Product,
    SortColumn::Assignee,
    SortColumn::Team,
    SortColumn::State,
    SortColumn::ValidUntil,
    SortColumn::LastSeen,
    SortColumn::Id,
    SortColumn::Email,
    SortColumn::AssignedOn,
    SortColumn::Pack,
];

/// Every column in both directions.
pub fn orders() -> impl Iterator<Item = (SortColumn, bool)> {
    COLUMNS.into_iter().flat_map(|column| [(column, false), (column, true)])
}

/// A search that is typed while the table is in an order.
type Task = (String, SortColumn, bool);

/// Each search in each order, at random, in as many parts as there are rounds.
fn rounds(searches: &[String]) -> Vec<Vec<Task>> {
    let mut tasks: Vec<Task> = orders()
        .flat_map(|(sort, descending)| searches.iter().map(move |text| (text.clone(), sort, descending)))
        .collect();
    fastrand::Rng::with_seed(SEED).shuffle(&mut tasks);
    tasks.chunks(tasks.len().div_ceil(ROUNDS)).map(<[Task]>::to_vec).collect()
}

pub async fn measure(large: &Path, small: &Path) -> Result<()> {
    let (large, small) = (open(large).await?, open(small).await?);
    let (of_large, of_small) = (rounds(&typed(&large)?), rounds(&typed(&small)?));
    let (mut slow, mut fast, mut keys) = (Vec::new(), Vec::new(), 0);
    let started = Instant::now();
    for (tasks, less) in of_large.iter().zip(&of_small) {
        if !slow.is_empty() && started.elapsed() > TIME {
            break;
        }
        let times = run(&large, tasks)?;
        keys += times.len();
        slow.push(p95(times).context("nothing was typed")?);
        fast.push(p95(run(&small, less)?).context("nothing was typed")?);
    }
    large.close().await;
    small.close().await;
    let note = format!("{keys} keystrokes in {} of {ROUNDS} parts", slow.len());
    let side = || Side::new("p95 of a keystroke, 100,000 licenses", "ms", slow.clone());
    Measured::value("query_filter_p95", side()).noting(note).print()?;
    Measured::ratio("grow_10x", side(), Side::new("p95 of a keystroke, 10,000 licenses", "ms", fast)).print()
}

/// What each keystroke took, in milliseconds.
fn run(app: &App, tasks: &[Task]) -> Result<Vec<f64>> {
    let mut times = Vec::new();
    for (search, sort, descending) in tasks {
        let ask = |text: &str| {
            let query = LicenseQuery {
                search: text.to_owned(),
                sort: *sort,
                descending: *descending,
                ..LicenseQuery::default()
            };
            let started = Instant::now();
            let found = app.query_licenses(&query, 0, WINDOW);
            found.map(|_| started.elapsed()).map_err(|problem| told("a query fails", &problem))
        };
        // The table is there, in its order, before the first letter.
        ask("")?;
        for text in keystrokes(search) {
            times.push(ask(text)?.as_secs_f64() * 1000.0);
        }
    }
    Ok(times)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_search_is_typed_once_in_every_order() {
        let searches = ["ann".to_owned(), "rider".to_owned(), "5".to_owned()];
        let rounds = rounds(&searches);
        assert_eq!(rounds.len(), ROUNDS);
        let tasks: Vec<Task> = rounds.concat();
        assert_eq!(tasks.len(), 3 * 20);
        assert_eq!(tasks.iter().collect::<HashSet<_>>().len(), 3 * 20);
    }
}
