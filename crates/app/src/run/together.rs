//! Reading back many assignments at once. A thousand of them one by one are a thousand requests for what a few pages of
//! the product's list show, too.
//!
//! Only what a page shows counts: the license, with the person who was to get it. Licenses move between pages while they
//! are read, so one that is on none of them is nowhere in particular, and one that somebody else has on a page may have
//! been read before its change arrived. All of those are read by themselves, with the patience that such a look has.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use domain::{Capability, License, LicenseId, LicenseQuery, ReadBack, StepState, read_back};
use futures::{FutureExt, StreamExt, stream};
use store::NewState;

use super::{
    Worker,
    gathering::{Bundle, Gathering, saves_reads},
    settle::AT_ONCE,
    trouble::Call,
};
use crate::{lock, reading::scope};

/// Steps that no page showed yet, by their licenses.
type Unseen = Mutex<BTreeMap<LicenseId, usize>>;

impl Worker {
    /// Where the steps of a phase wait to be read back together; only assignments do, because what the vendor lists by
    /// product and as assigned is what they look like when they happened.
    pub(super) fn gathering(&self, planned: &[usize]) -> Gathering {
        let mut steps = BTreeMap::<&str, usize>::new();
        for position in planned {
            let is_assign = self.run.step(*position).wish.action.capability() == Capability::Assign;
            let product = self.product(*position);
            if is_assign && !product.is_empty() {
                *steps.entry(product).or_default() += 1;
            }
        }
        if steps.is_empty() {
            return Gathering::default();
        }
        let licenses = self.licenses_by_product();
        Gathering::new(steps.into_iter().map(|(product, steps)| {
            let licenses = licenses.get(product).copied().unwrap_or_default();
            (product.to_owned(), steps, licenses.div_ceil(self.per_page()))
        }))
    }

    pub(super) fn product(&self, position: usize) -> &str {
        &self.run.step(position).seen.product.code
    }

    /// Assigned or not: it is an estimate, until the first page says how many there are.
    fn licenses_by_product(&self) -> HashMap<String, usize> {
        let clock = &self.app.options.clock;
        let all = self.opened.catalog().index().find(&LicenseQuery::default(), clock.now(), clock.today());
        let products = all.facets.products.iter();
        products.map(|product| (product.value.clone(), product.count as usize)).collect()
    }

    fn per_page(&self) -> usize {
        self.client().per_page() as usize
    }

    /// Reads back what was gathered, until nothing more is.
    pub(super) async fn read_back_together(&self, gathering: &Gathering) {
        stream::unfold((), |()| async { Some((gathering.next(&self.door).await?, ())) })
            .for_each_concurrent(None, |bundle| self.read_bundle(gathering, bundle).boxed())
            .await;
    }

    async fn read_bundle(&self, gathering: &Gathering, Bundle { product, positions }: Bundle) {
        let by_license = |position: usize| (self.run.step(position).wish.license.clone(), position);
        let unseen = Mutex::new(positions.into_iter().map(by_license).collect());
        self.look_in_pages(gathering, &product, &unseen).await;
        let unseen = unseen.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        stream::iter(unseen.into_values())
            .for_each_concurrent(AT_ONCE, |position| async move {
                let fate = self.verify(position).await;
                self.conclude_fate(position, fate).await;
            })
            .await;
    }

    /// Reads pages as long as they save reads. A page that can't be read ends it: single reads say more about why.
    async fn look_in_pages(&self, gathering: &Gathering, product: &str, unseen: &Unseen) {
        let is_worth_it = |pages: usize| saves_reads(lock(unseen).len(), pages);
        if !is_worth_it(gathering.pages(product)) {
            return;
        }
        let Some(Some(pages)) = self.look_at_page(product, 1, unseen).await else { return };
        gathering.note_pages(product, pages as usize);
        if !is_worth_it(pages as usize - 1) {
            return;
        }
        let is_readable = AtomicBool::new(true);
        stream::iter(2..=pages)
            .for_each_concurrent(AT_ONCE, |page| {
                let is_readable = &is_readable;
                async move {
                    if is_readable.load(Ordering::Relaxed) && !lock(unseen).is_empty() {
                        let is_read = self.look_at_page(product, page, unseen).await.is_some();
                        is_readable.fetch_and(is_read, Ordering::Relaxed);
                    }
                }
                .boxed()
            })
            .await;
    }

    /// Settles the steps that a page shows. Gives how many pages there are, as far as the vendor says so; none if it could
    /// not be read.
    async fn look_at_page(&self, product: &str, page: u32, unseen: &Unseen) -> Option<Option<u32>> {
        self.wait_as_asked().await;
        let page = match self.client().assigned_page(scope(&self.access), product, page).await {
            Ok(page) => page,
            Err(error) => {
                self.note_answer(Call::Read, Some(&error));
                return None;
            }
        };
        self.note_answer(Call::Read, None);
        let shown: Vec<(usize, License)> =
            page.licenses.into_iter().filter_map(|license| self.shown_by(license, unseen)).collect();
        self.settle_shown(shown).await;
        Some(page.pages.filter(|pages| *pages > 0))
    }

    /// The step that this license shows, which waits no longer.
    fn shown_by(&self, license: License, unseen: &Unseen) -> Option<(usize, License)> {
        let mut unseen = lock(unseen);
        let position = *unseen.get(&license.id)?;
        let step = self.run.step(position);
        if read_back(&step.wish.action, &step.seen, Some(&license)) != ReadBack::Applied {
            return None;
        }
        unseen.remove(&license.id);
        Some((position, license))
    }

    /// Writes down in one burst what one page showed.
    async fn settle_shown(&self, shown: Vec<(usize, License)>) {
        let mut kept = Vec::with_capacity(shown.len());
        let mut states = Vec::with_capacity(shown.len());
        for (position, license) in shown {
            kept.push(self.keep_as_ours(position, license));
            states.push(NewState { position, state: StepState::Applied });
        }
        if states.is_empty() {
            return;
        }
        for kept in kept {
            kept.shown().await;
        }
        // A journal that can't be written shuts the door by itself.
        drop(self.record(states).await);
    }
}
