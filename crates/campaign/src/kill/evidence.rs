//! Which request belongs to which step, found out afterwards from the service's ledger.

use std::{
    collections::{BTreeMap, HashSet},
    time::Duration,
};

use account_api::Request;
use account_sim::LedgerEntry;
use domain::StepState;
use http::{HeaderMap, Method};
use jiff::Timestamp;
use store::hooks::{StepKey, WrittenStep};

use crate::{
    calls::Call,
    check::Evidence,
    network::{Post, Seen},
};

/// All that is known where nobody stood between the application and the service.
pub fn of(steps: BTreeMap<StepKey, WrittenStep>, ledger: Vec<LedgerEntry>) -> Evidence {
    let mut seen = Seen::default();
    let mut taken = HashSet::new();
    for (number, entry) in ledger.iter().enumerate() {
        let call = call_of(entry);
        let mut post = Post { call, steps: Vec::new(), entry: Some(number), granted: None };
        for license in post.call.licenses() {
            match sender(&steps, &taken, &post.call, license, entry.arrived) {
                Some(step) => {
                    taken.insert(step.clone());
                    post.steps.push(step);
                }
                None => seen.violations.push(format!("{}: arrived, and no intent for {license}", post.call)),
            }
        }
        seen.posts.push(post);
    }
    seen.has_looks = false;
    Evidence { steps, ledger, seen, deeds: Vec::new() }
}

/// The last step before this moment that was about to send this, and of which no other request is known.
fn sender(
    steps: &BTreeMap<StepKey, WrittenStep>,
    taken: &HashSet<StepKey>,
    call: &Call,
    license: &str,
    arrived: Timestamp,
) -> Option<StepKey> {
    let intent = |step: &WrittenStep| {
        step.lines.iter().find(|(_, state)| *state == StepState::Intent).map(|(at, _)| *at)
    };
    steps
        .iter()
        .filter(|(key, step)| !taken.contains(*key) && call.does(license, &step.wish))
        .filter_map(|(key, step)| Some((intent(step).filter(|at| *at <= arrived)?, key)))
        .max()
        .map(|(_, key)| key.clone())
}

fn call_of(entry: &LedgerEntry) -> Call {
    let path = entry.path.strip_prefix("/api/v1").unwrap_or(&entry.path);
    let query = if entry.query.is_empty() { String::new() } else { format!("?{}", entry.query) };
    Call::of(&Request {
        method: Method::from_bytes(entry.method.as_bytes()).unwrap_or(Method::POST),
        path_and_query: format!("{path}{query}"),
        headers: HeaderMap::new(),
        body: Some(entry.body.clone().into_bytes()),
        timeout: Duration::ZERO,
    })
}
