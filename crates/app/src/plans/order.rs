//! Which rows of a plan are shown, and in which order.

use std::{cmp::Ordering, collections::HashMap};

use domain::{Capability, Collation, Obstacle, Team, Warning, fold};
use import::LineProblem;

use super::row::{About, Outcome, Row, Shown};
use crate::{
    catalog::Catalog,
    view::{HolderView, PlanFilter, PlanSort, RowVerdict},
};

/// What rows are shown with.
pub(super) struct Sight<'a> {
    pub rows: &'a [Row],
    pub catalog: &'a Catalog,
    pub teams: &'a [Team],
}

/// What a row is sorted by; rows without it come last in both directions.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Verdict(Reason),
    /// Bytes that sort as the language does, and then what tells apart what has the same name.
    Text(Vec<u8>, String),
}

/// Equal ones stand together: kind of row, reason, what is said beside the reason, capability.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Reason(u8, u16, String, Option<u8>);

impl Sight<'_> {
    /// The numbers of all rows in an order; rows that are alike stay in that of the plan.
    pub fn sorted(&self, sort: Option<PlanSort>, descending: bool, collation: &Collation) -> Vec<u32> {
        let numbers = 0..crate::opened::count(self.rows.len());
        let Some(sort) = sort else {
            return if descending { numbers.rev().collect() } else { numbers.collect() };
        };
        let mut keys = Keys { sort, collation, known: HashMap::new() };
        let mut keyed: Vec<(Option<Key>, u32)> =
            numbers.map(|number| (keys.of(&self.rows[number as usize], self), number)).collect();
        keyed.sort_by(|(one, _), (other, _)| match (one, other) {
            (Some(one), Some(other)) if descending => other.cmp(one),
            (Some(one), Some(other)) => one.cmp(other),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        });
        keyed.into_iter().map(|(_, number)| number).collect()
    }

    /// What a search goes through, of every row.
    pub fn texts(&self) -> Texts {
        let mut texts = Texts { all: String::new(), ends: Vec::with_capacity(self.rows.len()) };
        let mut line = String::new();
        for row in self.rows {
            line.clear();
            self.write_text(row, &mut line);
            texts.all.push_str(&fold(&line));
            texts.ends.push(texts.all.len());
        }
        texts.all.shrink_to_fit();
        texts
    }

    fn write_text(&self, row: &Row, line: &mut String) {
        let shown = Shown::of(row, self.catalog, self.teams);
        let mut add = |text: &str| {
            line.push_str(text);
            line.push('\n');
        };
        for person in [&shown.recipient, &shown.holder].into_iter().flatten() {
            add(&person.name);
            add(&person.email);
        }
        if let Some(wish) = row.wish() {
            add(&wish.license.0);
        }
        if let Some(product) = &shown.product {
            add(&product.name);
            add(&product.code);
        }
        for team in [&shown.team, &shown.target_team].into_iter().flatten() {
            add(&team.name);
        }
        if let About::Line(text) = &row.about {
            add(text);
        }
    }
}

/// Makes keys; what many rows share is made once.
struct Keys<'a> {
    sort: PlanSort,
    collation: &'a Collation,
    known: HashMap<String, Vec<u8>>,
}

impl Keys<'_> {
    fn of(&mut self, row: &Row, sight: &Sight<'_>) -> Option<Key> {
        let shown = || Shown::of(row, sight.catalog, sight.teams);
        match self.sort {
            PlanSort::Verdict => Some(Key::Verdict(Reason::of(row))),
            PlanSort::License => row.wish().map(|wish| Key::Text(Vec::new(), wish.license.0.clone())),
            PlanSort::Person => shown().person().and_then(|person| self.person(person)),
            PlanSort::Product => {
                shown().product.map(|product| Key::Text(self.shared(&product.name), product.code))
            }
            PlanSort::Team => {
                shown().team.map(|team| Key::Text(self.shared(&team.name), format!("{:020}", team.id.0)))
            }
        }
    }

    /// By name, and whoever has none by e-mail.
    fn person(&self, person: &HolderView) -> Option<Key> {
        let name = if person.name.is_empty() { &person.email } else { &person.name };
        (!name.is_empty()).then(|| Key::Text(self.collation.key(name), domain::person_key(&person.email)))
    }

    fn shared(&mut self, name: &str) -> Vec<u8> {
        if let Some(key) = self.known.get(name) {
            return key.clone();
        }
        let key = self.collation.key(name);
        self.known.insert(name.to_owned(), key.clone());
        key
    }
}

