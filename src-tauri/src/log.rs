//! The log: a file a day in the log folder, seven at most. What is logged never holds a token, a name or an e-mail.

use std::path::Path;

use tracing::{Metadata, level_filters::LevelFilter};
use tracing_appender::rolling;
use tracing_subscriber::{Layer, filter::filter_fn, layer::SubscriberExt, util::SubscriberInitExt};

/// How much the app's own crates write, from `error` to `trace`.
const LEVEL_VARIABLE: &str = "SEATKEEPER_LOG";
const FILES_KEPT: usize = 7;
const OWN_CRATES: [&str; 7] = ["seatkeeper", "app", "account_api", "account_sim", "domain", "store", "vault"];

/// Starts logging. Each line is written at once, so that the last one before a crash is there too.
pub fn start(folder: &Path) -> Result<(), rolling::InitError> {
    let appender = rolling::Builder::new()
        .rotation(rolling::Rotation::DAILY)
        .filename_prefix("seatkeeper")
        .filename_suffix("log")
        .max_log_files(FILES_KEPT)
        .build(folder)?;
    let level = std::env::var(LEVEL_VARIABLE).ok().and_then(|level| level.parse().ok());
    let level = level.unwrap_or(LevelFilter::INFO);
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(appender)
        .with_ansi(false)
        .with_filter(filter_fn(move |metadata| is_written(metadata, level)));
    tracing_subscriber::registry().with(lines).init();
    log_panics();
    Ok(())
}

/// Only the app's own crates are ever talkative: what libraries write at `trace` (a keychain's messages, HTTP frames)
/// is nothing that this project could vouch for.
fn is_written(metadata: &Metadata<'_>, own_level: LevelFilter) -> bool {
    let level = if is_own(metadata.target()) { own_level } else { LevelFilter::WARN };
    *metadata.level() <= level
}

fn is_own(target: &str) -> bool {
    let crate_name = target.split("::").next().unwrap_or_default();
    OWN_CRATES.contains(&crate_name)
}

/// A release build has nowhere else to say where it crashed. Only the place: a message could quote anything.
fn log_panics() {
    let default = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map(ToString::to_string);
        tracing::error!(place, "crashed");
        default(panic);
    }));
}

#[cfg(test)]
mod tests {
    use super::is_own;

    #[test]
    fn only_the_own_crates_are_talkative() {
        for own in ["app::sync", "account_api::client", "seatkeeper::clipboard", "store"] {
            assert!(is_own(own), "{own}");
        }
        for library in
            ["apple_native_keyring_store::keychain", "application", "zbus::connection", "h2", "store_x", ""]
        {
            assert!(!is_own(library), "{library}");
        }
    }
}
