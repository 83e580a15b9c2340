//! The figures that there are, and what each is to reach.

use anyhow::{Result, bail};

/// A figure.
#[derive(Debug, PartialEq)]
pub struct Figure {
    /// Its name.
    pub name: &'static str,
    /// What it is to reach.
    pub bound: Bound,
    /// The measurement that it comes from.
    pub part: Part,
}

/// What a figure is to reach.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bound {
    /// This or less.
    AtMost(f64),
    /// This or more.
    AtLeast(f64),
}

/// Figures that are measured together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The first sync.
    List,
    /// A sync that finds nothing new.
    Unchanged,
    /// Typed searches in the core.
    Queries,
    /// Windows anywhere in the list.
    Jumps,
    /// Plans of long lists.
    Plans,
    /// Hundreds of changes.
    Bulk,
    /// What a start takes in time and memory.
    Start,
    /// Typing and scrolling in the real window.
    Window,
}

impl Part {
    /// In the order in which they are measured.
    pub const ALL: [Self; 8] = [
        Self::List,
        Self::Unchanged,
        Self::Queries,
        Self::Jumps,
        Self::Plans,
        Self::Bulk,
        Self::Start,
        Self::Window,
    ];

    /// What its figures are called together.
    pub const fn name(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Unchanged => "unchanged",
            Self::Queries => "queries",
            Self::Jumps => "jumps",
            Self::Plans => "plans",
            Self::Bulk => "bulk",
            Self::Start => "start",
            Self::Window => "window",
        }
    }
}

const fn figure(name: &'static str, bound: Bound, part: Part) -> Figure {
    Figure { name, bound, part }
}

/// All of them.
pub const FIGURES: [Figure; 15] = [
    figure("sync_full_to_ideal", Bound::AtMost(1.25), Part::List),
    figure("sync_script_to_us", Bound::AtLeast(6.0), Part::List),
    figure("sync_unchanged_bytes", Bound::AtMost(64.0), Part::Unchanged),
    figure("sync_unchanged_to_first_cpu", Bound::AtMost(0.5), Part::Unchanged),
    figure("query_filter_p95", Bound::AtMost(15.0), Part::Queries),
    figure("grow_10x", Bound::AtMost(12.0), Part::Queries),
    figure("query_jump_p95", Bound::AtMost(10.0), Part::Jumps),
    figure("plan_50000", Bound::AtMost(2.0), Part::Plans),
    figure("bulk_1000_to_ideal", Bound::AtMost(1.2), Part::Bulk),
    figure("bulk_script_to_us", Bound::AtLeast(2.0), Part::Bulk),
    figure("journal_share", Bound::AtMost(10.0), Part::Bulk),
    figure("start_to_table_to_blank", Bound::AtMost(1.3), Part::Start),
    figure("memory_to_blank", Bound::AtMost(1.3), Part::Start),
    figure("filter_to_paint_p95", Bound::AtMost(50.0), Part::Window),
    figure("scroll_frame_to_blank", Bound::AtMost(2.0), Part::Window),
];

/// The figures with these names, or measured together under one of them; all if none is named.
pub fn named(names: &[&str]) -> Result<Vec<&'static Figure>> {
    let is_called = |figure: &Figure, name: &str| figure.name == name || figure.part.name() == name;
    if let Some(unknown) = names.iter().find(|name| !FIGURES.iter().any(|figure| is_called(figure, name))) {
        let all: Vec<&str> = FIGURES.iter().map(|figure| figure.name).collect();
        let parts = Part::ALL.map(Part::name);
        bail!("there is no figure {unknown}; there are: {}; together: {}", all.join(", "), parts.join(", "));
    }
    let is_wanted = |figure: &&Figure| names.is_empty() || names.iter().any(|name| is_called(figure, name));
    Ok(FIGURES.iter().filter(is_wanted).collect())
}

impl Bound {
    /// Whether a value reaches it.
    pub fn is_reached_by(self, value: f64) -> bool {
        match self {
            Self::AtMost(most) => value <= most,
            Self::AtLeast(least) => value >= least,
        }
    }
}

impl std::fmt::Display for Bound {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::AtMost(most) => write!(formatter, "at most {most}"),
            Self::AtLeast(least) => write!(formatter, "at least {least}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_found_by_name_or_by_that_of_their_part_and_all_without_one() {
        let names =
            |names: &[&str]| named(names).unwrap().into_iter().map(|figure| figure.name).collect::<Vec<_>>();
        assert_eq!(names(&[]).len(), FIGURES.len());
        assert_eq!(names(&["grow_10x", "sync_script_to_us"]), ["sync_script_to_us", "grow_10x"]);
        assert_eq!(names(&["bulk", "plan_50000"]).len(), 4);
        assert_eq!(names(&["bulk", "journal_share"])[1..], ["bulk_script_to_us", "journal_share"]);
        assert!(
            named(&["grow_10x", "speed"]).unwrap_err().to_string().contains("no figure speed; there are: ")
        );
    }

    #[test]
    fn each_part_has_a_figure() {
        for part in Part::ALL {
            assert!(FIGURES.iter().any(|figure| figure.part == part), "{part:?}");
        }
    }

    #[test]
    fn a_bound_belongs_to_what_reaches_it() {
        assert!(Bound::AtMost(2.0).is_reached_by(2.0) && !Bound::AtMost(2.0).is_reached_by(2.01));
        assert!(Bound::AtLeast(6.0).is_reached_by(6.0) && !Bound::AtLeast(6.0).is_reached_by(5.99));
    }
}
