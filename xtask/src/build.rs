//! Builds the UI and the app.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::process;
use crate::tools::{self, APP_FEATURES};

const LIMIT: Duration = Duration::from_mins(30);
/// A clean release build optimizes across all crates.
const RELEASE_LIMIT: Duration = Duration::from_hours(1);

/// How the app is compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Quickly, and so that it may be pointed at a simulator.
    Debug,
    /// As users get it.
    Release,
}

/// The programs that were built.
pub struct Programs {
    /// The app, with its pages inside.
    pub app: PathBuf,
    /// The simulator of the vendor's service.
    pub simulator: PathBuf,
}

/// The programs that measure, and those that are measured.
pub struct Benches {
    /// The app and the simulator, as users get them.
    pub programs: Programs,
    /// The program that measures.
    pub bench: PathBuf,
    /// An empty window.
    pub blank: PathBuf,
}

/// Builds the pages into `ui/dist`, where the app's compilation takes them from.
pub fn user_interface() -> Result<()> {
    let finished = process::run(tools::npm("ui").args(["run", "--silent", "build"]), LIMIT)?;
    match finished.problem {
        Some(problem) => bail!("the UI can't be built: {problem}"),
        None => Ok(()),
    }
}

/// Builds the app and the simulator. The UI has to be built before.
pub fn programs(profile: Profile) -> Result<Programs> {
    // The whole workspace, as the tests build it, so that both share what is compiled. This program itself is running
    // and must not be replaced.
    let all: &[&str] = &["--workspace", "--exclude", "xtask"];
    let (arguments, folder, limit): (&[&str], _, _) = match profile {
        Profile::Debug => (all, "debug", LIMIT),
        Profile::Release => {
            (&["--release", "-p", "seatkeeper", "-p", "account-sim"], "release", RELEASE_LIMIT)
        }
    };
    let built = executables(arguments, limit)?;
    let kept = tools::target_folder()?.join("xtask").join(folder);
    Ok(Programs { app: keep(&built, "seatkeeper", &kept)?, simulator: keep(&built, "account-sim", &kept)? })
}

/// Builds what is measured as users get it, and what measures it. The UI has to be built before.
pub fn programs_and_benches() -> Result<Benches> {
    let built = executables(&["--workspace", "--exclude", "xtask", "--release"], RELEASE_LIMIT)?;
    let kept = tools::target_folder()?.join("xtask").join("bench");
    let programs =
        Programs { app: keep(&built, "seatkeeper", &kept)?, simulator: keep(&built, "account-sim", &kept)? };
    Ok(Benches { programs, bench: keep(&built, "bench", &kept)?, blank: keep(&built, "blank", &kept)? })
}

/// Writes the file through which the UI calls the app: the test that guards it writes it when told to.
pub fn write_bindings() -> Result<bool> {
    crate::machine::prepare(crate::machine::Purpose::Build)?;
    user_interface()?;
    let mut cargo = tools::cargo();
    cargo.args(["test", "--package", "seatkeeper", "--test", "bindings"]).args(APP_FEATURES);
    let finished = process::run(cargo.env("UPDATE_BINDINGS", "1"), LIMIT)?;
    Ok(finished.success)
}

/// Builds programs, and gives where cargo says that it put them.
fn executables(arguments: &[&str], limit: Duration) -> Result<Vec<PathBuf>> {
    let mut cargo = tools::cargo();
    cargo.args(["build", "--bins"]).args(APP_FEATURES).args(arguments);
    let finished = process::run_for_messages(cargo.arg("--message-format=json-render-diagnostics"), limit)?;
    if let Some(problem) = finished.problem {
        bail!("the app can't be built: {problem}");
    }
    let messages = finished.output.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    Ok(messages.filter_map(|message| message["executable"].as_str().map(PathBuf::from)).collect())
}

/// Copies a program out of cargo's folder, where any later `cargo build` would replace it, perhaps by one without its
/// pages. What is started and driven is always the copy.
fn keep(built: &[PathBuf], name: &str, folder: &Path) -> Result<PathBuf> {
    let found = built
        .iter()
        .find(|path| path.file_stem().is_some_and(|stem| stem == name))
        .with_context(|| format!("cargo built no program named {name}"))?;
    let copy = folder.join(found.file_name().with_context(|| format!("{} has no name", found.display()))?);
    std::fs::create_dir_all(folder)?;
    if copy.exists() {
        // A program that runs can't be overwritten, but removed.
        std::fs::remove_file(&copy)
            .with_context(|| format!("{} is in use; close the app first", copy.display()))?;
    }
    std::fs::copy(found, &copy).with_context(|| format!("{} can't be written", copy.display()))?;
    Ok(copy)
}
