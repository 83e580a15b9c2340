//! Taking over into the cache what was read by itself. Licenses of a moment share a transaction and an index, because
//! either costs more than one license does, the more the larger the cache is.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use domain::{Contact, License, LicenseEvent, LicenseId, changes_between};
use jiff::Timestamp;
use store::{Delta, KnownPerson, NewEvent};
use tokio::{
    sync::{mpsc, oneshot},
    time::Instant,
};

use crate::{App, AppEvent, Problem, blocking::blocking, catalog::Catalog, opened::OpenedOrganization};

/// What comes within this time is taken over together.
const TOGETHER: Duration = Duration::from_millis(100);
/// Taking over may take this part of the time, whatever it costs.
const REST: u32 = 9;
/// And yet nobody waits longer than this.
const LONGEST: Duration = Duration::from_secs(2);
/// Licenses that are taken over together at most.
const MOST: usize = 1_000;

/// Something that was just read, newer than what a sync under way will bring.
#[derive(Debug, Default)]
pub(crate) struct Fresh {
    pub license: Option<License>,
    /// Set if this app changed it.
    pub change_set: Option<String>,
    /// A person whose name was learnt.
    pub contact: Option<Contact>,
}

impl Fresh {
    pub fn read(license: &License) -> Self {
        Self { license: Some(license.clone()), ..Self::default() }
    }
}

/// A promise that it will be shown.
pub(crate) struct Kept(oneshot::Receiver<()>);

impl Kept {
    /// Waits until the cache shows it, or until it is clear that it can't.
    pub async fn shown(self) {
        // The task answers all; without it, the app is about to end.
        drop(self.0.await);
    }
}

/// Takes over what is handed to it, until it is dropped and all is done.
pub(crate) struct Keeper {
    opened: Arc<OpenedOrganization>,
    fresh: mpsc::UnboundedSender<(Fresh, oneshot::Sender<()>)>,
    waiting: Arc<AtomicUsize>,
}

impl Keeper {
    pub fn start(app: &Arc<App>, opened: &Arc<OpenedOrganization>) -> Self {
        let (fresh, handed_over) = mpsc::unbounded_channel();
        let waiting = Arc::new(AtomicUsize::new(0));
        tokio::spawn(take_over(Arc::clone(app), Arc::clone(opened), handed_over, Arc::clone(&waiting)));
        Self { opened: Arc::clone(opened), fresh, waiting }
    }

    /// Hands something over. A sync leaves the license alone from here on.
    pub fn keep(&self, fresh: Fresh) -> Kept {
        if let Some(license) = &fresh.license {
            self.opened.note_read_back(&license.id);
        }
        let (done, answer) = oneshot::channel();
        self.waiting.fetch_add(1, Ordering::Relaxed);
        // It fails with the runtime that ends, and nobody waits then.
        drop(self.fresh.send((fresh, done)));
        Kept(answer)
    }

    /// Waits until all that was handed over is shown.
    pub async fn flush(&self) {
        if self.waiting.load(Ordering::Relaxed) > 0 {
            self.keep(Fresh::default()).shown().await;
        }
    }
}

async fn take_over(
    app: Arc<App>,
    opened: Arc<OpenedOrganization>,
    mut handed_over: mpsc::UnboundedReceiver<(Fresh, oneshot::Sender<()>)>,
    waiting: Arc<AtomicUsize>,
) {
    let mut batch = Vec::new();
    while handed_over.recv_many(&mut batch, MOST).await > 0 {
        let started = Instant::now();
        let (fresh, done): (Vec<_>, Vec<_>) = batch.drain(..).unzip();
        match app.take_over_fresh(&opened, fresh).await {
            Ok(true) => app.emit(AppEvent::LicensesChanged),
            Ok(false) => {}
            // The cache is only a cache: the next sync brings it.
            Err(problem) => {
                tracing::warn!(code = ?problem.code, "licenses that were read could not be kept");
            }
        }
        waiting.fetch_sub(done.len(), Ordering::Relaxed);
        for done in done {
            // Who does not wait for it needs no answer.
            let _ = done.send(());
        }
        let rest = (started.elapsed() * REST).clamp(TOGETHER, LONGEST);
        tokio::time::sleep(rest).await;
    }
}

impl App {
    /// Gives whether the cache had anything otherwise.
    async fn take_over_fresh(&self, opened: &OpenedOrganization, fresh: Vec<Fresh>) -> Result<bool, Problem> {
        let writing = opened.writing().await;
        let catalog = opened.catalog();
        let contacts: Vec<Contact> = fresh.iter().filter_map(|fresh| fresh.contact.clone()).collect();
        let contacts: Vec<Contact> =
            contacts.into_iter().filter(|contact| is_new(&catalog, contact)).collect();
        let delta = delta(&catalog, fresh, self.options.clock.now());
        if delta.changed.is_empty() && contacts.is_empty() {
            return Ok(false);
        }
        opened.store.apply(&delta).await?;
        if !contacts.is_empty() {
            opened.store.learn_people(&contacts).await?;
        }
        let next = blocking(move || {
            let people: Vec<KnownPerson> = contacts.iter().map(KnownPerson::from).collect();
            catalog.with(&delta.changed, &[]).with_people(people)
        });
        writing.show(next.await);
        Ok(true)
    }
}

fn is_new(catalog: &Catalog, contact: &Contact) -> bool {
    let person = KnownPerson::from(contact);
    catalog.person(&person.email) != Some(&person)
}

/// What has to be written for the cache to show what was read; of a license that was read twice, the last state with
/// all that happened on the way.
fn delta(catalog: &Catalog, fresh: Vec<Fresh>, seen_at: Timestamp) -> Delta {
    let mut latest = BTreeMap::<LicenseId, License>::new();
    let mut events = Vec::new();
    for Fresh { license, change_set, .. } in fresh {
        let Some(license) = license else { continue };
        let before = latest.get(&license.id).cloned().or_else(|| catalog.license(&license.id));
        if before.as_ref() == Some(&license) {
            continue;
        }
        let what =
            before.map_or_else(|| vec![LicenseEvent::Appeared], |before| changes_between(&before, &license));
        events.extend(what.into_iter().map(|event| NewEvent {
            license: license.id.clone(),
            seen_at,
            event,
            change_set: change_set.clone(),
        }));
        latest.insert(license.id.clone(), license);
    }
    Delta { changed: latest.into_values().collect(), events, ..Delta::default() }
}
