//! A list that is being read, kept until it is whole: what a person stopped or a network broke off goes on from there.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, Weak},
    time::{Duration, Instant},
};

use account_api::{LicenseScope, ListReading};
use domain::{Access, License, LicenseId, Scope};

use crate::{lock, oddities::lacks_name, opened::OpenedOrganization};

/// How long a reading is kept. Pages that are older are read again anyway, and take memory until then.
const KEPT_FOR: Duration = Duration::from_mins(5);

/// A reading with what was noticed on the way.
#[derive(Debug)]
pub(crate) struct KeptReading {
    /// What the token sees: another token's list is another one.
    pub scope: String,
    pub reading: ListReading,
    started: Instant,
    /// Licenses without a name that should have one, whether or not the cache has them exactly so.
    nameless: Arc<Mutex<HashSet<LicenseId>>>,
}

impl KeptReading {
    /// A reading that leaves out what the cache of `opened` has exactly as the vendor lists it.
    pub fn new(opened: &Arc<OpenedOrganization>, access: &Access) -> Self {
        // The organization owns its reading, so the reading must not own the organization.
        let opened: Weak<OpenedOrganization> = Arc::downgrade(opened);
        let nameless: Arc<Mutex<HashSet<LicenseId>>> = Arc::default();
        let noticed = Arc::clone(&nameless);
        let knows = move |license: &License| {
            notice(&mut lock(&noticed), license);
            opened.upgrade().is_some_and(|opened| opened.catalog().index().has(license))
        };
        Self {
            scope: scope_name(access),
            reading: ListReading::new(scope(access)).knowing(Arc::new(knows)),
            started: Instant::now(),
            nameless,
        }
    }

    /// Whether going on with it is better than starting anew.
    pub fn is_usable(&self, access: &Access) -> bool {
        self.is_young() && self.scope == scope_name(access)
    }

    pub fn is_young(&self) -> bool {
        self.started.elapsed() < KEPT_FOR
    }

    /// Licenses without a name that should have one.
    pub fn nameless(&self) -> HashSet<LicenseId> {
        lock(&self.nameless).clone()
    }
}

fn notice(nameless: &mut HashSet<LicenseId>, license: &License) {
    if lacks_name(license) {
        nameless.insert(license.id.clone());
    } else if !nameless.is_empty() {
        // A list that moves is read again, and the name may have come meanwhile.
        nameless.remove(&license.id);
    }
}

/// The name of what a token sees, to tell lists apart.
pub(crate) fn scope_name(access: &Access) -> String {
    match &access.scope {
        Scope::Organization { .. } => "organization".to_owned(),
        Scope::Team(team) => format!("team {}", team.id.0),
    }
}

fn scope(access: &Access) -> LicenseScope {
    match &access.scope {
        Scope::Organization { .. } => LicenseScope::Organization,
        Scope::Team(team) => LicenseScope::Team(team.id),
    }
}
