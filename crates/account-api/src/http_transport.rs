//! The transport of the product: HTTPS by reqwest.

use std::time::Duration;

use futures::{FutureExt, future::BoxFuture};
use url::Url;

use crate::{
    BaseUrl, NotSentReason, Request, Response, Transport, TransportFailure,
    failure::{classify, in_words},
};

/// The bounds of the connection. `Default` is right for the vendor's service.
#[derive(Clone, Debug)]
pub struct HttpOptions {
    /// How long making a connection may take, name and handshake included.
    pub connect_timeout: Duration,
    /// How long the service may stay silent in the middle of an exchange.
    pub read_timeout: Duration,
    /// How large a body may be once decompressed; more is cut off. A page of 200 licenses has about 150 kB.
    pub largest_body: usize,
    /// Which proxy is used.
    pub proxy: ProxyChoice,
}

/// Which proxy is used. Loopback never goes through one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProxyChoice {
    /// The one that the system or the environment names.
    System,
    /// None.
    Direct,
    /// This one.
    At(Url),
}

/// The HTTP library could not be set up, for example for want of any trusted root certificate.
#[derive(Debug, thiserror::Error)]
#[error("HTTP can't be set up: {0}")]
pub struct TransportSetupError(String);

/// Sends requests over real HTTP: no redirects, no repetitions, everything bounded.
#[derive(Clone, Debug)]
pub struct HttpTransport {
    base: BaseUrl,
    client: reqwest::Client,
    largest_body: usize,
}

impl Default for HttpOptions {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            read_timeout: Duration::from_secs(30),
            largest_body: 16 * 1024 * 1024,
            proxy: ProxyChoice::System,
        }
    }
}

impl HttpTransport {
    /// A transport with the default bounds.
    pub fn new(base: BaseUrl) -> Result<Self, TransportSetupError> {
        Self::with_options(base, &HttpOptions::default())
    }

    /// A transport with bounds of one's own.
    pub fn with_options(base: BaseUrl, options: &HttpOptions) -> Result<Self, TransportSetupError> {
        let failed = |error: reqwest::Error| TransportSetupError(in_words(&error.without_url()));
        let builder = reqwest::Client::builder()
            .user_agent(concat!("Seatkeeper/", env!("CARGO_PKG_VERSION")))
            // A redirect would carry the token to whoever it names.
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .https_only(!base.is_plain_http())
            .connect_timeout(options.connect_timeout)
            .read_timeout(options.read_timeout)
            // Shorter than load balancers keep idle connections: a write must not be lost on a dead one.
            .pool_idle_timeout(Duration::from_secs(20));
        let builder = match &options.proxy {
            _ if base.is_loopback() => builder.no_proxy(),
            ProxyChoice::System => builder,
            ProxyChoice::Direct => builder.no_proxy(),
            ProxyChoice::At(url) => builder.proxy(reqwest::Proxy::all(url.clone()).map_err(failed)?),
        };
        let client = builder.build().map_err(failed)?;
        Ok(Self { base, client, largest_body: options.largest_body })
    }

    async fn exchange(&self, request: Request) -> Result<Response, TransportFailure> {
        let url = self
            .base
            .join(&request.path_and_query)
            .map_err(|_| TransportFailure::NotSent(NotSentReason::Other))?;
        let mut outgoing =
            self.client.request(request.method, url).headers(request.headers).timeout(request.timeout);
        if let Some(body) = request.body {
            outgoing = outgoing.body(body);
        }
        self.receive(outgoing.send().await.map_err(failure)?).await
    }

    async fn receive(&self, mut response: reqwest::Response) -> Result<Response, TransportFailure> {
        let status = response.status();
        let headers = std::mem::take(response.headers_mut());
        let mut body = Vec::new();
        // Piece by piece and decompressed: the declared length says nothing of a compressed body.
        while let Some(piece) = response.chunk().await.map_err(failure)? {
            if body.len() + piece.len() > self.largest_body {
                return Err(TransportFailure::BodyTooLarge { status });
            }
            body.extend_from_slice(&piece);
        }
        Ok(Response { status, headers, body })
    }
}

impl Transport for HttpTransport {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportFailure>> {
        self.exchange(request).boxed()
    }
}

/// Reduces the library's error to what is known, and leaves its words, without the URL, to the log.
fn failure(error: reqwest::Error) -> TransportFailure {
    let error = error.without_url();
    let failure = classify(&error);
    tracing::debug!(cause = in_words(&error), %failure, "exchange failed");
    failure
}
