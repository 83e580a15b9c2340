//! What came out of a measurement: read, judged, and put into words.

use std::fmt;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::figures::{Bound, FIGURES};

/// A figure with its value, or something beside the figures that is worth knowing.
#[derive(Debug, PartialEq)]
pub struct Outcome {
    name: String,
    of: Side,
    to: Option<Side>,
    note: String,
    /// None for what is no figure.
    bound: Option<Bound>,
}

/// One side of a ratio, or the value itself: a sample for each round.
#[derive(Debug, PartialEq)]
struct Side {
    what: String,
    unit: String,
    samples: Vec<f64>,
    median: f64,
}

/// Reads the lines that a measurement printed. Of the figures, only those with the names are kept; all of these have to
/// be there.
pub fn read(lines: &str, names: &[&str]) -> Result<Vec<Outcome>> {
    let all: Vec<Outcome> = lines
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| outcome(line).with_context(|| format!("not a measurement: {line}")))
        .collect::<Result<_>>()?;
    for name in names {
        if !all.iter().any(|outcome| outcome.name == *name) {
            bail!("the measurement has no {name}");
        }
    }
    let is_wanted = |outcome: &Outcome| outcome.bound.is_none() || names.contains(&outcome.name.as_str());
    Ok(all.into_iter().filter(is_wanted).collect())
}

fn outcome(line: &str) -> Result<Outcome> {
    let line: Value = serde_json::from_str(line)?;
    let name = text(&line["name"]).context("it has no name")?;
    Ok(Outcome {
        bound: FIGURES.iter().find(|figure| figure.name == name).map(|figure| figure.bound),
        name,
        of: side(&line["of"])?,
        to: (!line["to"].is_null()).then(|| side(&line["to"])).transpose()?,
        note: text(&line["note"]).unwrap_or_default(),
    })
}

fn side(json: &Value) -> Result<Side> {
    let samples = json["samples"].as_array().context("a side has no samples")?;
    let samples: Vec<f64> = samples
        .iter()
        .map(|sample| sample.as_f64().context("a sample is no number"))
        .collect::<Result<_>>()?;
    Ok(Side {
        what: text(&json["what"]).context("a side does not say what it is")?,
        unit: text(&json["unit"]).context("a side has no unit")?,
        median: median(&samples).context("a side has no samples")?,
        samples,
    })
}

fn text(json: &Value) -> Option<String> {
    json.as_str().map(str::to_owned)
}

/// The sample in the middle, or between the two there.
fn median(samples: &[f64]) -> Option<f64> {
    let mut sorted = samples.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    let upper = *sorted.get(middle)?;
    Some(if sorted.len() % 2 == 1 { upper } else { f64::midpoint(sorted[middle - 1], upper) })
}

impl Outcome {
    fn value(&self) -> f64 {
        self.to.as_ref().map_or(self.of.median, |to| self.of.median / to.median)
    }

    fn unit(&self) -> &str {
        if self.to.is_some() { "x" } else { &self.of.unit }
    }

    fn is_reached(&self) -> Option<bool> {
        self.bound.map(|bound| bound.is_reached_by(self.value()))
    }

    /// Everything that is known of it.
    pub fn json(&self) -> Value {
        json!({
            "name": self.name,
            "value": self.value(),
            "unit": self.unit(),
            "bound": self.bound.map(|bound| bound.to_string()),
            "reached": self.is_reached(),
            "of": self.of.json(),
            "to": self.to.as_ref().map(Side::json),
            "note": self.note,
        })
    }
}

impl Side {
    fn json(&self) -> Value {
        json!({ "what": self.what, "unit": self.unit, "median": self.median, "samples": self.samples })
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {} {}", self.name, short(self.value()), self.unit())?;
        if let Some(to) = &self.to {
            write!(formatter, " ({} to {} {})", short(self.of.median), short(to.median), to.unit)?;
        }
        if let Some(bound) = self.bound.filter(|_| self.is_reached() == Some(false)) {
            write!(formatter, "  missed: bound is {bound}")?;
        }
        if self.note.is_empty() { Ok(()) } else { write!(formatter, "  [{}]", self.note) }
    }
}

/// Three digits, as far as they say something.
fn short(value: f64) -> String {
    match value.abs() {
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATIO: &str = r#"{"name":"scroll_frame_to_blank","of":{"what":"table","unit":"ms","samples":[30,20,50]},
        "to":{"what":"page","unit":"ms","samples":[10,8]},"note":"steady"}"#;
    const VALUE: &str =
        r#"{"name":"sync_unchanged_bytes","of":{"what":"sync","unit":"KiB","samples":[16,12.5,70]}}"#;
    const BESIDE: &str = r#"{"name":"frames","of":{"what":"table","unit":"frames","samples":[3]}}"#;

    fn only(line: &str) -> Outcome {
        outcome(&line.replace('\n', "")).unwrap()
    }

    #[test]
    fn the_median_is_in_the_middle_whatever_the_order() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), Some(2.5));
        assert_eq!(median(&[]), None);
    }

    #[test]
    fn a_ratio_is_that_of_the_medians_and_shows_both_sides() {
        let ratio = only(RATIO);
        assert_eq!(
            ratio.to_string(),
            "scroll_frame_to_blank: 3.33 x (30.0 to 9.00 ms)  missed: bound is at most 2  [steady]"
        );
        let json = ratio.json();
        assert_eq!((&json["reached"], &json["bound"]), (&json!(false), &json!("at most 2")));
        assert_eq!(json["of"]["samples"], json!([30.0, 20.0, 50.0]));
        assert_eq!(json["to"]["median"], json!(9.0));
    }

    #[test]
    fn a_value_that_is_reached_is_only_said() {
        assert_eq!(only(VALUE).to_string(), "sync_unchanged_bytes: 16.0 KiB");
        assert_eq!(only(VALUE).json()["reached"], json!(true));
    }

    #[test]
    fn what_is_no_figure_has_no_bound() {
        assert_eq!(only(BESIDE).to_string(), "frames: 3.00 frames");
        assert_eq!(only(BESIDE).json()["reached"], Value::Null);
    }

    #[test]
    fn only_the_figures_that_were_asked_for_are_kept_with_what_is_beside_them() {
        let lines = format!("{}\n{VALUE}\n\n{BESIDE}\n", RATIO.replace('\n', ""));
        let names = |names: &[&str]| {
            let kept = read(&lines, names).unwrap();
            kept.into_iter().map(|outcome| outcome.name).collect::<Vec<_>>()
        };
        assert_eq!(names(&["sync_unchanged_bytes"]), ["sync_unchanged_bytes", "frames"]);
        assert_eq!(names(&["sync_unchanged_bytes", "scroll_frame_to_blank"]).len(), 3);
    }

    #[track_caller]
    fn check_refused(lines: &str, names: &[&str], because: &str) {
        let error = format!("{:#}", read(lines, names).unwrap_err());
        assert!(error.contains(because), "{error}");
    }

    #[test]
    fn a_measurement_that_is_none_is_refused() {
        check_refused("started\n", &[], "not a measurement: started");
        check_refused(VALUE, &["grow_10x"], "no grow_10x");
        check_refused(r#"{"name":"a","of":{"what":"b","unit":"ms","samples":[]}}"#, &[], "no samples");
        check_refused(r#"{"name":"a","of":{"what":"b","unit":"ms","samples":["1"]}}"#, &[], "no number");
        check_refused(r#"{"of":{"what":"b","unit":"ms","samples":[1]}}"#, &[], "no name");
    }
}
