//! The log: a file a day in the log folder, seven at most. What is logged never holds a token, a name or an e-mail.

use std::path::Path;

use tracing_appender::{non_blocking::WorkerGuard, rolling};
use tracing_subscriber::EnvFilter;

/// Chooses what is logged, such as `debug` or `app=trace`.
const LEVEL_VARIABLE: &str = "SEATKEEPER_LOG";
const FILES_KEPT: usize = 7;

/// Starts logging; the guard writes what is left when it is dropped.
pub fn start(folder: &Path) -> Result<WorkerGuard, rolling::InitError> {
    let appender = rolling::Builder::new()
        .rotation(rolling::Rotation::DAILY)
        .filename_prefix("seatkeeper")
        .filename_suffix("log")
        .max_log_files(FILES_KEPT)
        .build(folder)?;
    let (writer, guard) = tracing_appender::non_blocking(appender);
    let filter = EnvFilter::try_from_env(LEVEL_VARIABLE).unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(writer).with_ansi(false).init();
    Ok(guard)
}
