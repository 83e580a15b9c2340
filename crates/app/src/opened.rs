//! The organization that is open: its file, its licenses in memory, its connection.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard},
};

use domain::{Access, Collation, License, LicenseId};
use jiff::{Timestamp, civil::Date};
use store::{Organization, Store, SyncRun};
use tokio::sync::{Notify, watch};

use crate::{
    App, Problem, ProblemCode,
    catalog::Catalog,
    clients::Clients,
    lock,
    oddities::kinds_from_json,
    present,
    progress::Meter,
    queue::QueueCounts,
    reading::KeptReading,
    recover::Recovery,
    refresh::Tries,
    run::Run,
    unsettled::Unsettled,
    view::{ConnectionView, CurrentView, SyncProgress, SyncView, TokenPlace},
};

/// The organization that is open.
pub(crate) struct OpenedOrganization {
    pub organization: Organization,
    pub store: Store,
    catalog: Mutex<Arc<Catalog>>,
    link: Mutex<Link>,
    sync: Mutex<SyncView>,
    pub recovery: Mutex<Recovery>,
    /// Licenses that were read back while a sync was under way: they are newer than what the sync brings.
    read_back: Mutex<HashSet<LicenseId>>,
    /// Changes of the catalog are written and shown one after the other.
    writing: tokio::sync::Mutex<()>,
    /// Held by the one sync that may run, with what the one before left unfinished.
    pub syncing: tokio::sync::Mutex<Option<KeptReading>>,
    /// Stops the sync that is under way.
    pub cancel: Notify,
    pub meter: Mutex<Meter>,
    pub tries: Mutex<Tries>,
    /// The day for which rows were last looked at, and the moment at which a lock opens.
    pub shown_for: Mutex<Option<(Date, Timestamp)>>,
    pub queue: Mutex<QueueCounts>,
    /// The change set that is being carried out, or that was the last one and whose result was not put away yet.
    pub run: Mutex<Option<Arc<Run>>>,
    /// Held by the one change set that may be carried out.
    pub changing: Arc<tokio::sync::Mutex<()>>,
    /// The connection is made by one at a time.
    pub establishing: tokio::sync::Mutex<()>,
    /// Licenses with a change of which nobody knows what became.
    unsettled: Mutex<Unsettled>,
    /// Whether the whole file was found in order. Held by whoever looks.
    pub is_looked_over: tokio::sync::Mutex<bool>,
    /// Turns true when another organization takes its place: what runs in the background ends.
    closed: watch::Sender<bool>,
}

/// The right to put another catalog in the place of the one that is shown. Nobody else changes it meanwhile, so the next
/// one is made from it while everybody goes on reading.
pub(crate) struct Writing<'a> {
    _held: tokio::sync::MutexGuard<'a, ()>,
    shown: &'a Mutex<Arc<Catalog>>,
}

impl Writing<'_> {
    /// Shows this catalog from now on.
    pub fn show(&self, catalog: Catalog) {
        let before = std::mem::replace(&mut *lock(self.shown), Arc::new(catalog));
        // Taking a large one apart takes a while, too: not while others wait for the lock.
        drop(before);
    }
}

/// The connection and what is known of the token.
#[derive(Clone)]
pub(crate) struct Link {
    pub clients: Option<Clients>,
    pub access: Option<Access>,
    /// When the vendor was last asked what the token may do.
    pub asked_at: Option<Timestamp>,
    pub connection: ConnectionView,
    pub token_place: TokenPlace,
}

impl App {
    /// Opens the file of an organization, and shows what it holds. A damaged file is set aside.
    pub(crate) async fn open_file(
        &self,
        organization: Organization,
    ) -> Result<Arc<OpenedOrganization>, Problem> {
        let store::Opened { store, set_aside } = Store::open(&self.file_of(&organization.id)).await?;
        if let Some(file) = set_aside {
            self.set_problem(Problem::with_text(ProblemCode::StoreDamaged, &file.display()));
        }
        self.show_file(organization, store, true).await
    }

    /// Opens it so that the window shows what it holds at once: before anything that matters is written,
    /// [`App::looked_over`] comes.
    pub(crate) async fn open_file_at_once(
        &self,
        organization: Organization,
    ) -> Result<Arc<OpenedOrganization>, Problem> {
        let store::Opened { store, set_aside } = Store::open_at_once(&self.file_of(&organization.id)).await?;
        if let Some(file) = set_aside {
            self.set_problem(Problem::with_text(ProblemCode::StoreDamaged, &file.display()));
        }
        if let Ok(opened) = self.show_file(organization.clone(), store.clone(), false).await {
            return Ok(opened);
        }
        // Most likely damage, which a closer look finds.
        store.close().await;
        self.open_file(organization).await
    }

    async fn show_file(
        &self,
        organization: Organization,
        store: Store,
        is_looked_over: bool,
    ) -> Result<Arc<OpenedOrganization>, Problem> {
        let catalog = Catalog::load(&store, Collation::of(&self.options.language)).await?;
        let unsettled = Unsettled::of(store.unsettled_steps().await?);
        let last = store.last_sync().await?;
        let link = Link {
            clients: None,
            access: store.last_access().await?,
            asked_at: None,
            connection: ConnectionView::Checking,
            token_place: TokenPlace::Nowhere,
        };
        let opened = OpenedOrganization {
            organization,
            store,
            catalog: Mutex::new(Arc::new(catalog)),
            link: Mutex::new(link),
            sync: Mutex::new(last.as_ref().map(told_of).unwrap_or_default()),
            recovery: Mutex::default(),
            read_back: Mutex::default(),
            writing: tokio::sync::Mutex::default(),
            syncing: tokio::sync::Mutex::default(),
            cancel: Notify::new(),
            meter: Mutex::default(),
            tries: Mutex::new(Tries { read_at: last.map(|run| run.finished_at), last: None }),
            shown_for: Mutex::default(),
            queue: Mutex::default(),
            run: Mutex::default(),
            changing: Arc::default(),
            establishing: tokio::sync::Mutex::default(),
            unsettled: Mutex::new(unsettled),
            is_looked_over: tokio::sync::Mutex::new(is_looked_over),
            closed: watch::Sender::new(false),
        };
        self.look_at_queue(&opened).await?;
        Ok(Arc::new(opened))
    }

