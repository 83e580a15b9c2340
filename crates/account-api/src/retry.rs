//! Repeating reads, within bounds. Nothing here ever sees a write.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBuilder, Retryable};
use tokio::time::Instant;

use crate::{ApiError, Client, ClientOptions, WaitNotice, answer::Answer, client::Call, error::CallKind};

impl Client {
    /// Reads, and repeats what may well succeed a moment later. Ends at the deadline with the last error.
    pub(crate) async fn read(&self, call: Call) -> Result<Answer, ApiError> {
        debug_assert_eq!(call.kind, CallKind::Read, "writes are never repeated");
        let options = self.options();
        let started = Instant::now();
        let mut retry = 0;
        let attempt = || self.exchange(&call, started + options.read_deadline);
        attempt
            .retry(full_jitter(options))
            .sleep(tokio::time::sleep)
            .when(ApiError::is_transient)
            .adjust(|error, pause| next_wait(options, error, pause?, started.elapsed()))
            .notify(|error, wait| {
                retry += 1;
                announce(options, error, wait, retry);
            })
            .await
    }
}

/// Random waits between nothing and an upper bound that doubles: clients that failed together don't return together.
fn full_jitter(options: &ClientOptions) -> impl BackoffBuilder + use<> {
    ExponentialBuilder::default()
        .with_min_delay(options.first_backoff)
        .with_max_delay(options.longest_backoff)
        .with_max_times(options.retries as usize)
        .build()
        .map(|bound| bound.mul_f64(fastrand::f64()))
}

/// How long to wait, or `None` to give up: the service asks for more than we wait, or the deadline would pass.
fn next_wait(
    options: &ClientOptions,
    error: &ApiError,
    pause: Duration,
    elapsed: Duration,
) -> Option<Duration> {
    let asked = error.retry_after().unwrap_or_default();
    // The random part stays on top of what was asked, or all pages in flight would return in the same instant.
    let wait = asked.saturating_add(pause);
    (asked <= options.longest_wait && elapsed.saturating_add(wait) < options.read_deadline).then_some(wait)
}

fn announce(options: &ClientOptions, error: &ApiError, wait: Duration, retry: u32) {
    tracing::debug!(%error, milliseconds = wait.as_millis(), retry, "waiting before the next attempt");
    if let Some(observer) = &options.on_wait {
        observer(&WaitNotice {
            wait,
            asked_by_service: error.retry_after(),
            retry,
            retries: options.retries,
            error: error.clone(),
        });
    }
}
