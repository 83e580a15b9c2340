//! The bounds within which the client works.

use std::{sync::Arc, time::Duration};

use crate::ApiError;

/// Called whenever a read is about to wait before its next attempt, so that the wait can be shown.
pub type WaitObserver = Arc<dyn Fn(&WaitNotice) + Send + Sync>;

/// A read is about to wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitNotice {
    /// How long.
    pub wait: Duration,
    /// How long the service asked for, if it asked.
    pub asked_by_service: Option<Duration>,
    /// Which repetition follows, from 1.
    pub retry: u32,
    /// How many repetitions there are at most.
    pub retries: u32,
    /// What went wrong.
    pub error: ApiError,
}

/// How the client works. `Default` is right for the vendor's service.
#[derive(Clone)]
pub struct ClientOptions {
    /// How many licenses one page asks for: 1 to 200.
    pub per_page: u32,
    /// How many requests are under way at a time at most, pages and everything else, counted over all clients that
    /// share the connection. Fewer after a 429 and while answers take longer; then again more, step by step.
    pub pages_in_flight: usize,
    /// How often a read is repeated at most. Writes never are.
    pub retries: u32,
    /// How long one exchange may take, reads and writes alike, from when its turn has come.
    pub call_timeout: Duration,
    /// How long a read may take with all of its repetitions and waits.
    pub read_deadline: Duration,
    /// The upper bound of the first random wait; each further one doubles it.
    pub first_backoff: Duration,
    /// The upper bound of every random wait.
    pub longest_backoff: Duration,
    /// The longest wait that the service may ask for, of this request or of another one; more than that is reported
    /// instead of waited. A request that does not get its turn for so long is given up unsent.
    pub longest_wait: Duration,
    /// How often a whole list is read again at most when its pages don't fit together.
    pub list_repairs: u32,
    /// How many pages a list may have: a bound against a service that never ends.
    pub most_pages: u32,
    /// Told before every wait.
    pub on_wait: Option<WaitObserver>,
}

impl Default for ClientOptions {
    fn default() -> Self {
        Self {
            per_page: 200,
            pages_in_flight: 4,
            retries: 3,
            call_timeout: Duration::from_mins(1),
            read_deadline: Duration::from_mins(4),
            first_backoff: Duration::from_millis(500),
            longest_backoff: Duration::from_secs(8),
            longest_wait: Duration::from_mins(1),
            list_repairs: 3,
            most_pages: 50_000,
            on_wait: None,
        }
    }
}

impl std::fmt::Debug for ClientOptions {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ClientOptions")
            .field("per_page", &self.per_page)
            .field("pages_in_flight", &self.pages_in_flight)
            .field("retries", &self.retries)
            .field("call_timeout", &self.call_timeout)
            .field("read_deadline", &self.read_deadline)
            .finish_non_exhaustive()
    }
}
