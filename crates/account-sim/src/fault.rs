//! Failures: what can go wrong between a request and its answer, and when it does.

use std::{fmt, time::Duration};

use http::Method;

use crate::choices::RetryAfterForm;

/// One way to fail. "Before" means that nothing was done, "work" that the request took effect all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Does the work at once, answers late.
    Delay(Duration),
    /// Closes the connection without a byte, nothing done.
    DropBefore,
    /// Does the work, closes the connection without a byte.
    WorkThenDrop,
    /// Resets the connection (RST), nothing done.
    ResetBefore,
    /// Does the work, resets the connection.
    WorkThenReset,
    /// Never answers, nothing done.
    NeverAnswer,
    /// Does the work, never answers.
    WorkThenNeverAnswer,
    /// Never answers, and does the work only after this time on the service's clock: later than a client looks.
    LateWork(Duration),
    /// Does the work, sends half of the answer's body, closes the connection.
    TruncateBody,
    /// Answers with this status and no body, nothing done.
    Status(u16),
    /// Does the work, answers with this status and no body.
    WorkThenStatus(u16),
    /// Answers with this status, this code and a description, nothing done.
    Code(u16, String),
    /// Answers 429 and says when to come back, nothing done.
    TooManyRequests {
        /// How `Retry-After` is written.
        form: RetryAfterForm,
        /// The seconds that it asks for.
        seconds: u32,
    },
    /// Answers with a page of HTML and this status, nothing done: 200 is a captive portal.
    Html(u16),
    /// Answers 302 to this address, nothing done.
    Redirect(String),
    /// Answers with this status, content type `application/json` and this text, nothing done.
    Garbage(u16, String),
    /// Answers 200 with gzip of this many zeros, nothing done.
    HugeGzip(usize),
}

/// A request as a plan sees it.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// The number of the request since the plan was set, from 1.
    pub number: u64,
    /// The method.
    pub method: &'a Method,
    /// The path, `/api/v1` included.
    pub path: &'a str,
    /// The query, or nothing.
    pub query: &'a str,
    /// The body.
    pub body: &'a [u8],
}

/// Which requests a rule is for. Without a condition: all.
#[derive(Clone, Debug, Default)]
pub struct When {
    method: Option<Method>,
    path_contains: Option<String>,
    text_contains: Option<String>,
    nth: Option<u64>,
    times: Option<u64>,
    matched: u64,
    fired: u64,
}

impl When {
    /// Every request.
    pub fn any() -> Self {
        Self::default()
    }

    /// Every GET.
    pub fn get() -> Self {
        Self { method: Some(Method::GET), ..Self::default() }
    }

    /// Every POST.
    pub fn post() -> Self {
        Self { method: Some(Method::POST), ..Self::default() }
    }

    /// Only where the path contains this, such as `assign`.
    #[must_use]
    pub fn path(mut self, part: &str) -> Self {
        self.path_contains = Some(part.to_owned());
        self
    }

    /// Only where the query or the body contains this, such as a license id or `page=3`.
    #[must_use]
    pub fn containing(mut self, part: &str) -> Self {
        self.text_contains = Some(part.to_owned());
        self
    }

    /// Only the nth, from 1, of those that the other conditions let through.
    #[must_use]
    pub fn nth(mut self, nth: u64) -> Self {
        self.nth = Some(nth);
        self
    }

    /// So many times, then never again.
    #[must_use]
    pub fn times(mut self, times: u64) -> Self {
        self.times = Some(times);
        self
    }

    fn matches(&mut self, seen: &Seen<'_>) -> bool {
        let text_has = |part: &String| {
            seen.query.contains(part.as_str()) || String::from_utf8_lossy(seen.body).contains(part.as_str())
        };
        let lets_through = self.method.as_ref().is_none_or(|method| method == seen.method)
            && self.path_contains.as_ref().is_none_or(|part| seen.path.contains(part.as_str()))
            && self.text_contains.as_ref().is_none_or(text_has);
        if !lets_through {
            return false;
        }
        self.matched += 1;
        let due = self.nth.is_none_or(|nth| nth == self.matched)
            && self.times.is_none_or(|times| self.fired < times);
        self.fired += u64::from(due);
        due
    }
}

type Chooser = Box<dyn FnMut(&Seen<'_>) -> Option<Fault> + Send>;

/// Which requests fail how. The first rule that matches decides.
#[derive(Default)]
pub struct FaultPlan {
    rules: Vec<(When, Fault)>,
    chooser: Option<Chooser>,
    seen: u64,
}

impl FaultPlan {
    /// Nothing fails.
    pub fn none() -> Self {
        Self::default()
    }

    /// The nth request after the plan was set, from 1, fails.
    #[must_use]
    pub fn nth(self, nth: u64, fault: Fault) -> Self {
        self.fail(When::any().nth(nth), fault)
    }

    /// The requests that match fail.
    #[must_use]
    pub fn fail(mut self, when: When, fault: Fault) -> Self {
        self.rules.push((when, fault));
        self
    }

    /// Where no rule matches, this decides.
    #[must_use]
    pub fn choose(mut self, chooser: impl FnMut(&Seen<'_>) -> Option<Fault> + Send + 'static) -> Self {
        self.chooser = Some(Box::new(chooser));
        self
    }

    pub(crate) fn fault_for(&mut self, mut seen: Seen<'_>) -> Option<Fault> {
        self.seen += 1;
        seen.number = self.seen;
        // Every rule counts every request, whether or not another one decides.
        let mut decided = None;
        for (when, fault) in &mut self.rules {
            if when.matches(&seen) && decided.is_none() {
                decided = Some(fault.clone());
            }
        }
        decided.or_else(|| self.chooser.as_mut().and_then(|choose| choose(&seen)))
    }
}

impl fmt::Debug for FaultPlan {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("FaultPlan")
            .field("rules", &self.rules)
            .field("chooses", &self.chooser.is_some())
            .field("seen", &self.seen)
            .finish()
    }
}
