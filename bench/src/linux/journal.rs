//! What writing the journal took, by what the app says of it in its log when a run has ended.

use std::{
    fmt::Debug,
    sync::{Arc, Mutex, PoisonError},
};

use tracing::{
    Event, Subscriber,
    field::{Field, Visit},
    level_filters::LevelFilter,
};
use tracing_subscriber::{Layer, filter::Targets, layer::Context, prelude::*};

/// Who says it.
const ENGINE: &str = "app::run";

/// Listens to the app's log.
#[derive(Clone, Default)]
pub struct JournalListener(Arc<Mutex<Vec<Effort>>>);

/// What writing the journal of one run took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effort {
    /// Transactions.
    pub commits: u64,
    /// Time in which one of them was under way.
    pub milliseconds: u64,
}

impl JournalListener {
    /// Listens from now on, to all that happens in this process.
    pub fn start() -> anyhow::Result<Self> {
        let listener = Self::default();
        tracing::subscriber::set_global_default(tracing_subscriber::registry().with(listener.layer()))?;
        Ok(listener)
    }

    /// Hears nothing but the engine: what libraries say to nobody costs nothing.
    fn layer<S: Subscriber + for<'a> tracing_subscriber::registry::LookupSpan<'a>>(&self) -> impl Layer<S> {
        self.clone().with_filter(Targets::new().with_target(ENGINE, LevelFilter::INFO))
    }

    /// What was said since the last time; none if nothing was.
    pub fn take(&self) -> Option<Effort> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }
}

impl<S: Subscriber> Layer<S> for JournalListener {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut said = Said::default();
        event.record(&mut said);
        if let (Some(commits), Some(milliseconds)) = (said.commits, said.milliseconds) {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).push(Effort { commits, milliseconds });
        }
    }
}

/// The numbers in a line of the log.
#[derive(Default)]
struct Said {
    commits: Option<u64>,
    milliseconds: Option<u64>,
}

impl Visit for Said {
    fn record_u64(&mut self, field: &Field, value: u64) {
        match field.name() {
            "commits" => self.commits = Some(value),
            "milliseconds" => self.milliseconds = Some(value),
            _ => {}
        }
    }

    fn record_u128(&mut self, field: &Field, value: u128) {
        self.record_u64(field, u64::try_from(value).unwrap_or(u64::MAX));
    }

    fn record_debug(&mut self, _: &Field, _: &dyn Debug) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_engine_says_of_its_journal_is_heard_and_nothing_else() {
        let listener = JournalListener::default();
        tracing::subscriber::with_default(tracing_subscriber::registry().with(listener.layer()), || {
            let took = std::time::Duration::from_millis(250);
            tracing::info!(target: "app::run::carry_out", commits = 7_u64, milliseconds = took.as_millis(), "done");
            assert_eq!(listener.take(), Some(Effort { commits: 7, milliseconds: 250 }));
            tracing::info!(target: "app::run::carry_out", commits = 7_u64, "half of it");
            tracing::info!(target: "app::sync", commits = 8_u64, milliseconds = 9_u64, "another");
            assert_eq!(listener.take(), None);
        });
    }
}
