//! What the service was asked to change, and what came of it: the truth that a test compares a client's story with.

use jiff::Timestamp;
use serde::Serialize;

use crate::model::Holder;

/// One POST that arrived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LedgerEntry {
    /// The number of the request, reads included, from 1.
    pub number: u64,
    /// When it arrived, by the service's clock.
    pub arrived: Timestamp,
    /// The method.
    pub method: String,
    /// The path, `/api/v1` included.
    pub path: String,
    /// The query as it was sent.
    pub query: String,
    /// The body as it was sent.
    pub body: String,
    /// Whose token it was, when the token was good.
    pub holder: Option<Holder>,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of a POST.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Outcome {
    /// Whether the service looked at the request at all; a fault can get in between.
    pub performed: bool,
    /// When it did: at once, or later than it arrived.
    pub performed_at: Option<Timestamp>,
    /// The status that the service itself came to, whether or not the client got to see it.
    pub status: Option<u16>,
    /// The status that was sent; `None`: no answer went out.
    pub sent: Option<u16>,
    /// The licenses that changed.
    pub changed: Vec<String>,
}

#[derive(Debug, Default)]
pub(crate) struct Ledger {
    pub requests: u64,
    pub reads: u64,
    pub entries: Vec<LedgerEntry>,
}

impl Ledger {
    /// Records what late work came to, long after its request was answered or given up.
    pub(crate) fn settle_late(&mut self, number: u64, at: Timestamp, status: u16, changed: Vec<String>) {
        if let Some(entry) = self.entries.iter_mut().find(|entry| entry.number == number) {
            entry.outcome.performed = true;
            entry.outcome.performed_at = Some(at);
            entry.outcome.status = Some(status);
            entry.outcome.changed = changed;
        }
    }
}
