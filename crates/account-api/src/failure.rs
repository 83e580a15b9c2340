//! What an error of the HTTP library says about the request's fate.

use std::{error::Error, io};

use crate::{LostReason, NotSentReason, TransportFailure};

/// Only a connection that was never made makes it certain that the request did not leave.
pub(crate) fn classify(error: &reqwest::Error) -> TransportFailure {
    if error.is_connect() || error.is_builder() {
        return TransportFailure::NotSent(not_sent(error));
    }
    TransportFailure::Unknown(if error.is_timeout() { LostReason::TimedOut } else { LostReason::Interrupted })
}

fn not_sent(error: &reqwest::Error) -> NotSentReason {
    let is_dns = error.is_dns();
    let causes = causes(error);
    // The proxy comes first: its own name may not resolve and its own connection may be refused.
    if causes.iter().any(|cause| is_proxy(*cause)) {
        return NotSentReason::Proxy;
    }
    if is_dns || causes.iter().any(|cause| is_dns_by_words(*cause)) {
        return NotSentReason::Dns;
    }
    if causes.iter().any(|cause| cause.is::<rustls::Error>()) {
        return NotSentReason::Tls;
    }
    let connected = !causes.iter().any(|cause| cause.to_string().contains("tcp connect error"));
    let kind = causes.iter().rev().find_map(|cause| cause.downcast_ref::<io::Error>()).map(io::Error::kind);
    match kind {
        Some(io::ErrorKind::ConnectionRefused) => NotSentReason::Refused,
        // Cut off in the middle of the handshake, which is all that follows the connection before a request leaves.
        Some(io::ErrorKind::UnexpectedEof) => NotSentReason::Tls,
        Some(io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe) if connected => NotSentReason::Tls,
        Some(
            io::ErrorKind::NetworkUnreachable
            | io::ErrorKind::HostUnreachable
            | io::ErrorKind::NetworkDown
            | io::ErrorKind::AddrNotAvailable
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::TimedOut,
        ) => NotSentReason::Unreachable,
        _ if error.is_timeout() => NotSentReason::Unreachable,
        _ => NotSentReason::Other,
    }
}

/// All causes, outermost first. An `io::Error` skips what it wraps in `source()`, so that is looked into by hand.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> Vec<&'a (dyn Error + 'static)> {
    let mut found = Vec::new();
    let mut next = Some(error);
    while let Some(cause) = next {
        found.push(cause);
        let wrapped = cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        next = wrapped.map(|inner| inner as &(dyn Error + 'static)).or_else(|| cause.source());
    }
    found
}

/// The tunnel's error type is private to the library; its words are not. A test with a real proxy keeps them.
fn is_proxy(cause: &(dyn Error + 'static)) -> bool {
    let words = cause.to_string();
    words.starts_with("tunnel error") || words.contains("proxy")
}

fn is_dns_by_words(cause: &(dyn Error + 'static)) -> bool {
    cause.to_string().starts_with("dns error")
}

/// All causes in words, for the log. Neither URLs nor headers are in them.
pub(crate) fn in_words(error: &reqwest::Error) -> String {
    causes(error).iter().map(ToString::to_string).collect::<Vec<_>>().join(": ")
}
