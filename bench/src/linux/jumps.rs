//! Windows anywhere in the list of 100,000 licenses and in filtered lists, in every order.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use app::App;
use domain::{LicenseQuery, LicenseState};

use super::{
    application::{open, told},
    queries::{WINDOW, orders},
};
use crate::measured::{Measured, Side, p95};

const SEED: u64 = 11;
const ROUNDS: usize = 5;
/// Windows of each list in each order, in each round.
const JUMPS: usize = 4;
/// A core that is far too slow must not take all the time that there is.
const TIME: Duration = Duration::from_secs(40);

pub async fn measure(large: &Path) -> Result<()> {
    let app = open(large).await?;
    let lists = lists(&app)?;
    let mut random = fastrand::Rng::with_seed(SEED);
    let mut samples = Vec::new();
    let mut count = 0;
    let started = Instant::now();
    for _ in 0..ROUNDS {
        if !samples.is_empty() && started.elapsed() > TIME {
            break;
        }
        let mut times = Vec::new();
        for list in &lists {
            for (sort, descending) in orders() {
                let query = LicenseQuery { sort, descending, ..list.clone() };
                times.extend(jump(&app, &query, &mut random)?);
            }
        }
        count += times.len();
        samples.push(p95(times).context("there was no jump")?);
    }
    app.close().await;
    let note = format!("{count} windows of {} lists", lists.len());
    let side = Side::new("p95 of a window, 100,000 licenses", "ms", samples);
    Measured::value("query_jump_p95", side).noting(note).print()
}

/// The whole list, and filters that leave much and little of it.
fn lists(app: &App) -> Result<Vec<LicenseQuery>> {
    let all = LicenseQuery::default();
    let facets = window(app, &all, 0)?.facets;
    let product = facets.products.iter().max_by_key(|facet| facet.count).context("there is no product")?;
    let team = facets.teams.iter().max_by_key(|facet| facet.count).context("there is no team")?;
    Ok(vec![
        LicenseQuery { products: vec![product.value.clone()], ..all.clone() },
        LicenseQuery { teams: vec![team.value], ..all.clone() },
        LicenseQuery { states: vec![LicenseState::Free, LicenseState::Idle], ..all.clone() },
        LicenseQuery { search: "an".to_owned(), ..all.clone() },
        LicenseQuery { search: "ma".to_owned(), products: vec![product.value.clone()], ..all.clone() },
        all,
    ])
}

/// What windows at random places took, in milliseconds. The list is open: its first window was asked for before.
fn jump(app: &App, query: &LicenseQuery, random: &mut fastrand::Rng) -> Result<Vec<f64>> {
    let total = window(app, query, 0)?.total;
    (0..JUMPS)
        .map(|_| {
            let offset = random.u32(..total.max(1));
            let started = Instant::now();
            window(app, query, offset)?;
            Ok(started.elapsed().as_secs_f64() * 1000.0)
        })
        .collect()
}

fn window(app: &App, query: &LicenseQuery, offset: u32) -> Result<app::view::LicenseWindow> {
    app.query_licenses(query, offset, WINDOW).map_err(|problem| told("a query fails", &problem))
}
