//! A list that is being read, kept until it is whole: what a person stopped or a network broke off goes on from there.

use std::{
    sync::{Arc, Weak},
    time::{Duration, Instant},
};

use account_api::{LicenseScope, ListReading};
use domain::{Access, License, Scope};

use crate::opened::OpenedOrganization;

/// How long a reading is kept. Pages that are older are read again anyway, and take memory until then.
const KEPT_FOR: Duration = Duration::from_mins(5);

/// A reading, and for which list it is.
#[derive(Debug)]
pub(crate) struct KeptReading {
    /// What the token sees: another token's list is another one.
    pub scope: String,
    pub reading: ListReading,
    started: Instant,
}

impl KeptReading {
    /// A reading that leaves out what the cache of `opened` has exactly as the vendor lists it.
    pub fn new(opened: &Arc<OpenedOrganization>, access: &Access) -> Self {
        // The organization owns its reading, so the reading must not own the organization.
        let opened: Weak<OpenedOrganization> = Arc::downgrade(opened);
        let knows = move |license: &License| {
            opened.upgrade().is_some_and(|opened| opened.catalog().index().has(license))
        };
        Self {
            scope: scope_name(access),
            reading: ListReading::new(scope(access)).knowing(Arc::new(knows)),
            started: Instant::now(),
        }
    }

    /// Whether going on with it is better than starting anew.
    pub fn is_usable(&self, access: &Access) -> bool {
        self.is_young() && self.scope == scope_name(access)
    }

    pub fn is_young(&self) -> bool {
        self.started.elapsed() < KEPT_FOR
    }
}

/// The name of what a token sees, to tell lists apart.
pub(crate) fn scope_name(access: &Access) -> String {
    match &access.scope {
        Scope::Organization { .. } => "organization".to_owned(),
        Scope::Team(team) => format!("team {}", team.id.0),
    }
}

/// The list that a token sees.
pub(crate) fn scope(access: &Access) -> LicenseScope {
    match &access.scope {
        Scope::Organization { .. } => LicenseScope::Organization,
        Scope::Team(team) => LicenseScope::Team(team.id),
    }
}
