//! What this machine needs before the project can be built and tested, and how it gets it.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::process;
use crate::tools;

#[cfg(target_os = "linux")]
mod packages;

const NODE_WANTED: &str = "20.19";
const NPM_LIMIT: Duration = Duration::from_mins(10);

/// What is about to be done, and so what has to be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Compile the app.
    Build,
    /// Compile it and test it against a real keychain.
    TestWithoutWindow,
    /// Drive it in a real window.
    DriveWindow,
}

/// Installs what is missing, or says what to install.
pub fn prepare(purpose: Purpose) -> Result<()> {
    check_node()?;
    #[cfg(target_os = "linux")]
    packages::install_missing(purpose)?;
    npm_packages("ui")?;
    if purpose == Purpose::DriveWindow {
        npm_packages("e2e")?;
    }
    Ok(())
}

/// Whether a window can be shown to a person.
pub fn has_display() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

fn check_node() -> Result<()> {
    let Some(found) = process::answer(tools::node().arg("--version")) else {
        bail!("Node is missing. Install Node {NODE_WANTED} or newer (https://nodejs.org), then try again.");
    };
    if !is_new_enough(&found) {
        bail!(
            "Node {found} is too old. Install Node {NODE_WANTED} or newer (https://nodejs.org), then try again."
        );
    }
    process::answer(tools::npm("ui").arg("--version"))
        .context("npm is missing. Install the npm that belongs to your Node, then try again.")?;
    Ok(())
}

/// Node 20.19 and later of the 20 series, 22.12 and later: what the tools of the UI name.
fn is_new_enough(version: &str) -> bool {
    let mut numbers = version.trim_start_matches('v').split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    match (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)) {
        (20, minor) => minor >= 19,
        (22, minor) => minor >= 12,
        (major, _) => major > 22,
    }
}

/// `npm ci`, where the lock file changed since the last time. What was installed is remembered inside of `node_modules`,
/// so that it is forgotten with it.
fn npm_packages(folder: &str) -> Result<()> {
    let place = tools::root().join(folder);
    let wanted = read(&place.join("package-lock.json"))?;
    let stamp = place.join("node_modules").join(".installed-package-lock.json");
    if read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    println!("Installing the npm packages of {folder}/");
    let finished = process::run(tools::npm(folder).arg("ci"), NPM_LIMIT)?;
    if let Some(problem) = finished.problem {
        bail!("npm ci in {folder}/ failed: {problem}");
    }
    std::fs::write(&stamp, wanted).with_context(|| format!("{} can't be written", stamp.display()))
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("{} can't be read", path.display()))
}

/// Adds rustfmt and clippy where only a minimal Rust is installed.
pub fn rust_components() -> Result<()> {
    for component in ["rustfmt", "clippy"] {
        let subcommand = if component == "rustfmt" { "fmt" } else { component };
        if process::answer(tools::cargo().args([subcommand, "--version"])).is_some() {
            continue;
        }
        let mut rustup = Command::new("rustup");
        let finished = process::run(rustup.args(["component", "add", component]), Duration::from_mins(5))?;
        if !finished.success {
            bail!("{component} is missing. Install it with: rustup component add {component}");
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::is_new_enough;

    #[test]
    fn the_versions_of_node_that_the_tools_name_are_accepted() {
        for good in ["v20.19.0", "v20.20.2", "v22.12.0", "v23.0.0", "v24.1.0"] {
            assert!(is_new_enough(good), "{good}");
        }
        for bad in ["v18.20.0", "v20.18.3", "v21.7.3", "v22.11.0", "", "unknown"] {
            assert!(!is_new_enough(bad), "{bad}");
        }
    }
}
