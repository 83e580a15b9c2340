//! 1,000 assignments from a list, each read back, at a service that takes its time: against what they could take at
//! best, and against the script that people write: one POST after another. And what the journal has of that time.

use std::{
    fmt::Write,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use app::{
    App,
    view::{ChangeRequest, ListWish, StepCounts},
};
use domain::{LicenseQuery, LicenseState, SortColumn};
use tokio::time::timeout;

use super::{
    application::{first_sync, fresh, start, told},
    journal::{Effort, JournalListener},
    machine::check_on_disk,
    script::Script,
    service::{Entry, Service},
};
use crate::measured::{Measured, Side};

const LICENSES: u32 = 10_000;
const LATENCY: Duration = Duration::from_millis(80);
const STEPS: u32 = 1_000;
/// An assignment, and a look at what became of it.
const CALLS_OF_A_STEP: u32 = 2;
/// Requests that the app allows itself at the same time.
const IN_FLIGHT: u32 = 4;
/// The script does a quarter of the steps, because its steps all take the same, one after another.
const SCRIPT_PARTS: u32 = 4;
const ROUNDS: usize = 3;
/// Rows that the application gives at once at most.
const PAGE: u32 = 500;
/// Far more than the figure allows, and an end nevertheless.
const LIMIT: Duration = Duration::from_mins(2);

/// What one round took.
struct Round {
    script: Duration,
    ours: Ours,
    calls: u32,
}

/// What a run took.
struct Ours {
    /// From the click until all steps are in the journal, which is when the dialog goes on.
    begun: Duration,
    /// From the click until the last step is settled.
    whole: Duration,
    journal: Effort,
}

pub async fn measure(simulator: &Path, folder: &Path) -> Result<()> {
    let listener = JournalListener::start()?;
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        rounds.push(round(simulator, folder, &listener).await?);
    }
    let each = |value: fn(&Round) -> f64| rounds.iter().map(value).collect::<Vec<_>>();
    let side = || Side::new("1,000 assignments by us", "ms", each(|round| milliseconds(round.ours.whole)));
    let ideal = Side::new("calls x 80 ms / 4", "ms", each(|round| milliseconds(ideal(round.calls))));
    let calls: Vec<String> = rounds.iter().map(|round| round.calls.to_string()).collect();
    Measured::ratio("bulk_1000_to_ideal", side(), ideal)
        .noting(format!("from the click until the last is settled; {} calls", calls.join(", ")))
        .print()?;
    let script = Side::new("1,000 assignments by the usual script", "ms", each(scaled));
    Measured::ratio("bulk_script_to_us", script, side())
        .noting("the script looks at the status only; it did 250, times 4")
        .print()?;
    let commits: Vec<String> = rounds.iter().map(|round| round.ours.journal.commits.to_string()).collect();
    Measured::value("journal_share", Side::new("time in which the journal is written", "%", each(share)))
        .noting(format!("most of it while requests are under way; {} commits", commits.join(", ")))
        .print()
}

/// At best all that may be under way is, from the first call to the last. Calls that need not have been count against
/// us.
fn ideal(calls: u32) -> Duration {
    LATENCY * calls.min(STEPS * CALLS_OF_A_STEP) / IN_FLIGHT
}

fn scaled(round: &Round) -> f64 {
    milliseconds(round.script * SCRIPT_PARTS)
}

/// In percent: the time in which a commit was under way or waited for the file, whether or not requests were under way
/// meanwhile, and all that is done before the first one. What the journal really costs is less and never more, because
/// a step waits for the journal only while it is being written.
#[expect(clippy::cast_precision_loss, reason = "far below the 2^52 that a f64 counts exactly")]
fn share(round: &Round) -> f64 {
    let written = milliseconds(round.ours.begun) + round.ours.journal.milliseconds as f64;
    100.0 * written / milliseconds(round.ours.whole)
}

async fn round(simulator: &Path, folder: &Path, listener: &JournalListener) -> Result<Round> {
    fresh(folder)?;
    check_on_disk(folder)?;
    let ledger = folder.join("ledger.json");
    let service = Service::with_ledger(simulator, LICENSES, LATENCY, &ledger)?;
    let usual = Script::new(&service)?;
    let free = usual.free_licenses((STEPS / SCRIPT_PARTS) as usize).await?;
    let script = usual.assign(&free).await?;
    let app = start(&folder.join("app"), service.url()).await?;
    first_sync(&app, &service).await?;
    let plan = plan(&app).await?;
    usual.mark().await?;
    let ours = carry_out(&app, &plan, listener).await?;
    usual.mark().await?;
    app.close().await;
    let calls = calls(&service.ended(&ledger)?)?;
    Ok(Round { script, ours, calls })
}

