//! Campaigns: faulty days of the engine that carries changes out, simulated by the thousand, and its process killed.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::count::Count;
use crate::machine::{self, Purpose};
use crate::process;
use crate::report::Outcome;
use crate::tools::{self, APP_FEATURES};

/// How many of each belong to every run of all checks.
const RUNS: u64 = 1_000;
const KILLS: u64 = 50;
const COMPILING: Duration = Duration::from_mins(25);
/// For as many as a person asks for.
const RUNNING: Duration = Duration::from_hours(6);
const RUNNING_IN_CHECKS: Duration = Duration::from_mins(15);

/// Carries out what the arguments ask for; without any, says what there is.
pub fn campaign(arguments: &[&str]) -> Result<bool> {
    machine::prepare(Purpose::TestWithoutWindow)?;
    let finished = process::run(std::process::Command::new(program()?).args(arguments), RUNNING)?;
    Ok(finished.success)
}

/// The simulated runs that belong to every run of all checks.
pub fn simulated() -> Result<Outcome> {
    counted("--runs", RUNS)
}

/// The kills that belong to every run of all checks.
pub fn killed() -> Result<Outcome> {
    counted("--kill", KILLS)
}

fn counted(what: &str, count: u64) -> Result<Outcome> {
    let mut command = std::process::Command::new(program()?);
    command.args([what, &count.to_string()]);
    let finished = process::run(&mut command, RUNNING_IN_CHECKS)?;
    let count = if finished.success { Count { passed: count, failed: 0 } } else { Count::default() };
    Ok(Outcome { count, problem: finished.problem })
}

/// Built as the tests are built, all of the workspace taken together, so that both share what is compiled.
fn program() -> Result<PathBuf> {
    let mut cargo = tools::cargo();
    cargo.args(["test", "--workspace", "--exclude", "xtask", "--test", "campaign", "--no-run"]);
    cargo.args(APP_FEATURES).arg("--message-format=json-render-diagnostics");
    let finished = process::run_for_messages(&mut cargo, COMPILING)?;
    if let Some(problem) = finished.problem {
        bail!("the campaigns can't be built: {problem}");
    }
    let messages = finished.output.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut programs = messages.filter_map(|message| message["executable"].as_str().map(PathBuf::from));
    programs.next().context("cargo built no program for campaigns")
}
