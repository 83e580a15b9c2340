//! Somebody else, who changes licenses in the vendor's console while the application works.

use std::sync::{Arc, Mutex};

use account_sim::Service;
use fastrand::Rng;
use jiff::Timestamp;

use crate::{calls::Call, chance::one_of, lock, trace::Trace};

/// What somebody else did to a license.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    pub at: Timestamp,
    pub license: String,
    pub what: &'static str,
}

/// Somebody else.
#[derive(Debug)]
pub struct Elsewhere {
    deeds: Mutex<Vec<Deed>>,
    trace: Arc<Trace>,
}

impl Elsewhere {
    pub fn new(trace: Arc<Trace>) -> Arc<Self> {
        Arc::new(Self { deeds: Mutex::default(), trace })
    }

    pub fn deeds(&self) -> Vec<Deed> {
        lock(&self.deeds).clone()
    }

    /// Changes a license that a request is about, before the request gets there.
    pub fn interfere(&self, rng: &mut Rng, service: &Service, license: &str, call: &Call) {
        let what = match rng.u32(0..12) {
            0..3 => given(service, license, &format!("someone.else{}@wattenmeer.example", rng.u32(0..9))),
            3..6 => taken(service, license),
            // The very thing that is being asked for.
            6 => match call {
                Call::Assign { email, .. } => given(service, license, email),
                Call::Revoke { .. } => taken(service, license),
                Call::Transfer { team, .. } => moved(service, license, u64::try_from(*team).unwrap_or(0)),
                Call::Read { .. } | Call::Other(_) => None,
            },
            7 | 8 => {
                let teams: Vec<u64> = service.teams().iter().map(|team| team.id).collect();
                moved(service, license, one_of(rng, &teams))
            }
            9 => service.change(license, |license| license.is_suspended = true).map(|()| "suspended"),
            10 => service.change(license, |license| license.is_transferable = false).map(|()| "bound"),
            _ if rng.u32(0..3) == 0 => service.remove_license(license).map(|_| "removed"),
            _ => None,
        };
        if let Some(what) = what {
            self.trace.note(format!("somebody else: {license} is {what}"));
            lock(&self.deeds).push(Deed { at: service.clock().now(), license: license.to_owned(), what });
        }
    }
}

fn given(service: &Service, license: &str, email: &str) -> Option<&'static str> {
    service.assign_elsewhere(license, "Someone Else", email).then_some("given")
}

fn taken(service: &Service, license: &str) -> Option<&'static str> {
    service.revoke_elsewhere(license).then_some("taken")
}

fn moved(service: &Service, license: &str, team: u64) -> Option<&'static str> {
    service.change(license, |license| license.team = team).map(|()| "moved")
}
