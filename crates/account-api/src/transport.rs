//! The seam between the client and whatever carries its requests.

use std::time::Duration;

use futures::future::BoxFuture;
use http::{HeaderMap, Method, StatusCode};

/// One request, relative to the service's base URL.
#[derive(Clone)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The path below the base URL, with a leading slash and, where there is one, the query: already encoded.
    pub path_and_query: String,
    /// All headers that matter, the token among them (marked sensitive).
    pub headers: HeaderMap,
    /// The body, if any.
    pub body: Option<Vec<u8>>,
    /// How long the whole exchange may take.
    pub timeout: Duration,
}

impl Request {
    /// The path without the query, which may hold an e-mail address: this is what may be logged.
    pub fn path(&self) -> &str {
        self.path_and_query.split('?').next().unwrap_or_default()
    }
}

impl std::fmt::Debug for Request {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Neither query, headers nor body: they hold e-mail addresses and the token.
        formatter
            .debug_struct("Request")
            .field("method", &self.method)
            .field("path", &self.path())
            .finish_non_exhaustive()
    }
}

/// What came back.
#[derive(Clone)]
pub struct Response {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, decompressed.
    pub body: Vec<u8>,
}

impl std::fmt::Debug for Response {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Response")
            .field("status", &self.status)
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// Why a request can't have left: the connection was never made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotSentReason {
    /// The host's name could not be resolved: most often there is no network.
    #[error("the host's name can't be resolved")]
    Dns,
    /// The host answered that nothing listens there.
    #[error("the connection was refused")]
    Refused,
    /// No route to the host, or no answer to the attempt to connect.
    #[error("the host can't be reached")]
    Unreachable,
    /// No secure connection: an untrusted certificate, or something that does not speak TLS.
    #[error("no secure connection could be made")]
    Tls,
    /// The proxy could not be reached, or would not let the connection through.
    #[error("the proxy did not let the connection through")]
    Proxy,
    /// Other requests of the same connection took so long that this one never got its turn: it says nothing of the way
    /// to the host.
    #[error("other requests took all the time")]
    NoTurn,
    /// Anything else that happened before the connection was made.
    #[error("the connection could not be made")]
    Other,
}

/// How a request was lost after it may have left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LostReason {
    /// No complete answer in time.
    #[error("no answer came in time")]
    TimedOut,
    /// The connection broke before the answer was complete.
    #[error("the connection broke before the answer was complete")]
    Interrupted,
}

/// Why there is no response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TransportFailure {
    /// The request certainly never left.
    #[error("not sent: {0}")]
    NotSent(NotSentReason),
    /// The request may have arrived.
    #[error("lost: {0}")]
    Unknown(LostReason),
    /// The request arrived; its answer was larger than anything that the service has to say.
    #[error("the answer (status {status}) is too large")]
    BodyTooLarge {
        /// The status of the answer that was cut off.
        status: StatusCode,
    },
}

/// Carries a request to the service and its answer back. Never retries, never follows a redirect.
pub trait Transport: Send + Sync + 'static {
    /// Sends one request, once.
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportFailure>>;
}
