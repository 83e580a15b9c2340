//! From a request to what its sender gets to see: rate limit, faults, the work itself, the ledger.

use std::{io::Write, time::Duration};

use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
use http::{HeaderValue, Method, Request, Response, header};
use jiff::{SignedDuration, Timestamp};

use crate::{
    calls,
    clock::saturating_add,
    dates::http_date,
    fault::{Fault, Seen},
    ledger::{LedgerEntry, Outcome},
    refusal::{Refusal, answer, html, json, retry_after},
    reply::{Ending, Reply},
    special,
    state::{LateWork, State},
    wire::ErrorBody,
};

impl State {
    /// Lets work take effect whose time has come.
    pub(crate) fn run_late_work(&mut self, now: Timestamp) {
        let (due, later) = std::mem::take(&mut self.late).into_iter().partition(|work| work.due <= now);
        self.late = later;
        for LateWork { number, request, due } in due {
            let done = calls::perform(self, &request, due);
            self.ledger.settle_late(number, due, done.response.status().as_u16(), done.changed);
        }
    }

    /// Answers one request, or fails to.
    pub(crate) fn exchange(&mut self, request: &Request<Bytes>, now: Timestamp) -> Reply {
        self.ledger.requests += 1;
        let number = self.ledger.requests;
        let is_read = request.method() == Method::GET;
        let holder = calls::authenticate(self, request).ok();
        let mut outcome = Outcome::default();
        let fault = self.fault_for(request);
        let mut reply = match self.over_the_limit(request, now) {
            Some(refusal) => {
                let ending = Ending::Answer(refusal.response(&self.choices));
                Reply { delay: Duration::ZERO, ending }
            }
            None => self.through(fault, request, number, now, &mut outcome),
        };
        if let Ending::Answer(response) | Ending::Truncated(response) = &mut reply.ending
            && let Ok(date) = HeaderValue::from_str(&http_date(now))
        {
            response.headers_mut().insert(header::DATE, date);
        }
        outcome.sent = reply.status();
        // Neither query nor body: they hold e-mail addresses, and the demo logs into the application's own log.
        tracing::debug!(number, method = %request.method(), path = request.uri().path(), ?outcome.sent, "request");
        if is_read {
            self.ledger.reads += 1;
        } else {
            self.ledger.entries.push(LedgerEntry {
                number,
                arrived: now,
                method: request.method().to_string(),
                path: request.uri().path().to_owned(),
                query: request.uri().query().unwrap_or_default().to_owned(),
                body: String::from_utf8_lossy(request.body()).into_owned(),
                holder,
                outcome,
            });
        }
        reply
    }

    /// The plan goes first; special inputs are for whoever has none.
    fn fault_for(&mut self, request: &Request<Bytes>) -> Option<Fault> {
        let query = request.uri().query().unwrap_or_default();
        let path = request.uri().path();
        let seen = Seen { number: 0, method: request.method(), path, query, body: request.body() };
        self.plan
            .fault_for(seen)
            .or_else(|| special::fault_for(self, request.method().as_str(), path, query, request.body()))
    }

    fn over_the_limit(&mut self, request: &Request<Bytes>, now: Timestamp) -> Option<Refusal> {
        let most = self.choices.requests_per_minute?;
        let token =
            request.headers().get("X-Api-Key").and_then(|token| token.to_str().ok()).unwrap_or_default();
        let minute = now.as_second().div_euclid(60);
        let (counted, count) = self.rate.entry(token.to_owned()).or_insert((minute, 0));
        if *counted != minute {
            (*counted, *count) = (minute, 0);
        }
        *count += 1;
        if *count <= most {
            return None;
        }
        let left = u32::try_from(60 - now.as_second().rem_euclid(60)).unwrap_or(60);
        Some(Refusal::TooManyRequests { retry_after: retry_after(self.choices.retry_after, left, now) })
    }

    /// Does the work, or not, and answers, or not, as the fault says.
    fn through(
        &mut self,
        fault: Option<Fault>,
        request: &Request<Bytes>,
        number: u64,
        now: Timestamp,
        outcome: &mut Outcome,
    ) -> Reply {
        let mut work = || self.work(request, now, outcome);
        let mut delay = Duration::ZERO;
        let ending = match fault {
            None => Ending::Answer(work()),
            Some(Fault::Delay(wait)) => {
                delay = wait;
                Ending::Answer(work())
            }
            Some(Fault::TruncateBody) => Ending::Truncated(truncate(work())),
            Some(Fault::WorkThenStatus(status)) => {
                work();
                Ending::Answer(answer(status, None, Bytes::new()))
            }
            Some(Fault::WorkThenDrop) => {
                work();
                Ending::Closed
            }
            Some(Fault::WorkThenReset) => {
                work();
                Ending::Reset
            }
            Some(Fault::WorkThenNeverAnswer) => {
                work();
                Ending::Silence
            }
            Some(Fault::LateWork(wait)) => {
                let due = saturating_add(now, SignedDuration::try_from(wait).unwrap_or(SignedDuration::MAX));
                self.late.push(LateWork { due, number, request: request.clone() });
                Ending::Silence
            }
            Some(fault) => self.without_the_work(fault, now),
        };
        Reply { delay, ending }
    }

    fn work(&mut self, request: &Request<Bytes>, now: Timestamp, outcome: &mut Outcome) -> Response<Bytes> {
        let done = calls::perform(self, request, now);
        outcome.performed = true;
        outcome.performed_at = Some(now);
        outcome.status = Some(done.response.status().as_u16());
        outcome.changed = done.changed;
        done.response
    }

    fn without_the_work(&self, fault: Fault, now: Timestamp) -> Ending {
        let response = match fault {
            Fault::DropBefore => return Ending::Closed,
            Fault::ResetBefore => return Ending::Reset,
            Fault::Status(status) => answer(status, None, Bytes::new()),
            Fault::Code(status, code) => json(
                status,
                &ErrorBody { code: &code, description: "Something that the document does not know" },
            ),
            Fault::TooManyRequests { form, seconds } => {
                Refusal::TooManyRequests { retry_after: retry_after(form, seconds, now) }
                    .response(&self.choices)
            }
            Fault::Html(status) => html(status),
            Fault::Redirect(to) => redirect(&to),
            Fault::Garbage(status, text) => answer(status, Some("application/json"), text.into()),
            Fault::HugeGzip(size) => huge(size),
            // `NeverAnswer`; those that do the work don't come here.
            _ => return Ending::Silence,
        };
        Ending::Answer(response)
    }
}

/// Promises the whole body, and at least one byte, so that an empty answer can be cut as well.
fn truncate(mut response: Response<Bytes>) -> Response<Bytes> {
    let whole = response.body().len();
    response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(whole.max(1)));
    response.map(|body| body.slice(..whole / 2))
}

fn redirect(to: &str) -> Response<Bytes> {
    let mut response = answer(302, None, Bytes::new());
    if let Ok(to) = HeaderValue::from_str(to) {
        response.headers_mut().insert(header::LOCATION, to);
    }
    response
}

fn huge(size: usize) -> Response<Bytes> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    let chunk = vec![b'0'; 1 << 16];
    let mut left = size;
    while left > 0 {
        let next = left.min(chunk.len());
        // Writing to memory can't fail.
        let _ = encoder.write_all(&chunk[..next]);
        left -= next;
    }
    let mut response = answer(200, Some("application/json"), encoder.finish().unwrap_or_default().into());
    response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    response
}
