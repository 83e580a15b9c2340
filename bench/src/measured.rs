//! What a measurement hands to `xtask`.

use serde::Serialize;

/// A measurement: one value, or the two sides of a ratio, each with a sample for each round.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Measured {
    /// The figure's name.
    pub name: &'static str,
    /// The value, or what is above the line of the ratio.
    pub of: Side,
    /// What is below the line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Side>,
    /// What else has to be known to judge it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// One side of a ratio.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Side {
    /// What it is.
    pub what: &'static str,
    /// The unit of the samples.
    pub unit: &'static str,
    /// One for each round.
    pub samples: Vec<f64>,
}

impl Measured {
    /// A value that stands by itself.
    pub fn value(name: &'static str, of: Side) -> Self {
        Self { name, of, to: None, note: String::new() }
    }

    /// A ratio.
    pub fn ratio(name: &'static str, of: Side, to: Side) -> Self {
        Self { name, of, to: Some(to), note: String::new() }
    }

    /// The same with something to be known about it.
    #[must_use]
    pub fn noting(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    /// Prints it as one line.
    pub fn print(&self) -> anyhow::Result<()> {
        println!("{}", serde_json::to_string(self)?);
        Ok(())
    }
}

impl Side {
    /// A side with its samples.
    pub fn new(what: &'static str, unit: &'static str, samples: Vec<f64>) -> Self {
        Self { what, unit, samples }
    }
}

/// The value that 95 of 100 samples don't exceed; none without samples.
pub fn p95(mut samples: Vec<f64>) -> Option<f64> {
    samples.sort_by(f64::total_cmp);
    let rank = (samples.len() * 95).div_ceil(100);
    rank.checked_sub(1).map(|index| samples[index])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p95_is_the_value_that_one_in_twenty_exceeds() {
        assert_eq!(p95((1..=100).map(f64::from).collect()), Some(95.0));
        assert_eq!(p95((1..=20).rev().map(f64::from).collect()), Some(19.0));
        assert_eq!(p95(vec![7.0]), Some(7.0));
        assert_eq!(p95(Vec::new()), None);
    }

    #[test]
    fn a_measurement_is_one_line_that_leaves_out_what_it_has_not() {
        let value = Measured::value("size", Side::new("file", "KiB", vec![1.5]));
        assert_eq!(
            serde_json::to_string(&value).unwrap(),
            r#"{"name":"size","of":{"what":"file","unit":"KiB","samples":[1.5]}}"#
        );
    }
}
