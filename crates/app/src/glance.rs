//! What the window shows before everything is loaded: the table as it was left, read in a few milliseconds however many
//! licenses there are. Everything that is asked for afterwards comes from the whole.

use std::path::Path;

use domain::{Facets, KnownNames, LicenseQuery};
use serde::{Deserialize, Serialize};
use store::{FirstRows, Organization, Settings, Store};

use crate::{
    App, Clock, Problem, kept,
    oddities::kinds_from_json,
    opened::{OpenedOrganization, count, file_of},
    present,
    view::{
        ConnectionView, CurrentView, GlanceView, LicenseWindow, SessionView, SyncView, TableViews, TokenPlace,
    },
    views::table_views,
};

/// Rows that are kept: one page of the table.
const ROWS: usize = 100;

/// What rows alone don't tell.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Counts {
    total: u32,
    all: u32,
    facets: Facets,
}

/// A look into the files of the organization that was open last, before an [`App`] is started on the same folder; none
/// where there is nothing to show, or anything is in its way: the application itself finds out what.
pub async fn glance(folder: &Path, clock: &dyn Clock, version: &str) -> Option<GlanceView> {
    let file = folder.join("settings.sqlite");
    if !file.exists() {
        return None;
    }
    let (settings, None) = Settings::open(&file).await.ok()? else { return None };
    let glance = glance_with(&settings, folder, clock, version).await;
    settings.close().await;
    glance
}

async fn glance_with(
    settings: &Settings,
    folder: &Path,
    clock: &dyn Clock,
    version: &str,
) -> Option<GlanceView> {
    let organizations = settings.organizations().await.ok()?;
    let organization = organizations.first()?;
    let file = file_of(folder, &organization.id);
    if !file.exists() {
        return None;
    }
    let store::Opened { store, set_aside: None } = Store::open_at_once(&file).await.ok()? else {
        return None;
    };
    let seen = look(&store, organization, clock).await;
    store.close().await;
    let (current, views, window) = seen?;
    let session = SessionView {
        organizations: organizations.iter().map(present::organization).collect(),
        current: Some(current),
        preferences: kept::read(&settings.preferences().await.ok()?.unwrap_or_default()),
        problem: None,
        version: version.to_owned(),
    };
    Some(GlanceView { session, views, window })
}

async fn look(
    store: &Store,
    organization: &Organization,
    clock: &dyn Clock,
) -> Option<(CurrentView, TableViews, LicenseWindow)> {
    let views = table_views(store).await.ok()?;
    let query = views.last.as_ref().map(|last| last.query.clone()).unwrap_or_default();
    let rows = store.first_rows().await.ok()??;
    if kept::try_read::<LicenseQuery>(&rows.view)? != query {
        return None;
    }
    let counts: Counts = serde_json::from_str(&rows.counts).ok()?;
    let mut names = KnownNames::default();
    for person in store.people().await.ok()? {
        names.learn(&person.email, format!("{} {}", person.first_name, person.last_name));
    }
    let (now, today) = (clock.now(), clock.today());
    let licenses = store.licenses_with(&rows.ids).await.ok()?;
    if licenses.len() != rows.ids.len() {
        return None;
    }
    let window = LicenseWindow {
        total: counts.total,
        all: counts.all,
        offset: 0,
        rows: licenses.into_iter().map(|license| present::row(&names.entry(license), now, today)).collect(),
        facets: counts.facets,
    };
    Some((current(store, organization, window.all).await?, views, window))
}

async fn current(store: &Store, organization: &Organization, license_count: u32) -> Option<CurrentView> {
    let last = store.last_sync().await.ok()?;
    let access = store.last_access().await.ok()?;
    Some(CurrentView {
        organization: present::organization(organization),
        access: access.as_ref().map(present::access),
        connection: ConnectionView::Checking,
        token_place: TokenPlace::Nowhere,
        sync: SyncView {
            last_synced_at: last.as_ref().map(|run| run.finished_at.to_string()),
            odd_licenses: last.as_ref().map_or(0, |run| run.odd),
            oddities: last.as_ref().map(|run| kinds_from_json(&run.oddities)).unwrap_or_default(),
            ..SyncView::default()
        },
        license_count,
        run: None,
        queued: 0,
        due: 0,
        teams: access.map(|access| access.teams().to_vec()).unwrap_or_default(),
        read_only: store.is_read_only(),
    })
}

impl App {
    /// Keeps what the table shows first, for the next start. That it can't be kept only makes that start slower.
    pub(crate) async fn keep_first_rows(&self, opened: &OpenedOrganization) {
        if let Err(problem) = self.try_keep_first_rows(opened).await {
            tracing::warn!(code = ?problem.code, "the first rows could not be kept");
        }
    }

    async fn try_keep_first_rows(&self, opened: &OpenedOrganization) -> Result<(), Problem> {
        if opened.store.is_read_only() {
            return Ok(());
        }
        let last = table_views(&opened.store).await?.last;
        let query = last.map(|last| last.query).unwrap_or_default();
        let catalog = opened.catalog();
        let found = catalog.index().find(&query, self.options.clock.now(), self.options.clock.today());
        let counts =
            Counts { total: count(found.total()), all: count(catalog.len()), facets: found.facets.clone() };
        let rows = FirstRows {
            view: kept::json(&query)?,
            ids: catalog.index().window_ids(&found, 0, ROWS),
            counts: kept::json(&counts)?,
        };
        Ok(opened.store.keep_first_rows(&rows).await?)
    }
}
