//! A sync of 100,000 licenses that finds nothing new: what it writes, and its processor time beside the first sync's.
//! The service is a process of its own; what is counted is this one's.

use std::{path::Path, time::Duration};

use anyhow::{Result, bail};
use tokio::time::{sleep, timeout};

use super::{
    application::{first_sync, fresh, start, told},
    machine::{bytes_written, check_on_disk, processor_time},
    service::Service,
};
use crate::measured::{Measured, Side};

const LICENSES: u32 = 100_000;
const ROUNDS: usize = 3;
const SYNCS: usize = 2;
const LIMIT: Duration = Duration::from_mins(2);
/// For what a sync leaves to be done behind it: that counts, too.
const QUIET: Duration = Duration::from_millis(500);

#[derive(Default)]
struct Samples {
    written: Vec<f64>,
    unchanged: Vec<f64>,
    first: Vec<f64>,
}

pub async fn measure(simulator: &Path, folder: &Path) -> Result<()> {
    let service = Service::start(simulator, LICENSES, Duration::ZERO)?;
    let mut samples = Samples::default();
    for _ in 0..ROUNDS {
        round(&service, folder, &mut samples).await?;
    }
    let Samples { written, unchanged, first } = samples;
    Measured::value("sync_unchanged_bytes", Side::new("sync that finds nothing new", "KiB", written))
        .noting("write_bytes of /proc/self/io")
        .print()?;
    Measured::ratio(
        "sync_unchanged_to_first_cpu",
        Side::new("sync that finds nothing new", "ms", unchanged),
        Side::new("first sync", "ms", first),
    )
    .print()
}

async fn round(service: &Service, folder: &Path, samples: &mut Samples) -> Result<()> {
    fresh(folder)?;
    check_on_disk(folder)?;
    let app = start(folder, service.url()).await?;
    let before = processor_time();
    first_sync(&app, service).await?;
    sleep(QUIET).await;
    samples.first.push(processor_time() - before);
    for _ in 0..SYNCS {
        let synced_at = last_synced_at(&app);
        let (time, bytes) = (processor_time(), bytes_written()?);
        timeout(LIMIT, app.sync()).await?.map_err(|problem| told("the sync fails", &problem))?;
        sleep(QUIET).await;
        samples.unchanged.push(processor_time() - time);
        samples.written.push(kibibytes(bytes_written()? - bytes));
        if last_synced_at(&app) == synced_at {
            bail!("there was no sync");
        }
    }
    app.close().await;
    Ok(())
}

fn last_synced_at(app: &app::App) -> Option<String> {
    app.current_view()?.sync.last_synced_at
}

#[expect(clippy::cast_precision_loss, reason = "far below the 2^52 that a f64 counts exactly")]
fn kibibytes(bytes: u64) -> f64 {
    bytes as f64 / 1024.0
}
