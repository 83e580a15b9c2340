//! Runs the programs that measure.

use std::cell::OnceCell;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::figures::Part;
use crate::build::Benches;
use crate::demo;
use crate::process;
use crate::tools;

const LIMIT: Duration = Duration::from_mins(5);
const LARGE: u32 = 100_000;
const SMALL: u32 = 10_000;
/// How long to look at what other programs do.
const LOOK: Duration = Duration::from_secs(2);
/// Where Tauri puts the app's data, by the identifier in tauri.conf.json.
const DATA_OF_APP: &str = "data/app.seatkeeper.desktop";

/// The programs that measure and are measured, and a folder for what they write.
pub struct Bench {
    programs: Benches,
    folder: PathBuf,
    large: OnceCell<PathBuf>,
    small: OnceCell<PathBuf>,
}

impl Bench {
    /// With a fresh folder on the disk that everything is built on.
    pub fn new(programs: Benches) -> Result<Self> {
        let folder = tools::target_folder()?.join("bench");
        match std::fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(error).with_context(|| format!("{} can't be removed", folder.display()));
            }
            _ => std::fs::create_dir_all(&folder)?,
        }
        Ok(Self { programs, folder, large: OnceCell::new(), small: OnceCell::new() })
    }

    /// What the measurement of a part printed.
    pub fn measure(&self, part: Part) -> Result<String> {
        match part {
            Part::List => self.with_simulator("list"),
            Part::Unchanged => self.with_simulator("unchanged"),
            Part::Queries => {
                let (large, small) = (self.large()?, self.small()?);
                answer(self.bench("queries").arg("--large").arg(large).arg("--small").arg(small))
            }
            Part::Jumps => answer(self.bench("jumps").arg("--large").arg(self.large()?)),
            Part::Plans => self.with_simulator("plans"),
            Part::Bulk => self.with_simulator("bulk"),
            Part::Start => self.start(),
            Part::Window => self.window(),
        }
    }

    fn bench(&self, part: &str) -> Command {
        let mut command = Command::new(&self.programs.bench);
        command.arg(part);
        command
    }

    fn with_simulator(&self, part: &str) -> Result<String> {
        let mut command = self.bench(part);
        command.arg("--simulator").arg(&self.programs.programs.simulator);
        answer(command.arg("--folder").arg(self.folder.join("work")))
    }

    fn start(&self) -> Result<String> {
        self.large()?;
        let mut command = demo::beside_a_keychain(&self.programs.programs);
        command.arg(&self.programs.bench).arg("start");
        command.arg("--app").arg(&self.programs.programs.app).arg("--app-home").arg(self.home_of_app());
        answer(
            command.arg("--blank").arg(&self.programs.blank).arg("--blank-home").arg(self.home_of_blank()?),
        )
    }

    fn window(&self) -> Result<String> {
        let searches = self.folder.join("searches.json");
        answer(self.bench("searches").arg("--large").arg(self.large()?).arg("--file").arg(&searches))?;
        let mut command = demo::beside_a_keychain(&self.programs.programs);
        command.args(["node", "e2e/bench/window.mjs"]);
        command.env("SEATKEEPER_OUTPUT", self.folder.join("log"));
        command.env("BENCH_APP_HOME", self.home_of_app()).env("BENCH_SEARCHES", searches);
        command.env("BENCH_BLANK", &self.programs.blank).env("BENCH_BLANK_HOME", self.home_of_blank()?);
        answer(&mut command)
    }

    fn home_of_app(&self) -> PathBuf {
        self.folder.join("home")
    }

    fn home_of_blank(&self) -> Result<PathBuf> {
        let home = self.folder.join("home-of-blank");
        std::fs::create_dir_all(&home)?;
        Ok(home)
    }

    /// The app's data with 100,000 licenses.
    fn large(&self) -> Result<&Path> {
        self.prepared(&self.large, self.home_of_app().join(DATA_OF_APP), LARGE)
    }

    fn small(&self) -> Result<&Path> {
        self.prepared(&self.small, self.folder.join("small"), SMALL)
    }

    fn prepared<'a>(&self, cell: &'a OnceCell<PathBuf>, folder: PathBuf, licenses: u32) -> Result<&'a Path> {
        if cell.get().is_none() {
            let mut command = self.bench("prepare");
            command.arg("--simulator").arg(&self.programs.programs.simulator);
            answer(command.arg("--licenses").arg(licenses.to_string()).arg("--folder").arg(&folder))?;
        }
        Ok(cell.get_or_init(|| folder))
    }
}

fn answer(command: &mut Command) -> Result<String> {
    let finished = process::run_for_messages(command, LIMIT)?;
    match finished.problem {
        Some(problem) => bail!("{problem}"),
        None => Ok(finished.output),
    }
}

/// How much of the processors is in use now, while nothing of this runs: 0 to 1.
pub fn others_use_of_the_processors() -> Option<f64> {
    let before = processor_times(&std::fs::read_to_string("/proc/stat").ok()?)?;
    thread::sleep(LOOK);
    let after = processor_times(&std::fs::read_to_string("/proc/stat").ok()?)?;
    share_in_use(before, after)
}

/// Ticks of all processors since the computer started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Ticks {
    idle: u32,
    all: u32,
}

/// From the first line of /proc/stat: user, nice, system, idle, waiting for the disk, and more.
fn processor_times(stat: &str) -> Option<Ticks> {
    let line = stat.lines().next()?.strip_prefix("cpu ")?;
    let ticks: Vec<u32> = line.split_whitespace().map_while(|number| number.parse().ok()).take(8).collect();
    Some(Ticks { idle: ticks.get(3)? + ticks.get(4)?, all: ticks.iter().sum() })
}

fn share_in_use(before: Ticks, after: Ticks) -> Option<f64> {
    let all = after.all.checked_sub(before.all).filter(|all| *all > 0)?;
    let idle = after.idle.saturating_sub(before.idle);
    Some(1.0 - f64::from(idle) / f64::from(all))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_use_is_what_is_not_idle() {
        let before = processor_times("cpu  100 0 50 800 50 0 0 0 0 0\ncpu0 1 2 3\n").unwrap();
        assert_eq!(before, Ticks { idle: 850, all: 1000 });
        let after = processor_times("cpu  130 0 70 940 60 0 0 0 99 99\n").unwrap();
        assert_eq!(share_in_use(before, after), Some(0.25));
        assert_eq!(share_in_use(before, before), None);
        assert_eq!(processor_times("intr 5"), None);
    }
}