impl Reason {
    fn of(row: &Row) -> Self {
        let group = match row.verdict() {
            RowVerdict::Change if !row.asks_for_attention() => 0,
            RowVerdict::Change => 1,
            RowVerdict::NothingToDo => 2,
            RowVerdict::Queueable => 3,
            RowVerdict::Blocked => 4,
            RowVerdict::BadLine => 5,
        };
        let capability = row.capability().map(turn);
        let (reason, beside) = match &row.outcome {
            // What a person loses comes before what they get, as it is carried out.
            Outcome::Change => (
                row.warnings
                    .iter()
                    .fold(u16::from(capability.unwrap_or_default()) << 8, |all, one| all | bit(one)),
                String::new(),
            ),
            Outcome::Obstacle(obstacle) => (place(obstacle), beside(obstacle)),
            Outcome::BadLine(problem) => (place_of_problem(problem), String::new()),
        };
        Self(group, reason, beside, capability)
    }
}

/// In the order in which they are carried out.
fn turn(capability: Capability) -> u8 {
    match capability {
        Capability::Revoke => 0,
        Capability::Transfer => 1,
        Capability::Assign => 2,
    }
}

fn bit(warning: &Warning) -> u16 {
    match warning {
        Warning::NotRevocableBefore(_) => 1,
        Warning::StillCoveredBy(_) => 1 << 1,
        Warning::MovesWithHolder => 1 << 2,
        Warning::AiFeaturesMayChange => 1 << 3,
        Warning::LosesProduct => 1 << 4,
        Warning::OfflineCodeKeepsWorking(_) => 1 << 5,
        Warning::EndsSoon(_) => 1 << 6,
        Warning::NameFromEmail => 1 << 7,
    }
}

/// What a person can do something about comes first, what is a fact of the license last.
fn place(obstacle: &Obstacle) -> u16 {
    match obstacle {
        Obstacle::AlreadySo => 0,
        Obstacle::AlreadyHolds(_) => 1,
        Obstacle::AlreadyInTeam => 2,
        Obstacle::NotAssigned => 3,
        Obstacle::HoldsNothing => 4,
        Obstacle::RecentlyAssigned { .. } => 5,
        Obstacle::NoFreeLicense => 6,
        Obstacle::NameMissing => 7,
        Obstacle::UnknownProduct(_) => 8,
        Obstacle::UnknownTeamName(_) => 9,
        Obstacle::UnknownTeam => 10,
        Obstacle::NotFound => 11,
        Obstacle::NotAsDescribed => 12,
        Obstacle::ListUnclear => 13,
        Obstacle::Duplicate => 14,
        Obstacle::ChangedSince => 15,
        Obstacle::Unsettled => 16,
        Obstacle::AlreadyAssigned => 17,
        Obstacle::Expired => 18,
        Obstacle::Suspended => 19,
        Obstacle::NotPerUser => 20,
        Obstacle::HeldByServer => 21,
        Obstacle::HeldByKey => 22,
        Obstacle::Unavailable => 23,
        Obstacle::NotTransferable => 24,
        Obstacle::Denied(_) => 25,
    }
}

/// What is said beside the reason: the first day comes first.
fn beside(obstacle: &Obstacle) -> String {
    match obstacle {
        Obstacle::RecentlyAssigned { from } => from.to_string(),
        Obstacle::UnknownProduct(text) | Obstacle::UnknownTeamName(text) => fold(text),
        _ => String::new(),
    }
}

fn place_of_problem(problem: &LineProblem) -> u16 {
    match problem {
        LineProblem::EmailMissing => 0,
        LineProblem::EmailMalformed => 1,
        LineProblem::NameMissing => 2,
        LineProblem::NameHasDigits => 3,
        LineProblem::ProductMissing => 4,
        LineProblem::LicenseMissing => 5,
        LineProblem::LicenseMalformed => 6,
        LineProblem::Duplicate { .. } => 7,
        LineProblem::Nothing => 8,
    }
}

/// What a search goes through, one text after the other.
pub(super) struct Texts {
    all: String,
    ends: Vec<usize>,
}

impl Texts {
    /// Whether a row has all the words, which are folded.
    pub fn have(&self, number: u32, words: &[String]) -> bool {
        let number = number as usize;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        let text = &self.all[start..self.ends[number]];
        words.iter().all(|word| text.contains(word.as_str()))
    }
}

impl PlanFilter {
    pub(super) fn takes(self, row: &Row, is_taken_out: bool) -> bool {
        let verdict = row.verdict();
        match self {
            Self::Changes => verdict == RowVerdict::Change && !is_taken_out,
            Self::Warned => verdict == RowVerdict::Change && !is_taken_out && row.asks_for_attention(),
            Self::NothingToDo => verdict == RowVerdict::NothingToDo,
            Self::Queueable => verdict == RowVerdict::Queueable && !is_taken_out,
            Self::Blocked => verdict == RowVerdict::Blocked,
            Self::BadLines => verdict == RowVerdict::BadLine,
            Self::TakenOut => is_taken_out,
        }
    }

    /// Whether taking rows out changes what it shows.
    pub(super) fn minds_taking_out(self) -> bool {
        matches!(self, Self::Changes | Self::Warned | Self::Queueable | Self::TakenOut)
    }
}
