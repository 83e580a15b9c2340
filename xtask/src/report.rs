//! What the parts of a run came to.

use std::time::{Duration, Instant};

use anyhow::Result;

use crate::count::Count;

/// Collects the results of the parts and prints them at the end.
#[derive(Default)]
pub struct Report {
    parts: Vec<Part>,
}

struct Part {
    name: &'static str,
    count: Count,
    problem: Option<String>,
    took: Duration,
}

/// What a part returns: how many tests passed and failed, and what else went wrong.
pub struct Outcome {
    /// The tests.
    pub count: Count,
    /// Anything that makes the part a failure, even when no test failed.
    pub problem: Option<String>,
}

impl Report {
    /// Runs a part under a heading. An error fails this part, not those after it.
    pub fn part(&mut self, name: &'static str, work: impl FnOnce() -> Result<Outcome>) -> bool {
        println!("\n── {name}");
        let started = Instant::now();
        let outcome = work()
            .unwrap_or_else(|error| Outcome { count: Count::default(), problem: Some(format!("{error:#}")) });
        let mut count = outcome.count;
        if outcome.problem.is_some() && count.failed == 0 {
            count.failed = 1;
        }
        if let Some(problem) = &outcome.problem {
            eprintln!("{name}: {problem}");
        }
        self.parts.push(Part { name, count, problem: outcome.problem, took: started.elapsed() });
        count.failed == 0
    }

    /// Fails a part that can't run because one that it needs failed.
    pub fn blocked(&mut self, name: &'static str, by: &str) {
        let count = Count { passed: 0, failed: 1 };
        let problem = Some(format!("not run: it needs \"{by}\""));
        self.parts.push(Part { name, count, problem, took: Duration::ZERO });
    }

    /// Prints a line for each part and the total; whether nothing failed.
    pub fn conclude(&self) -> bool {
        let total = self.parts.iter().fold(Count::default(), |sum, part| sum + part.count);
        println!();
        for part in &self.parts {
            let Part { name, count, problem, took } = part;
            let result = format!("{} passed, {} failed", count.passed, count.failed);
            let problem = problem.as_ref().map(|problem| format!("  {problem}")).unwrap_or_default();
            println!("{name:<28} {result:<24} {:>6.1} s{problem}", took.as_secs_f64());
        }
        println!("\n{} passed, {} failed", total.passed, total.failed);
        total.failed == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report_of(passed: u64, failed: u64, problem: Option<&str>) -> bool {
        let mut report = Report::default();
        let problem = problem.map(str::to_owned);
        report.part("A part", || Ok(Outcome { count: Count { passed, failed }, problem }));
        report.conclude()
    }

    #[test]
    fn only_a_run_without_any_failure_is_a_success() {
        assert!(report_of(3, 0, None));
        assert!(!report_of(3, 1, None));
        assert!(!report_of(3, 0, Some("exit status: 1")));
    }

    #[test]
    fn an_error_fails_its_part_and_lets_the_others_run() {
        let mut report = Report::default();
        assert!(!report.part("Broken", || anyhow::bail!("no such file")));
        assert!(
            report.part("Sound", || Ok(Outcome { count: Count { passed: 1, failed: 0 }, problem: None }))
        );
        assert!(!report.conclude());
    }

    #[test]
    fn a_blocked_part_is_a_failure() {
        let mut report = Report::default();
        report.blocked("End to end", "Build");
        assert!(!report.conclude());
    }
}
