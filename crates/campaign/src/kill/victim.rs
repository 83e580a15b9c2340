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
    App, AppOptions, ClientOptions, Problem, SystemClock,
    view::{ChangeRequest, KeepToken, LicenseQuery, ListWish},
};
use domain::{LicenseState, Selection, TeamId};
use secrecy::SecretString;
use vault::MemoryVault;

use super::{TOLD, exit_code};
use crate::world::NoDemo;

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
    loop {
        app.sync().await?;
        for kind in 0..3 {
            let Some(request) = request(&app, told.number + kind).await? else { continue };
            let plan = app.plan_change(request).await?;
            if plan.counts.changes == 0 {
                continue;
            }
            let run = app.apply_plan(&plan.id).await?;
            say("applying");
            app.run_ended(&run.id).await;
        }
    }
}

/// What the one before left is gone on with, or left; whether there was anything.
async fn settle(app: &Arc<App>, number: u64) -> Result<bool, Problem> {
    let shown = app.recovery().await?;
    let change_sets = shown.map(|recovery| recovery.change_sets).unwrap_or_default();
    for change_set in &change_sets {
        if change_set.is_cut_off {
            if number.is_multiple_of(3) {
                app.leave_change(&change_set.id).await?;
            } else {
                app.continue_change(&change_set.id).await?;
                app.run_ended(&change_set.id).await;
            }
        }
        if app.change_set(&change_set.id).await?.counts.unknown > 0 {
            app.check_change(&change_set.id).await?;
        }
    }
    Ok(!change_sets.is_empty())
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
        look_at_clock_every: Duration::from_secs(60),
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
