//! The repository, and the commands of the tools that work in it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;

/// Passed wherever the shell is compiled. The app and its tests then share one build, and the one binary path always
/// holds the app that serves its own pages.
pub const APP_FEATURES: [&str; 2] = ["--features", "seatkeeper/custom-protocol"];

/// The repository's folder.
pub fn root() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    folder.parent().unwrap_or(folder).to_owned()
}

/// The folder into which everything is built.
pub fn target_folder() -> Result<PathBuf> {
    let metadata = process::answer(cargo().args(["metadata", "--format-version=1", "--no-deps"]))
        .context("cargo metadata fails")?;
    let metadata: serde_json::Value = serde_json::from_str(&metadata)?;
    let folder = metadata["target_directory"].as_str().context("cargo metadata names no target folder")?;
    Ok(PathBuf::from(folder))
}

/// The cargo that started this program, in the repository's folder.
pub fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// npm in a folder of the repository.
pub fn npm(folder: &str) -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir(root().join(folder));
    command
}

/// Node in the repository's folder.
pub fn node() -> Command {
    let mut command = Command::new("node");
    command.current_dir(root());
    command
}

/// A command whose output is read by a program: without colors.
pub fn plain(mut command: Command) -> Command {
    command.env("CARGO_TERM_COLOR", "never").env("NO_COLOR", "1").env_remove("FORCE_COLOR");
    command
}
