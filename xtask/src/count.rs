//! Reads how many tests ran from what the test runners print.

use anyhow::{Context, Result};
use serde_json::Value;

/// How many tests passed and failed.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed.
    pub failed: u64,
}

impl std::ops::Add for Count {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }
}

/// `cargo nextest run` prints one result for all; what a failed test printed may hold others, which don't count.
pub fn nextest(output: &str) -> Count {
    let mut summary =
        output.lines().filter_map(|line| line.trim().strip_prefix("Summary [")?.split_once("run: "));
    summary.next_back().map(|(_, numbers)| read_numbers(numbers)).unwrap_or_default()
}

/// `cargo test` prints one result for each test binary.
pub fn cargo_test(output: &str) -> Count {
    let results = output.lines().filter_map(|line| line.strip_prefix("test result: "));
    results.map(read_numbers).fold(Count::default(), |sum, count| sum + count)
}

fn read_numbers(numbers: &str) -> Count {
    let mut count = Count::default();
    let words: Vec<&str> = numbers.split([' ', ',', ';']).filter(|word| !word.is_empty()).collect();
    for pair in words.windows(2) {
        let Ok(number) = pair[0].parse::<u64>() else { continue };
        match pair[1] {
            "passed" => count.passed += number,
            "failed" | "timed" => count.failed += number,
            _ => {}
        }
    }
    count
}

/// The file that vitest's JSON reporter writes.
pub fn vitest_report(json: &str) -> Result<Count> {
    let report: Value = serde_json::from_str(json)?;
    let number = |key: &str| report[key].as_u64().with_context(|| format!("vitest's report has no {key}"));
    // A file that can't even be loaded has no tests that could fail.
    let suites_failed = number("numFailedTestSuites")?;
    let failed = number("numFailedTests")?;
    Ok(Count { passed: number("numPassedTests")?, failed: if failed == 0 { suites_failed } else { failed } })
}

/// What the TAP reporter of node's test runner writes.
pub fn node_tap(tap: &str) -> Count {
    let number = |key: &str| {
        tap.lines()
            .filter_map(|line| line.strip_prefix(key))
            .filter_map(|text| text.trim().parse::<u64>().ok())
            .sum()
    };
    Count { passed: number("# pass "), failed: number("# fail ") + number("# cancelled ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(count: Count, passed: u64, failed: u64) {
        assert_eq!(count, Count { passed, failed });
    }

    #[test]
    fn results_of_cargo_test_add_up() {
        let output = "running 3 tests\n\
            test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\
            test result: FAILED. 10 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 2.00s\n";
        check(cargo_test(output), 13, 2);
    }

    #[test]
    fn the_summary_of_nextest_is_understood() {
        check(nextest("     Summary [  14.889s] 19 tests run: 19 passed, 0 skipped\n"), 19, 0);
        check(
            nextest(
                "     Summary [   1.000s] 9 tests run: 6 passed (1 slow), 2 failed, 1 timed out, 4 skipped",
            ),
            6,
            3,
        );
    }

    #[test]
    fn what_a_failed_test_printed_does_not_count() {
        let output = "    test result: FAILED. 0 passed; 1 failed; 0 ignored; finished in 0.20s\n\
            test result: FAILED. 0 passed; 1 failed; 0 ignored; finished in 0.20s\n\
            Summary [ 0.5s] 18/23 tests run: 17 passed, 1 failed, 0 skipped\n";
        check(nextest(output), 17, 1);
    }

    #[test]
    fn output_without_a_result_counts_nothing() {
        check(nextest("error: could not compile `app`\n    12 passed through\n"), 0, 0);
    }

    #[test]
    fn vitest_counts_a_file_that_does_not_load() {
        let report = r#"{"numFailedTestSuites": 1, "numFailedTests": 0, "numPassedTests": 7}"#;
        check(vitest_report(report).unwrap(), 7, 1);
        let report = r#"{"numFailedTestSuites": 1, "numFailedTests": 2, "numPassedTests": 7}"#;
        check(vitest_report(report).unwrap(), 7, 2);
        assert!(vitest_report("{}").is_err());
    }

    #[test]
    fn node_counts_tests_that_never_began_as_failed() {
        check(
            node_tap("ok 1 - it starts\n1..1\n# tests 6\n# pass 3\n# fail 1\n# cancelled 2\n# skipped 0\n"),
            3,
            3,
        );
    }
}
