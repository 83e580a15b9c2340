//! What becomes of a request: an answer, or one of the ways to get none.

use std::time::Duration;

use bytes::Bytes;
use http::Response;

/// What the caller gets to see, and how long it takes. [`Service::handle`](crate::Service::handle) never waits: the
/// server sleeps for it, a transport in the same process can count the time instead.
#[derive(Debug)]
pub struct Reply {
    /// How long until something is seen.
    pub delay: Duration,
    /// What is seen.
    pub ending: Ending,
}

/// How an exchange ends.
#[derive(Debug)]
pub enum Ending {
    /// With an answer, the body as it is on the wire: with `Content-Encoding: gzip` it is packed.
    Answer(Response<Bytes>),
    /// With a cut answer: `Content-Length` promises more than the body has, then the connection closes.
    Truncated(Response<Bytes>),
    /// The connection closes before a byte of an answer.
    Closed,
    /// The connection is reset before a byte of an answer.
    Reset,
    /// Nothing ever comes.
    Silence,
}

impl Reply {
    /// The status that is sent.
    pub fn status(&self) -> Option<u16> {
        match &self.ending {
            Ending::Answer(response) | Ending::Truncated(response) => Some(response.status().as_u16()),
            Ending::Closed | Ending::Reset | Ending::Silence => None,
        }
    }
}
