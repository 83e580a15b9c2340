//! How long looks at licenses may go on, for who only settles: until time is up, or until somebody does not want to wait
//! any longer. Only waiting and reading are cut off: what was found out is written down, and then shown.

use std::time::Duration;

use tokio::{sync::watch, time::Instant};

/// The end of looking.
#[derive(Debug)]
pub(crate) struct Limit {
    /// None: a run looks for as long as it takes.
    until: Option<Instant>,
    ended: watch::Sender<bool>,
}

impl Limit {
    /// Until somebody ends it.
    pub fn none() -> Self {
        Self { until: None, ended: watch::Sender::new(false) }
    }

    /// For so long at most.
    pub fn within(time: Duration) -> Self {
        Self { until: Some(Instant::now() + time), ended: watch::Sender::new(false) }
    }

    /// No look goes on.
    pub fn end(&self) {
        self.ended.send_replace(true);
    }

    /// What a look gives. None: it was not waited for.
    pub async fn cut<T>(&self, look: impl Future<Output = T>) -> Option<T> {
        tokio::select! {
            // In this order, and not by chance: when time is up, no look begins.
            biased;
            () = self.is_over() => None,
            found = look => Some(found),
        }
    }

    async fn is_over(&self) {
        let mut ended = self.ended.subscribe();
        let is_ended = ended.wait_for(|ended| *ended);
        match self.until {
            // The sender is in `self`: this can't end before it does.
            None => drop(is_ended.await),
            Some(until) => drop(tokio::time::timeout_at(until, is_ended).await),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_look_is_cut_off_when_time_is_up_or_somebody_ends_it() {
        #[track_caller]
        fn check(found: Option<&str>, expected: Option<&str>) {
            assert_eq!(found, expected);
        }
        let look = async |milliseconds| {
            tokio::time::sleep(Duration::from_millis(milliseconds)).await;
            "seen"
        };
        let limit = Limit::within(Duration::from_millis(300));
        check(limit.cut(look(1)).await, Some("seen"));
        check(limit.cut(look(60_000)).await, None);
        check(limit.cut(look(0)).await, None);

        let limit = Limit::none();
        let end = async {
            tokio::time::sleep(Duration::from_millis(50)).await;
            limit.end();
        };
        let (found, ()) = futures::join!(limit.cut(look(60_000)), end);
        check(found, None);
        check(limit.cut(look(0)).await, None);
    }
}
