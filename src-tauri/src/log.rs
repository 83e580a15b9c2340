//! The log: a file a day in the log folder, seven at most. What is logged never holds a token, a name or an e-mail.

use std::path::Path;

use tracing::level_filters::LevelFilter;
use tracing_appender::{non_blocking::WorkerGuard, rolling};
use tracing_subscriber::{filter::Targets, layer::SubscriberExt, util::SubscriberInitExt};

/// How much the app's own crates write, from `error` to `trace`.
const LEVEL_VARIABLE: &str = "SEATKEEPER_LOG";
const FILES_KEPT: usize = 7;
const OWN_CRATES: [&str; 7] = ["seatkeeper", "app", "account_api", "account_sim", "domain", "store", "vault"];

/// Starts logging; the guard writes what is left when it is dropped.
pub fn start(folder: &Path) -> Result<WorkerGuard, rolling::InitError> {
    let appender = rolling::Builder::new()
        .rotation(rolling::Rotation::DAILY)
        .filename_prefix("seatkeeper")
        .filename_suffix("log")
        .max_log_files(FILES_KEPT)
        .build(folder)?;
    let (writer, guard) = tracing_appender::non_blocking(appender);
    let level = std::env::var(LEVEL_VARIABLE).ok().and_then(|level| level.parse().ok());
    let lines = tracing_subscriber::fmt::layer().with_writer(writer).with_ansi(false);
    tracing_subscriber::registry().with(lines).with(targets(level.unwrap_or(LevelFilter::INFO))).init();
    Ok(guard)
}

/// Only the app's own crates are ever talkative: what libraries write at `trace` (a keychain's messages, HTTP frames)
/// is nothing that this project could vouch for.
fn targets(level: LevelFilter) -> Targets {
    OWN_CRATES
        .iter()
        .fold(Targets::new().with_default(LevelFilter::WARN), |targets, own| targets.with_target(*own, level))
}

#[cfg(test)]
mod tests {
    use tracing::Level;

    use super::*;

    #[test]
    fn libraries_stay_quiet_at_the_most_talkative_level() {
        let targets = targets(LevelFilter::TRACE);
        for own in ["app::sync", "account_api::client", "seatkeeper::clipboard"] {
            assert!(targets.would_enable(own, &Level::TRACE), "{own}");
        }
        for library in ["zbus::connection", "h2::codec", "hyper::proto", "sqlx::query", "apple"] {
            assert!(!targets.would_enable(library, &Level::INFO), "{library}");
        }
    }
}