/// The id of a plan to give 1,000 new people a license.
async fn plan(app: &Arc<App>) -> Result<String> {
    let failed = |problem| told("there is no plan", &problem);
    let content = list(app)?.into_bytes();
    let list = app.read_list("people.csv".to_owned(), content, None).await.map_err(failed)?;
    let wish = ListWish::Assign { product: None, team: None, send_email: false, include_offline_code: false };
    let request = ChangeRequest::List { list: list.id, mapping: list.mapping, wish };
    let plan = app.plan_change(request).await.map_err(failed)?;
    if (plan.counts.rows, plan.counts.assigns) != (STEPS, STEPS) {
        bail!("the plan is not what the list asks for: {:?}", plan.counts);
    }
    Ok(plan.id)
}

/// A line for each of the first free licenses, with its product.
fn list(app: &App) -> Result<String> {
    let mut list = "E-mail;First name;Last name;Product\r\n".to_owned();
    let query =
        LicenseQuery { states: vec![LicenseState::Free], sort: SortColumn::Id, ..LicenseQuery::default() };
    for offset in (0..STEPS).step_by(PAGE as usize) {
        let window = app.query_licenses(&query, offset, PAGE.min(STEPS - offset));
        let rows = window.map_err(|problem| told("a query fails", &problem))?.rows;
        for (row, number) in rows.iter().zip(offset..) {
            write!(list, "person.{number}@bulk.example;Zo\u{eb};M\u{fc}ller;{}\r\n", row.product.name)?;
        }
    }
    Ok(list)
}

async fn carry_out(app: &Arc<App>, plan: &str, listener: &JournalListener) -> Result<Ours> {
    let started = Instant::now();
    app.apply_plan(plan).await.map_err(|problem| told("the plan is not carried out", &problem))?;
    let begun = started.elapsed();
    let run = timeout(LIMIT, app.run_ended(plan)).await.context("the run takes too long")?;
    let whole = started.elapsed();
    let run = run.context("there is no run")?;
    if run.counts != (StepCounts { steps: STEPS, applied: STEPS, ..StepCounts::default() }) {
        bail!("not everything happened: {:?}", run.counts);
    }
    let journal = listener.take().context("the engine does not say what its journal took")?;
    Ok(Ours { begun, whole, journal })
}

/// How many calls the service counted between the two marks. What changed something has to be what was asked for.
fn calls(ledger: &[Entry]) -> Result<u32> {
    let marks: Vec<u32> = ledger.iter().filter(|entry| entry.is_mark()).map(|entry| entry.number).collect();
    let [from, to] = marks[..] else { bail!("{} of 2 marks arrived", marks.len()) };
    let between = ledger.iter().filter(|entry| (from + 1..to).contains(&entry.number));
    let (good, other): (Vec<_>, Vec<_>) = between.partition(|entry| entry.is_assigned());
    if good.len() != STEPS as usize || !other.is_empty() {
        bail!("{} licenses were assigned, and {} other changes were asked for", good.len(), other.len());
    }
    Ok(to - from - 1)
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_ideal(calls: u32, seconds: u64) {
        assert_eq!(ideal(calls), Duration::from_secs(seconds));
    }

    #[test]
    fn at_best_two_thousand_calls_take_forty_seconds_and_more_of_them_give_no_more_time() {
        check_ideal(2_000, 40);
        check_ideal(3_000, 40);
        check_ideal(1_050, 21);
    }

    #[test]
    fn the_share_is_all_that_was_written_from_the_click_on() {
        let ours = Ours {
            begun: Duration::from_millis(100),
            whole: Duration::from_secs(40),
            journal: Effort { commits: 500, milliseconds: 1_900 },
        };
        let round = Round { script: Duration::from_secs(20), ours, calls: 2_000 };
        assert!((share(&round) - 5.0).abs() < 1e-9);
        assert!((scaled(&round) - 80_000.0).abs() < 1e-9);
    }
}
