//! What can go wrong, told apart by what is known of the request's fate.

use std::time::Duration;

use crate::{LostReason, NotSentReason, TransportFailure};

/// Why a call did not give what was asked for.
///
/// No variant ever holds the token; `Display` holds no text from the vendor either, which may quote an e-mail address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ApiError {
    /// The request certainly never left.
    #[error("not sent: {reason}")]
    NotSent {
        /// Why.
        reason: NotSentReason,
    },
    /// The vendor refused the request. A *write* is only ever `Refused` by a 429 or by a 4xx with the vendor's JSON.
    #[error("refused with status {status} ({})", code.as_deref().unwrap_or("no code"))]
    Refused {
        /// The HTTP status.
        status: u16,
        /// The vendor's code, such as `TEAM_MISMATCH`, where the answer had one.
        code: Option<String>,
        /// The vendor's description, where the answer had one.
        description: Option<String>,
        /// How long the service asks to wait before trying again.
        retry_after: Option<Duration>,
    },
    /// The request may have arrived, and whether it was acted on is not known.
    #[error("unknown outcome: {reason}")]
    Unknown {
        /// What is known.
        reason: UnknownReason,
    },
    /// The answer to a *read* can't be understood.
    #[error("unreadable answer with status {status}: {kind}")]
    Unreadable {
        /// The HTTP status.
        status: u16,
        /// In which way.
        kind: UnreadableKind,
    },
    /// The list kept moving while it was read: the pages never added up to one consistent list.
    #[error("the list kept changing while it was read ({rounds} times)")]
    ListShifted {
        /// How often the list was read.
        rounds: u32,
        /// How many different licenses the last reading found.
        distinct: u64,
        /// How many there should have been, as far as the service said so.
        expected: Option<u64>,
    },
}

/// What is known of a request whose outcome is not.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnknownReason {
    /// No complete answer in time.
    #[error("no answer came in time")]
    TimedOut,
    /// The connection broke before the answer was complete.
    #[error("the connection broke before the answer was complete")]
    Interrupted,
    /// The service failed (5xx).
    #[error("the service failed with status {status}")]
    ServerError {
        /// The HTTP status.
        status: u16,
        /// The vendor's code, where the answer had one.
        code: Option<String>,
        /// The vendor's description, where the answer had one.
        description: Option<String>,
        /// How long the service asks to wait before trying again.
        retry_after: Option<Duration>,
    },
    /// A redirect, which the API has no use for: most often the sign-in page of a guest network.
    #[error("redirected elsewhere with status {status}")]
    Redirected {
        /// The HTTP status.
        status: u16,
    },
    /// A web page where the answer to a write should have been.
    #[error("a web page came instead of an answer, with status {status}")]
    WebPage {
        /// The HTTP status.
        status: u16,
    },
    /// An answer to a write that the vendor's service is not known to give.
    #[error("an unexpected answer with status {status}")]
    UnexpectedAnswer {
        /// The HTTP status.
        status: u16,
    },
    /// An answer to a write that is larger than anything that the service has to say.
    #[error("an answer that is too large, with status {status}")]
    TooLarge {
        /// The HTTP status.
        status: u16,
    },
}

/// In which way an answer can't be understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnreadableKind {
    /// A web page, such as the sign-in page of a guest network or a proxy's notice.
    #[error("a web page")]
    Html,
    /// Something that is not JSON.
    #[error("not JSON")]
    NotJson,
    /// JSON, but not what the call answers.
    #[error("an unexpected shape")]
    UnexpectedShape,
    /// More than the cap on bodies.
    #[error("too large")]
    TooLarge,
    /// Nothing at all.
    #[error("empty")]
    Empty,
}

impl ApiError {
    /// For a write: whether the vendor certainly did not act on it, so that it may be sent again by decision of a
    /// person or a plan. False means: read back what is true now, never send blindly.
    pub fn is_certainly_not_applied(&self) -> bool {
        match self {
            Self::NotSent { .. } | Self::Refused { status: 429, .. } => true,
            Self::Refused { status, code, .. } => (400..500).contains(status) && code.is_some(),
            Self::Unknown { .. } | Self::Unreadable { .. } | Self::ListShifted { .. } => false,
        }
    }

    /// The vendor's code, where there is one.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Refused { code, .. }
            | Self::Unknown { reason: UnknownReason::ServerError { code, .. } } => code.as_deref(),
            _ => None,
        }
    }

    /// The vendor's description, where there is one. It may quote an e-mail address: show it, don't log it.
    pub fn description(&self) -> Option<&str> {
        match self {
            Self::Refused { description, .. }
            | Self::Unknown { reason: UnknownReason::ServerError { description, .. } } => {
                description.as_deref()
            }
            _ => None,
        }
    }

    /// The HTTP status, where there was an answer.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Refused { status, .. } | Self::Unreadable { status, .. } => Some(*status),
            Self::Unknown { reason } => reason.status(),
            Self::NotSent { .. } | Self::ListShifted { .. } => None,
        }
    }

    /// How long the service asked to wait, where it did.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Refused { retry_after, .. }
            | Self::Unknown { reason: UnknownReason::ServerError { retry_after, .. } } => *retry_after,
            _ => None,
        }
    }

    /// Whether the same *read* may well succeed a moment later.
    pub fn is_transient(&self) -> bool {
        match self {
            Self::NotSent { reason } => !matches!(reason, NotSentReason::Tls | NotSentReason::Proxy),
            Self::Refused { status, .. } => *status == 429,
            Self::Unknown { reason } => matches!(
                reason,
                UnknownReason::TimedOut | UnknownReason::Interrupted | UnknownReason::ServerError { .. }
            ),
            Self::Unreadable { .. } | Self::ListShifted { .. } => false,
        }
    }
}

impl UnknownReason {
    fn status(&self) -> Option<u16> {
        match self {
            Self::TimedOut | Self::Interrupted => None,
            Self::ServerError { status, .. }
            | Self::Redirected { status }
            | Self::WebPage { status }
            | Self::UnexpectedAnswer { status }
            | Self::TooLarge { status } => Some(*status),
        }
    }
}

impl From<LostReason> for UnknownReason {
    fn from(reason: LostReason) -> Self {
        match reason {
            LostReason::TimedOut => Self::TimedOut,
            LostReason::Interrupted => Self::Interrupted,
        }
    }
}

/// Whether the call only looks or changes something: the same answer means different things for the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CallKind {
    Read,
    Write,
}

impl ApiError {
    pub(crate) fn from_transport(kind: CallKind, failure: TransportFailure) -> Self {
        match failure {
            TransportFailure::NotSent(reason) => Self::NotSent { reason },
            TransportFailure::Unknown(reason) => Self::Unknown { reason: reason.into() },
            TransportFailure::BodyTooLarge { status } => {
                Self::unusable(kind, status.as_u16(), UnreadableKind::TooLarge)
            }
        }
    }

    /// An answer that says nothing that can be relied on: unreadable for a read, but for a write the outcome is what
    /// is not known.
    pub(crate) fn unusable(kind: CallKind, status: u16, how: UnreadableKind) -> Self {
        match (kind, how) {
            (CallKind::Read, kind) => Self::Unreadable { status, kind },
            (CallKind::Write, UnreadableKind::Html) => {
                Self::Unknown { reason: UnknownReason::WebPage { status } }
            }
            (CallKind::Write, UnreadableKind::TooLarge) => {
                Self::Unknown { reason: UnknownReason::TooLarge { status } }
            }
            (CallKind::Write, _) => Self::Unknown { reason: UnknownReason::UnexpectedAnswer { status } },
        }
    }
}
