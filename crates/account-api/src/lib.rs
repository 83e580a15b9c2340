//! Typed client of the vendor's account REST API.
//!
//! Reads are lenient (one odd license never fails a page), paged, and retried within bounds. Writes are sent **once**,
//! whatever happens: [`ApiError::is_certainly_not_applied`] says whether the vendor can't have acted on one, and
//! everything else has to be settled by reading back.
//!
//! Lists are read page by page, several at a time, sieved and resumable ([`ListReading`]), and are whole or an error.
//! Everything that shares a connection shares one allowance of requests under way, which follows what the service says
//! and how long it takes.
//!
//! The client speaks through a [`Transport`], so that the same code runs over real HTTP ([`HttpTransport`]) and
//! against anything that answers in process.

mod answer;
mod base_url;
mod client;
mod cut;
mod error;
mod failure;
mod glimpse;
mod http_transport;
mod limiter;
mod list;
mod options;
mod pacing;
mod pages;
mod paging;
mod read;
mod retry;
mod retry_after;
mod token;
mod transport;
mod turn;
mod writes;

pub use base_url::{BaseUrl, BaseUrlProblem, PlainHttp};
pub use client::Client;
pub use error::{ApiError, UnknownReason, UnreadableKind};
pub use glimpse::LicensePage;
pub use http_transport::{HttpOptions, HttpTransport, ProxyChoice, TransportSetupError};
pub use list::{LicenseList, ListProgress, ListReading};
pub use options::{ClientOptions, WaitNotice, WaitObserver};
pub use pages::{KnownLicense, LicenseScope};
pub use read::{OddLicense, Oddity};
pub use token::{ApiToken, UnusableToken};
pub use transport::{LostReason, NotSentReason, Request, Response, Transport, TransportFailure};
pub use turn::Turn;
pub use writes::AssignRequest;
