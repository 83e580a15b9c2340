//! Which steps that the vendor said yes to wait to be read back together, and for how long.

use std::{collections::BTreeMap, pin::pin, sync::Mutex, time::Duration};

use tokio::{sync::Notify, time::Instant};

use super::door::Door;
use crate::lock;

/// Fewer steps for one product are read back one by one.
const FEWEST: usize = 20;
/// So many steps a page have to wait for pages to be read before anything presses.
const FOR_EACH_PAGE: usize = 4;
/// Nobody looks at a row longer than this before something comes of it.
const LONGEST: Duration = Duration::from_secs(4);

/// Steps for one product that are read back together.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Bundle {
    pub product: String,
    pub positions: Vec<usize>,
}

/// The steps of one phase that wait for that, by product.
#[derive(Debug, Default)]
pub(super) struct Gathering {
    state: Mutex<State>,
    changed: Notify,
}

#[derive(Debug, Default)]
struct State {
    products: BTreeMap<String, Waiting>,
    /// Whether no step will come any more.
    is_complete: bool,
}

#[derive(Debug)]
struct Waiting {
    positions: Vec<usize>,
    /// Since when the first of them waits.
    since: Instant,
    /// How many pages the list of the product has, as far as is known.
    pages: usize,
}

impl Gathering {
    /// For products with so many steps, the licenses of which fill so many pages: only where pages are clearly fewer.
    pub fn new(products: impl IntoIterator<Item = (String, usize, usize)>) -> Self {
        let is_worth_it = |steps: usize, pages: usize| steps >= FEWEST && is_plenty(steps, pages);
        let products = products.into_iter().filter(|(_, steps, pages)| is_worth_it(*steps, *pages)).map(
            |(product, _, pages)| (product, Waiting { positions: Vec::new(), since: Instant::now(), pages }),
        );
        let state = State { products: products.collect(), is_complete: false };
        Self { state: Mutex::new(state), changed: Notify::new() }
    }

    /// Takes a step in. False: steps for this product are read back one by one.
    pub fn take_in(&self, product: &str, position: usize) -> bool {
        let mut state = lock(&self.state);
        let Some(waiting) = state.products.get_mut(product) else { return false };
        if waiting.positions.is_empty() {
            waiting.since = Instant::now();
        }
        waiting.positions.push(position);
        drop(state);
        self.changed.notify_waiters();
        true
    }

    /// How many pages the list of a product has, as far as is known.
    pub fn pages(&self, product: &str) -> usize {
        lock(&self.state).products.get(product).map_or(0, |waiting| waiting.pages)
    }

    /// The list of a product turned out to have so many pages.
    pub fn note_pages(&self, product: &str, pages: usize) {
        if let Some(waiting) = lock(&self.state).products.get_mut(product) {
            waiting.pages = pages;
        }
    }

    /// No step comes any more.
    pub fn complete(&self) {
        lock(&self.state).is_complete = true;
        self.changed.notify_waiters();
    }

