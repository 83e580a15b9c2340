//! Measures the figures, each beside what it is to reach. One that is missed is said, and no failure: only what could
//! not be measured at all is.

mod figures;
mod outcome;
mod parts;

use std::time::Instant;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::build;
use crate::machine::{self, Purpose};
use crate::tools;
use figures::{FIGURES, Figure, Part};
use outcome::Outcome;
use parts::Bench;

/// More than this of the processors used by others, and times say little.
const QUIET_ENOUGH: f64 = 0.15;

/// Measures the figures with these names, or all.
pub fn bench(names: &[&str]) -> Result<bool> {
    let wanted = figures::named(names)?;
    if !cfg!(target_os = "linux") {
        bail!("the benches run on Linux only: elsewhere nothing tells what they measure");
    }
    machine::prepare(Purpose::DriveWindow)?;
    build::user_interface()?;
    let bench = Bench::new(build::programs_and_benches()?)?;
    let started = Instant::now();
    let mut report = Report::default();
    for part in Part::ALL {
        let names: Vec<&str> =
            wanted.iter().filter(|figure| figure.part == part).map(|figure| figure.name).collect();
        if !names.is_empty() {
            report.part(&bench, part, &names);
        }
    }
    report.write()?;
    println!("\nmeasured in {:.0} s; all of it is in target/bench.json", started.elapsed().as_secs_f64());
    Ok(report.failed.is_empty())
}

#[derive(Default)]
struct Report {
    outcomes: Vec<Outcome>,
    failed: Vec<&'static str>,
    warnings: Vec<String>,
}

impl Report {
    /// Measures the figures of one part, and prints each as soon as it is known.
    fn part(&mut self, bench: &Bench, part: Part, names: &[&str]) {
        if let Some(busy) = parts::others_use_of_the_processors().filter(|busy| *busy > QUIET_ENOUGH) {
            let warning = format!(
                "warning: other programs use {:.0} % of the processors; times are worth little",
                busy * 100.0
            );
            println!("{warning}");
            self.warnings.push(format!("{part:?}: {warning}"));
        }
        match bench.measure(part).and_then(|lines| outcome::read(&lines, names)) {
            Ok(outcomes) => {
                for outcome in outcomes {
                    println!("{outcome}");
                    self.outcomes.push(outcome);
                }
            }
            Err(error) => {
                let figures = FIGURES.iter().filter(|figure| names.contains(&figure.name));
                for Figure { name, .. } in figures {
                    println!("{name}: not measured: {error:#}");
                    self.failed.push(name);
                }
            }
        }
    }

    fn write(&self) -> Result<()> {
        let file = tools::target_folder()?.join("bench.json");
        let figures: Vec<Value> = self.outcomes.iter().map(Outcome::json).collect();
        let all = json!({
            "figures": figures,
            "notMeasured": self.failed,
            "warnings": self.warnings,
            "processors": std::thread::available_parallelism().map_or(0, usize::from),
        });
        let text = serde_json::to_string_pretty(&all)?;
        std::fs::write(&file, text).with_context(|| format!("{} can't be written", file.display()))
    }
}
