//! The client: one exchange at a time, and the reads that need no paging.

use std::{sync::Arc, time::Duration};

use domain::{Access, License, LicenseId, Product};
use http::{HeaderMap, HeaderValue, Method, header};
use serde_json::Value;
use tokio::time::Instant;

use crate::{
    ApiError, ApiToken, ClientOptions, LostReason, NotSentReason, Request, Response, Transport,
    TransportFailure, UnreadableKind,
    answer::Answer,
    error::CallKind,
    limiter::{Leave, Limiter},
    paging::path_segment,
    read::{read_access, read_license, read_products},
};

/// Talks to the service for one organization with one token. Cheap to clone; clones share everything, and what
/// [`Client::with_patience`] gives shares the connection: all of them together have at most
/// [`ClientOptions::pages_in_flight`] requests under way, fewer while the service is slow or asks for less.
///
/// Every future that it returns can be dropped at any time. Dropping a *read* is harmless; a *write* that was dropped
/// may have arrived, exactly as one that timed out.
#[derive(Clone, Debug)]
pub struct Client {
    inner: Arc<Inner>,
}

struct Inner {
    connection: Arc<Connection>,
    options: ClientOptions,
}

/// What clients of different patience share.
struct Connection {
    transport: Arc<dyn Transport>,
    customer_code: i64,
    token: ApiToken,
    limiter: Limiter,
}

impl std::fmt::Debug for Inner {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Inner")
            .field("customer_code", &self.connection.customer_code)
            .field("token", &self.connection.token)
            .field("limiter", &self.connection.limiter)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

/// One call, before the headers that all calls share.
#[derive(Clone)]
pub(crate) struct Call {
    pub(crate) kind: CallKind,
    pub(crate) method: Method,
    pub(crate) path_and_query: String,
    pub(crate) body: Option<Vec<u8>>,
    /// Whether it takes about as long as others of its kind, so that its latency tells how busy the service is.
    pub(crate) comparable: bool,
}

impl Call {
    pub(crate) fn read(path_and_query: impl Into<String>) -> Self {
        Self {
            kind: CallKind::Read,
            method: Method::GET,
            path_and_query: path_and_query.into(),
            body: None,
            comparable: false,
        }
    }

    /// A read of one of many pages of the same size.
    pub(crate) fn page(path_and_query: impl Into<String>) -> Self {
        Self { comparable: true, ..Self::read(path_and_query) }
    }

    pub(crate) fn write(path_and_query: impl Into<String>, body: Option<&Value>) -> Self {
        let body = body.map(|value| value.to_string().into_bytes());
        Self { kind: CallKind::Write, method: Method::POST, body, ..Self::read(path_and_query) }
    }
}

impl Client {
    /// A client with the default bounds.
    pub fn new(transport: Arc<dyn Transport>, customer_code: i64, token: ApiToken) -> Self {
        Self::with_options(transport, customer_code, token, ClientOptions::default())
    }

    /// A client with bounds of one's own.
    pub fn with_options(
        transport: Arc<dyn Transport>,
        customer_code: i64,
        token: ApiToken,
        options: ClientOptions,
    ) -> Self {
        let limiter = Limiter::new(options.pages_in_flight);
        let connection = Arc::new(Connection { transport, customer_code, token, limiter });
        Self { inner: Arc::new(Inner { connection, options }) }
    }

    /// The same connection with other bounds, for calls that deserve more or less patience. How many requests are
    /// under way at a time stays what it was, and both see to it together.
    #[must_use]
    pub fn with_patience(&self, options: ClientOptions) -> Self {
        let options = ClientOptions { pages_in_flight: self.options().pages_in_flight, ..options };
        Self { inner: Arc::new(Inner { connection: Arc::clone(&self.inner.connection), options }) }
    }

    pub(crate) fn limiter(&self) -> &Limiter {
        &self.inner.connection.limiter
    }

    pub(crate) fn options(&self) -> &ClientOptions {
        &self.inner.options
    }

