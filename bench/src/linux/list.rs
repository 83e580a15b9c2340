//! The first sync of 10,000 licenses from a service that takes its time, against what it could take at best, and
//! against the script that people write: pages of 100, one after another, until one is empty.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use anyhow::{Result, bail};

use super::{
    application::{first_sync, fresh, start},
    service::Service,
};
use crate::measured::{Measured, Side};

const LICENSES: u32 = 10_000;
const LATENCY: Duration = Duration::from_millis(80);
/// Licenses that the service gives with one page at most.
const LARGEST_PAGE: u32 = 200;
/// Licenses that it gives when nobody asks for more.
const SCRIPT_PAGE: usize = 100;
/// Requests that the app allows itself at the same time.
const IN_FLIGHT: u32 = 4;
const ROUNDS: usize = 5;
/// The script takes eight seconds.
const SCRIPT_ROUNDS: usize = 3;

pub async fn measure(simulator: &Path, folder: &Path) -> Result<()> {
    let service = Service::start(simulator, LICENSES, LATENCY)?;
    let (mut ours, mut script) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        if round < SCRIPT_ROUNDS {
            script.push(milliseconds(read_by_script(&service).await?));
        }
        ours.push(milliseconds(read_by_us(&service, folder).await?));
    }
    let side = || Side::new("first sync of 10,000 licenses", "ms", ours.clone());
    let ideal = Side::new("80 ms x (1 + (pages - 1) / 4)", "ms", vec![milliseconds(ideal())]);
    Measured::ratio("sync_full_to_ideal", side(), ideal)
        .noting("from the accepted token until the list is shown and on disk")
        .print()?;
    Measured::ratio("sync_script_to_us", Side::new("the usual script", "ms", script), side()).print()
}

/// The first page tells how many there are, the others come four at a time.
fn ideal() -> Duration {
    let pages = LICENSES.div_ceil(LARGEST_PAGE);
    LATENCY * (1 + (pages - 1).div_ceil(IN_FLIGHT))
}

async fn read_by_us(service: &Service, folder: &Path) -> Result<Duration> {
    fresh(folder)?;
    let app = start(folder, service.url()).await?;
    let took = first_sync(&app, service).await?;
    let count = app.current_view().map_or(0, |current| current.license_count);
    app.close().await;
    if count != LICENSES {
        bail!("{count} of {LICENSES} licenses arrived");
    }
    Ok(took)
}

/// With one connection that stays open and every page parsed: what a careful script does.
async fn read_by_script(service: &Service) -> Result<Duration> {
    let client = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(30)).build()?;
    let started = Instant::now();
    let mut licenses = Vec::<serde_json::Value>::new();
    for page in 1.. {
        let url = format!("{}/customer/licenses?page={page}&perPage={SCRIPT_PAGE}", service.url());
        let request = client.get(url);
        let request = request.header("X-Customer-Code", service.customer_code());
        let answer = request.header("X-Api-Key", service.token()).send().await?.error_for_status()?;
        let page: Vec<serde_json::Value> = answer.json().await?;
        if page.is_empty() {
            break;
        }
        licenses.extend(page);
    }
    let took = started.elapsed();
    if licenses.len() != LICENSES as usize {
        bail!("the script got {} of {LICENSES} licenses", licenses.len());
    }
    Ok(took)
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

#[cfg(test)]
mod tests {
    #[test]
    fn ten_thousand_licenses_take_fourteen_times_the_latency_at_best() {
        assert_eq!(super::ideal().as_millis(), 14 * 80);
    }
}
