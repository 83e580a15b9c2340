//! What has to be written so that the cache shows what the vendor listed.

use std::collections::HashSet;

use account_api::LicenseList;
use domain::{License, LicenseEvent, LicenseId, changes_between};
use jiff::Timestamp;
use store::{Delta, NewEvent};

use crate::catalog::Catalog;

/// Licenses of the cache that a list lacks.
pub(crate) fn missing(catalog: &Catalog, list: &LicenseList) -> Vec<LicenseId> {
    let listed = listed(&list.licenses, &list.known);
    catalog.index().ids().filter(|id| !listed.contains(id)).map(|id| LicenseId(id.to_owned())).collect()
}

/// The way from the cache to a list: licenses that are new or differ, and the ids of those that the cache has exactly
/// so. What is `newer` in the cache is left alone.
pub(crate) fn difference(
    catalog: &Catalog,
    licenses: Vec<License>,
    known: &[LicenseId],
    newer: impl Fn(&LicenseId) -> bool,
    now: Timestamp,
) -> Delta {
    let mut delta =
        Delta { removed: removed(catalog, &listed(&licenses, known), &newer), ..Delta::default() };
    for license in licenses {
        let before = catalog.license(&license.id);
        if newer(&license.id) || before.as_ref() == Some(&license) {
            continue;
        }
        let what =
            before.map_or_else(|| vec![LicenseEvent::Appeared], |before| changes_between(&before, &license));
        delta.events.extend(events(&license.id, what, now));
        delta.changed.push(license);
    }
    for id in &delta.removed {
        delta.events.extend(events(id, vec![LicenseEvent::Disappeared], now));
    }
    delta
}

fn listed<'a>(licenses: &'a [License], known: &'a [LicenseId]) -> HashSet<&'a str> {
    licenses.iter().map(|license| &license.id).chain(known).map(|id| id.0.as_str()).collect()
}

fn removed(catalog: &Catalog, listed: &HashSet<&str>, newer: &impl Fn(&LicenseId) -> bool) -> Vec<LicenseId> {
    let gone = catalog.index().ids().filter(|id| !listed.contains(id)).map(|id| LicenseId(id.to_owned()));
    gone.filter(|id| !newer(id)).collect()
}

fn events(id: &LicenseId, what: Vec<LicenseEvent>, seen_at: Timestamp) -> impl Iterator<Item = NewEvent> {
    what.into_iter().map(move |event| NewEvent { license: id.clone(), seen_at, event, change_set: None })
}