    pub(crate) fn file_of(&self, organization: &str) -> PathBuf {
        file_of(&self.options.folder, organization)
    }
}

/// What is shown of a sync of an earlier run.
fn told_of(last: &SyncRun) -> SyncView {
    SyncView {
        last_synced_at: Some(last.finished_at.to_string()),
        odd_licenses: last.odd,
        oddities: kinds_from_json(&last.oddities),
        ..SyncView::default()
    }
}

/// Where the data of an organization is.
pub(crate) fn file_of(folder: &Path, organization: &str) -> PathBuf {
    folder.join("organizations").join(format!("{organization}.sqlite"))
}

impl OpenedOrganization {
    pub fn catalog(&self) -> Arc<Catalog> {
        lock(&self.catalog).clone()
    }

    pub fn link(&self) -> Link {
        lock(&self.link).clone()
    }

    pub fn set_link(&self, link: Link) {
        *lock(&self.link) = link;
    }

    pub fn update_link(&self, change: impl FnOnce(&mut Link)) {
        change(&mut lock(&self.link));
    }

    /// What is under way, or of which nobody knows what became of it.
    pub fn unsettled(&self) -> MutexGuard<'_, Unsettled> {
        lock(&self.unsettled)
    }

    /// What `work` gives, or nothing if another organization takes this one's place before it is done.
    pub async fn while_open<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        let mut closed = self.closed.subscribe();
        tokio::select! {
            biased;
            _ = closed.wait_for(|closed| *closed) => None,
            done = work => Some(done),
        }
    }

    /// Whether another organization, or another file of the same, has taken its place.
    pub fn is_closed(&self) -> bool {
        *self.closed.borrow()
    }

    /// The vendor did not accept the token, or can't be reached.
    pub fn disconnect(&self, problem: Problem) {
        let mut link = lock(&self.link);
        link.clients = None;
        link.connection = ConnectionView::Offline { problem };
    }

    /// The vendor can be reached again, through a connection that is already there.
    pub fn connected(&self, clients: Clients, access: Access, at: Timestamp) {
        let mut link = lock(&self.link);
        link.clients = Some(clients);
        link.access = Some(access);
        link.asked_at = Some(at);
        link.connection = ConnectionView::Online;
    }

    /// The clients and what their token may do; the problem that keeps it offline otherwise.
    pub fn online(&self) -> Result<(Clients, Access), Problem> {
        if self.store.is_read_only() {
            return Err(ProblemCode::StoreNewer.into());
        }
        let link = self.link();
        match (link.clients, link.access, link.connection) {
            (Some(clients), Some(access), _) => Ok((clients, access)),
            (_, _, ConnectionView::Offline { problem }) => Err(problem),
            _ => Err(ProblemCode::ConnectFailed.into()),
        }
    }

    pub fn update_sync(&self, change: impl FnOnce(&mut SyncView)) {
        change(&mut lock(&self.sync));
    }

    pub fn sync_progress(&self) -> Option<SyncProgress> {
        lock(&self.sync).running.clone()
    }

    pub fn view(&self) -> CurrentView {
        let (link, queue) = (self.link(), *lock(&self.queue));
        let teams = link.access.as_ref().map(|access| access.teams().to_vec()).unwrap_or_default();
        CurrentView {
            organization: present::organization(&self.organization),
            access: link.access.as_ref().map(present::access),
            connection: link.connection,
            token_place: link.token_place,
            sync: lock(&self.sync).clone(),
            license_count: count(self.catalog().len()),
            teams,
            run: self.run().map(|run| run.view()),
            queued: queue.queued,
            due: queue.due,
            read_only: self.store.is_read_only(),
        }
    }

    /// A reading that nobody went on with takes no memory any longer.
    pub fn forget_old_reading(&self) {
        if let Ok(mut kept) = self.syncing.try_lock() {
            kept.take_if(|kept| !kept.is_young());
        }
    }

    /// Licenses that are read back from now on are newer than what the reading that starts now will bring.
    pub fn forget_read_back(&self) {
        lock(&self.read_back).clear();
    }

    pub fn was_read_back(&self, id: &LicenseId) -> bool {
        lock(&self.read_back).contains(id)
    }

    pub fn note_read_back(&self, id: &LicenseId) {
        lock(&self.read_back).insert(id.clone());
    }

    /// Held while a change of the catalog is computed, written and shown.
    pub async fn writing(&self) -> Writing<'_> {
        Writing { _held: self.writing.lock().await, shown: &self.catalog }
    }

    /// One license as the cache has it.
    pub fn license(&self, id: &LicenseId) -> Option<License> {
        self.catalog().license(id)
    }

    pub async fn close(&self) {
        self.closed.send_replace(true);
        // What is being written is finished first; the pool itself waits for its statements.
        let _written = self.writing.lock().await;
        self.store.close().await;
    }
}

pub(crate) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
