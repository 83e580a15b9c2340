//! Every check and test of the project.

use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::build::{self, Profile, Programs};
use crate::campaign;
use crate::count::{self, Count};
use crate::demo;
use crate::machine::{self, Purpose};
use crate::process::{self, Finished};
use crate::report::{Outcome, Report};
use crate::tools::{self, APP_FEATURES};

const COMPILING: Duration = Duration::from_mins(25);
const RUNNING: Duration = Duration::from_mins(20);

/// How much to test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All there is.
    Everything,
    /// What needs no window.
    WithoutWindow,
}

/// Runs the parts one after the other; whether all of them passed.
pub fn test(extent: Extent) -> Result<bool> {
    let windowed = extent == Extent::Everything && cfg!(target_os = "linux");
    machine::rust_components()?;
    machine::prepare(if windowed { Purpose::DriveWindow } else { Purpose::TestWithoutWindow })?;
    let mut report = Report::default();
    test_house_rules(&mut report);
    test_user_interface(&mut report);
    // The app's compilation takes the pages in.
    if report.part("UI build", || build::user_interface().map(|()| one_passed())) {
        test_rust(&mut report);
        if windowed {
            test_window(&mut report);
        }
    } else {
        report.blocked("Rust", "UI build");
    }
    if extent == Extent::Everything && !windowed {
        println!(
            "\nThe tests in a real window run on Linux only: the system's web view has no driver elsewhere."
        );
    }
    Ok(report.conclude())
}

fn test_user_interface(report: &mut Report) {
    report.part("UI format", || check(npm_script("format:check")));
    report.part("UI lint", || check(npm_script("lint")));
    report.part("UI types", || check(npm_script("typecheck")));
    report.part("UI messages", || check(npm_script("messages")));
    report.part("UI tests", vitest);
    report.part("End-to-end format", || {
        check(ui_tool("@biomejs/biome/bin/biome", &["format", "--config-path=ui", "e2e"]))
    });
    report.part("End-to-end lint", || check(ui_tool("oxlint/bin/oxlint", &["--deny-warnings", "e2e"])));
}

/// What needs little compiling, and so is known soon.
fn test_house_rules(report: &mut Report) {
    report.part("Rust format", || check(cargo(&["fmt", "--all", "--check"])));
    // By itself, because elsewhere a running program can't be replaced, and the tests of all crates would build it anew.
    report.part("Crate edges and tasks", || rust_tests(&["--package", "xtask"]));
}

fn test_rust(report: &mut Report) {
    report.part("Rust lint", || {
        let mut clippy = cargo(&["clippy", "--workspace", "--all-targets"]);
        clippy.args(APP_FEATURES).args(["--", "--deny", "warnings"]);
        check(clippy)
    });
    report.part("Rust tests", || {
        let mut arguments = vec!["--workspace", "--exclude", "xtask"];
        arguments.extend(APP_FEATURES);
        rust_tests(&arguments)
    });
    report.part("Simulated campaigns", campaign::simulated);
    report.part("Kills", campaign::killed);
    report.part("Rust examples in docs", || {
        let mut command = cargo(&["test", "--doc", "--workspace", "--exclude", "xtask"]);
        command.args(APP_FEATURES);
        let finished = process::run_and_keep_output(&mut tools::plain(command), COMPILING)?;
        Ok(Outcome { count: count::cargo_test(&finished.output), problem: finished.problem })
    });
}

fn test_window(report: &mut Report) {
    let mut programs = None;
    let built = report.part("App build", || {
        programs = Some(build::programs(Profile::Debug)?);
        Ok(one_passed())
    });
    if let Some(programs) = programs.filter(|_| built) {
        report.part("End to end", || end_to_end(&programs));
        report.part("Tour", || check(demo::tour(&programs)?));
    } else {
        report.blocked("End to end", "App build");
        report.blocked("Tour", "App build");
    }
}

fn end_to_end(programs: &Programs) -> Result<Outcome> {
    let tap = tools::target_folder()?.join("e2e").join("result.tap");
    fresh_file(&tap)?;
    let mut command = demo::beside_a_keychain(programs);
    command
        .args(["node", "--test", "--test-concurrency=1"])
        .args(["--test-reporter=spec", "--test-reporter-destination=stdout", "--test-reporter=tap"])
        .arg(format!("--test-reporter-destination={}", tap.display()))
        .env("SEATKEEPER_OUTPUT", tools::target_folder()?.join("e2e"))
        .args(scenarios()?);
    let finished = process::run(&mut command, RUNNING)?;
    Ok(counted(count::node_tap(&std::fs::read_to_string(&tap).unwrap_or_default()), finished))
}

/// Named one by one: how node's runner reads a pattern differs between its versions.
fn scenarios() -> Result<Vec<String>> {
    let folder = tools::root().join("e2e");
    let mut files: Vec<String> = std::fs::read_dir(folder)?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".test.mjs"))
        .map(|name| format!("e2e/{name}"))
        .collect();
    files.sort();
    Ok(files)
}

fn vitest() -> Result<Outcome> {
    let report = tools::target_folder()?.join("vitest").join("result.json");
    fresh_file(&report)?;
    let mut command = npm_script("test");
    command
        .args(["--", "--reporter=default", "--reporter=json"])
        .arg(format!("--outputFile.json={}", report.display()));
    let finished = process::run(&mut command, RUNNING)?;
    match std::fs::read_to_string(&report) {
        Ok(json) => Ok(counted(count::vitest_report(&json)?, finished)),
        Err(_) => Ok(counted(Count::default(), finished)),
    }
}

fn rust_tests(arguments: &[&str]) -> Result<Outcome> {
    let nextest = process::answer(&mut cargo(&["nextest", "--version"])).is_some();
    let (runner, count): (&[&str], fn(&str) -> Count) =
        if nextest { (&["nextest", "run"], count::nextest) } else { (&["test"], count::cargo_test) };
    let mut command = cargo(runner);
    command.arg("--no-fail-fast").args(arguments);
    let finished = process::run_and_keep_output(&mut tools::plain(command), COMPILING)?;
    Ok(counted(count(&finished.output), finished))
}

/// A command that passes or fails as one.
fn check(mut command: Command) -> Result<Outcome> {
    let finished = process::run(&mut command, COMPILING)?;
    Ok(Outcome { count: Count { passed: u64::from(finished.success), failed: 0 }, problem: finished.problem })
}

/// The outcome of a test runner. One that ran nothing has not passed: its tests were not found.
fn counted(count: Count, finished: Finished) -> Outcome {
    let nothing_ran = (count == Count::default()).then(|| "no test ran".to_owned());
    Outcome { count, problem: finished.problem.or(nothing_ran) }
}

fn one_passed() -> Outcome {
    Outcome { count: Count { passed: 1, failed: 0 }, problem: None }
}

fn cargo(arguments: &[&str]) -> Command {
    let mut command = tools::cargo();
    command.args(arguments);
    command
}

fn npm_script(name: &str) -> Command {
    let mut command = tools::npm("ui");
    command.args(["run", "--silent", name]);
    command
}

/// A tool of the UI that looks at a folder beside it.
fn ui_tool(script: &str, arguments: &[&str]) -> Command {
    let mut command = tools::node();
    command.arg(format!("ui/node_modules/{script}")).args(arguments);
    command
}

/// Makes room for a file, and makes sure that it isn't one of an earlier run.
fn fresh_file(path: &std::path::Path) -> Result<()> {
    let folder = path.parent().with_context(|| format!("{} is in no folder", path.display()))?;
    std::fs::create_dir_all(folder)?;
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}