    /// The next steps that are to be read back; none once there are no more. Where nothing more is sent, nothing is waited
    /// for: a person who pauses or cancels wants to see where it stands.
    pub async fn next(&self, door: &Door) -> Option<Bundle> {
        loop {
            let mut changed = pin!(self.changed.notified());
            // Before the look: what comes right after it is not missed.
            changed.as_mut().enable();
            let is_open = door.is_at_most_held();
            let due = match lock(&self.state).take(!is_open) {
                Look::Found(bundle) => return Some(bundle),
                Look::Over => return None,
                Look::Due(due) => due,
            };
            let due = async {
                match due {
                    Some(due) => tokio::time::sleep_until(due).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                biased;
                () = changed => {}
                () = door.closes(), if is_open => {}
                () = due => {}
            }
        }
    }
}

/// What there is to be read back.
enum Look {
    Found(Bundle),
    /// Nothing before this moment, or before something comes.
    Due(Option<Instant>),
    Over,
}

impl State {
    fn take(&mut self, presses: bool) -> Look {
        let now = Instant::now();
        let presses = presses || self.is_complete;
        let mut waiting = self.products.iter_mut().filter(|(_, waiting)| !waiting.positions.is_empty());
        let ready = waiting.find(|(_, waiting)| presses || waiting.is_ready(now));
        if let Some((product, waiting)) = ready {
            let positions = std::mem::take(&mut waiting.positions);
            return Look::Found(Bundle { product: product.clone(), positions });
        }
        if self.is_complete {
            return Look::Over;
        }
        let waiting = self.products.values().filter(|waiting| !waiting.positions.is_empty());
        Look::Due(waiting.map(|waiting| waiting.since + LONGEST).min())
    }
}

impl Waiting {
    fn is_ready(&self, now: Instant) -> bool {
        let steps = self.positions.len();
        (steps >= FEWEST && is_plenty(steps, self.pages)) || now >= self.since + LONGEST
    }
}

fn is_plenty(steps: usize, pages: usize) -> bool {
    steps >= FOR_EACH_PAGE * pages
}

/// Whether so many pages are fewer reads than one for each of so many steps, even if some of them are on no page.
pub(super) fn saves_reads(steps: usize, pages: usize) -> bool {
    steps >= 2 * pages.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::door::Rest;

    fn gathering() -> Gathering {
        let products = [("II", 100, 5), ("WS", 19, 1), ("GO", 100, 26)];
        Gathering::new(products.map(|(product, steps, pages)| (product.to_owned(), steps, pages)))
    }

    fn bundle(positions: impl IntoIterator<Item = usize>) -> Bundle {
        Bundle { product: "II".into(), positions: positions.into_iter().collect() }
    }

    fn take_in(gathering: &Gathering, positions: std::ops::Range<usize>) {
        for position in positions {
            assert!(gathering.take_in("II", position));
        }
    }

    #[test]
    fn few_steps_and_steps_of_large_products_are_read_back_one_by_one() {
        let gathering = gathering();
        assert!(gathering.take_in("II", 0));
        assert!(!gathering.take_in("WS", 1), "few");
        assert!(!gathering.take_in("GO", 2), "more pages than that would save");
        assert!(!gathering.take_in("PS", 3), "none of the phase");
        assert!(saves_reads(2, 1) && saves_reads(2, 0));
        assert!(!saves_reads(1, 1) && !saves_reads(9, 5));
    }

    #[tokio::test(start_paused = true)]
    async fn many_steps_are_read_back_at_once_and_few_when_the_first_has_waited_long_enough() {
        let (gathering, door) = (gathering(), Door::default());
        let started = Instant::now();
        take_in(&gathering, 0..20);
        assert_eq!(gathering.next(&door).await, Some(bundle(0..20)));
        assert_eq!(started.elapsed(), Duration::ZERO);
        take_in(&gathering, 20..39);
        assert_eq!(gathering.next(&door).await, Some(bundle(20..39)));
        assert_eq!(started.elapsed(), LONGEST);
        // As many as before are not enough any more.
        gathering.note_pages("II", 6);
        take_in(&gathering, 40..63);
        assert_eq!(gathering.next(&door).await, Some(bundle(40..63)));
        assert_eq!(started.elapsed(), 2 * LONGEST);
    }

    #[tokio::test(start_paused = true)]
    async fn nothing_is_waited_for_once_all_are_there() {
        let (gathering, door) = (gathering(), Door::default());
        let started = Instant::now();
        take_in(&gathering, 0..3);
        let waiting = async { (gathering.next(&door).await, gathering.next(&door).await) };
        let (bundles, ()) = futures::join!(waiting, async { gathering.complete() });
        assert_eq!((bundles, started.elapsed()), ((Some(bundle(0..3)), None), Duration::ZERO));
    }

    #[tokio::test(start_paused = true)]
    async fn nothing_is_waited_for_while_nothing_is_sent() {
        let closings: [fn(&Door); 2] = [|door| door.pause(None), |door| door.shut(Rest::Planned, None)];
        for close in closings {
            let (gathering, door) = (gathering(), Door::default());
            let started = Instant::now();
            take_in(&gathering, 0..3);
            let (first, ()) = futures::join!(gathering.next(&door), async { close(&door) });
            assert_eq!(first, Some(bundle(0..3)));
            // What was under way when the door closed.
            let (late, ()) = futures::join!(gathering.next(&door), async { take_in(&gathering, 3..4) });
            assert_eq!((late, started.elapsed()), (Some(bundle(3..4)), Duration::ZERO));
        }
    }
}