    /// What the token manages. The only source of rights, and the only list of teams.
    pub async fn token(&self) -> Result<Access, ApiError> {
        let answer = self.read(Call::read("/token")).await?;
        read_access(&answer.json()?).ok_or_else(|| answer.unreadable(UnreadableKind::UnexpectedShape))
    }

    /// One license; `None` if the service does not know it, or shows it to other tokens only.
    pub async fn license(&self, id: &LicenseId) -> Result<Option<License>, ApiError> {
        let Some(segment) = path_segment(&id.0) else { return Ok(None) };
        let answer = match self.read(Call::read(format!("/customer/licenses/{segment}"))).await {
            Ok(answer) => answer,
            Err(error) if error.code() == Some("LICENSE_NOT_FOUND") => return Ok(None),
            Err(error) => return Err(error),
        };
        let license = read_license(&answer.json()?).license;
        // Another license than the one asked for would settle an unknown outcome wrongly.
        license
            .filter(|license| license.id == *id)
            .map(Some)
            .ok_or(answer.unreadable(UnreadableKind::UnexpectedShape))
    }

    /// All products that the vendor sells.
    pub async fn products(&self) -> Result<Vec<Product>, ApiError> {
        self.product_list("/products").await
    }

    /// All plugins that are sold by license.
    pub async fn plugins(&self) -> Result<Vec<Product>, ApiError> {
        self.product_list("/plugins").await
    }

    async fn product_list(&self, path: &str) -> Result<Vec<Product>, ApiError> {
        let answer = self.read(Call::read(path)).await?;
        read_products(&answer.json()?).ok_or(answer.unreadable(UnreadableKind::UnexpectedShape))
    }

    /// Sends one call, once, when its turn has come, and judges what comes back. Both together are over by `deadline`.
    pub(crate) async fn exchange(&self, call: &Call, deadline: Instant) -> Result<Answer, ApiError> {
        let options = self.options();
        let patience = options.longest_wait.min(deadline.saturating_duration_since(Instant::now()));
        let leave = self.limiter().leave(patience).await?;
        let timeout = options.call_timeout.min(deadline.saturating_duration_since(Instant::now()));
        self.exchange_in_turn(call, timeout, &leave).await
    }

    /// Sends one call, once, and judges what comes back within `timeout`.
    pub(crate) async fn exchange_in_turn(
        &self,
        call: &Call,
        timeout: Duration,
        leave: &Leave<'_>,
    ) -> Result<Answer, ApiError> {
        let outcome = self.send(call, timeout).await;
        let result =
            outcome.and_then(|response| Answer::judge(call.kind, response, &self.inner.connection.token));
        leave.learn(&result, call.comparable);
        result
    }

    async fn send(&self, call: &Call, timeout: Duration) -> Result<Response, ApiError> {
        let request = self.request(call, timeout)?;
        let path = request.path().to_owned();
        let started = Instant::now();
        // The transport has a time-out of its own; this one holds for every transport there is.
        let outcome = tokio::time::timeout(timeout, self.inner.connection.transport.send(request))
            .await
            .unwrap_or(Err(TransportFailure::Unknown(LostReason::TimedOut)));
        let milliseconds = started.elapsed().as_millis();
        let method = call.method.as_str();
        match &outcome {
            Ok(response) => {
                tracing::debug!(
                    method,
                    path,
                    status = response.status.as_u16(),
                    milliseconds,
                    "call answered"
                );
            }
            Err(failure) => tracing::debug!(method, path, %failure, milliseconds, "call failed"),
        }
        outcome.map_err(|failure| ApiError::from_transport(call.kind, failure))
    }

    fn request(&self, call: &Call, timeout: Duration) -> Result<Request, ApiError> {
        let unsendable = |_| ApiError::NotSent { reason: NotSentReason::Other };
        let mut headers = HeaderMap::new();
        headers.insert("x-api-key", self.inner.connection.token.header_value().map_err(unsendable)?);
        headers.insert("x-customer-code", HeaderValue::from(self.inner.connection.customer_code));
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        if call.body.is_some() {
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        Ok(Request {
            method: call.method.clone(),
            path_and_query: call.path_and_query.clone(),
            headers,
            body: call.body.clone(),
            timeout,
        })
    }
}
