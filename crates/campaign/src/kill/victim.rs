//! The application as users have it, without its window: settles what its predecessor left, then begins a change set
//! in the middle of which it is killed.

use std::{
    fmt::Write as _,
    io::{self, Write as _},
    path::PathBuf,
    process::ExitCode,
    sync::Arc,
    time::Duration,
};

use app::{
    App, AppOptions, ClientOptions, Problem, ProblemCode, SystemClock,
    view::{ChangeRequest, ChangeSetView, KeepToken, LicenseQuery, ListWish},
};
use domain::{LicenseState, Selection, TeamId};
use secrecy::SecretString;
use vault::MemoryVault;

use super::{TOLD, exit_code};
use crate::world::NoDemo;

/// How long before something is tried again.
const PAUSE: Duration = Duration::from_millis(50);
/// How often what is open is looked at before it is said that it can't be settled.
const LOOKS: u32 = 400;
/// Steps of one change set at most.
const STEPS: u32 = 60;

struct Told {
    vendor: String,
    folder: PathBuf,
    customer_code: String,
    token: String,
    number: u64,
}

fn told() -> Option<Told> {
    let told = std::env::var(TOLD).ok()?;
    let [vendor, folder, customer_code, token, number] = told.split('\n').collect::<Vec<_>>()[..] else {
        return None;
    };
    Some(Told {
        vendor: vendor.into(),
        folder: folder.into(),
        customer_code: customer_code.into(),
        token: token.into(),
        number: number.parse().ok()?,
    })
}

/// Lives until it is killed.
pub fn victim() -> ExitCode {
    let Some(told) = told() else { return exit_code(false) };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let lived = runtime.map(|runtime| runtime.block_on(live(&told)));
    match lived {
        Ok(Ok(())) => exit_code(true),
        Ok(Err(problem)) => {
            println!("problem: {problem:?}");
            exit_code(false)
        }
        Err(error) => {
            println!("no runtime: {error}");
            exit_code(false)
        }
    }
}

async fn live(told: &Told) -> Result<(), Problem> {
    let app = App::start(options(told)).await?;
    let token = SecretString::from(told.token.clone());
    app.connect(&told.customer_code, token, KeepToken::ThisRun).await?;
    app.sync().await?;
    let was_cut_off = settle(&app, told.number).await?;
    say(if was_cut_off { "settled, was cut off" } else { "settled" });
    heard_something();
    for kind in 0.. {
        // On a bad day not everything works, and it is tried again: this one is killed, it does not give up.
        if let Err(problem) = change_something(&app, told.number + kind).await {
            app.sync().await.or(Err(problem)).ok();
            tokio::time::sleep(PAUSE).await;
        }
    }
    Ok(())
}

async fn change_something(app: &Arc<App>, number: u64) -> Result<(), Problem> {
    let Some(request) = request(app, number).await? else { return Ok(()) };
    let plan = app.plan_change(request).await?;
    if plan.counts.changes > 0 {
        let run = app.apply_plan(&plan.id).await?;
        say("applying");
        ended(app, &run.id).await;
    }
    Ok(())
}

/// Waits for the end of a run; one that paused itself is let go on.
async fn ended(app: &Arc<App>, id: &str) {
    while tokio::time::timeout(PAUSE, app.run_ended(id)).await.is_err() {
        // One that is not paused goes on anyway.
        drop(app.resume_run(id));
    }
}

/// What the one before left is gone on with, or left; whether there was anything.
async fn settle(app: &Arc<App>, number: u64) -> Result<bool, Problem> {
    let mut was_cut_off = false;
    let mut left = LOOKS;
    loop {
        let change_sets = app.change_sets(0, u32::MAX).await?.change_sets;
        let is_open = |set: &ChangeSetView| {
            set.is_cut_off || set.counts.unknown + set.counts.under_way + set.counts.planned > 0
        };
        let Some(open) = change_sets.into_iter().find(is_open) else { return Ok(was_cut_off) };
        was_cut_off |= open.is_cut_off;
        match settle_one(app, &open, number).await {
            // Something is being found out in the background.
            Err(problem) if problem.code == ProblemCode::Busy => tokio::time::sleep(PAUSE).await,
            settled => settled?,
        }
        left -= 1;
        if left == 0 {
            return Err(ProblemCode::Busy.into());
        }
    }
}

async fn settle_one(app: &Arc<App>, open: &ChangeSetView, number: u64) -> Result<(), Problem> {
    if !open.is_cut_off {
        app.check_change(&open.id).await?;
    } else if number.is_multiple_of(3) {
        app.leave_change(&open.id).await?;
    } else {
        app.continue_change(&open.id).await?;
        ended(app, &open.id).await;
    }
    Ok(())
}

async fn request(app: &Arc<App>, number: u64) -> Result<Option<ChangeRequest>, Problem> {
    let held = LicenseQuery {
        states: vec![LicenseState::Assigned, LicenseState::Idle, LicenseState::NeverSeen],
        ..LicenseQuery::default()
    };
    match number % 3 {
        0 => assign(app, number).await.map(Some),
        1 => {
            let rows = app.query_licenses(&held, 0, STEPS)?.rows;
            let ids = rows.into_iter().map(|row| row.id).collect();
            Ok(Some(ChangeRequest::Revoke { selection: Selection::Ids { ids } }))
        }
        _ => {
            let rows = app.query_licenses(&LicenseQuery::default(), 0, STEPS)?.rows;
            let Some(team) = rows.first().and_then(|row| row.team.clone()) else { return Ok(None) };
            let teams = app.current_view().map(|view| view.teams).unwrap_or_default();
            let other: Option<TeamId> = teams.into_iter().map(|team| team.id).find(|id| *id != team.id);
            let ids = rows.into_iter().map(|row| row.id).collect();
            Ok(other.map(|team| ChangeRequest::Transfer { selection: Selection::Ids { ids }, team }))
        }
    }
}

async fn assign(app: &Arc<App>, number: u64) -> Result<ChangeRequest, Problem> {
    let free = LicenseQuery { states: vec![LicenseState::Free], ..LicenseQuery::default() };
    let rows = app.query_licenses(&free, 0, STEPS)?.rows;
    let mut text = String::from("E-mail;First name;Last name;Product\n");
    for (index, row) in rows.iter().enumerate() {
        // Writing to a text can't fail.
        let _ = writeln!(text, "v{number}.{index}@wattenmeer.example;Vera;Viktor;{}", row.product.code);
    }
    let list = app.read_pasted_list(text).await?;
    let wish = ListWish::Assign { product: None, team: None, send_email: false, include_offline_code: false };
    Ok(ChangeRequest::List { list: list.id, mapping: list.mapping, wish })
}

fn options(told: &Told) -> AppOptions {
    AppOptions {
        folder: told.folder.clone(),
        vendor: told.vendor.clone(),
        dial: app::http_dial(),
        vault: Arc::new(MemoryVault::new()),
        demo: Arc::new(NoDemo),
        client: ClientOptions {
            first_backoff: Duration::from_millis(20),
            longest_backoff: Duration::from_millis(50),
            ..ClientOptions::default()
        },
        read_back_after: [20, 100, 300].map(Duration::from_millis).into(),
        language: "en".into(),
        look_at_clock_every: Duration::from_mins(1),
        clock: Arc::new(SystemClock),
        version: "0.0.0".into(),
    }
}

fn say(line: &str) {
    println!("{line}");
    // If nobody listens, the end is near anyway.
    drop(io::stdout().flush());
}

fn heard_something() {
    let mut line = String::new();
    // An end of the input is a word, too.
    drop(io::stdin().read_line(&mut line));
}
