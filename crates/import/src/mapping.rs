//! Which column is what.

use domain::Email;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{
    Column, Row, Source, Table, Want, address,
    column::{is_license_id, is_some_name},
    table::number,
};

/// How many rows are looked at to tell what a column holds.
const SAMPLE: usize = 1000;

/// The column, counted from 0, in which each thing is; `None` if the table does not say it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct Mapping {
    /// E-mail addresses.
    pub email: Option<u32>,
    /// First names.
    pub first_name: Option<u32>,
    /// Last names.
    pub last_name: Option<u32>,
    /// First and last names in one.
    pub full_name: Option<u32>,
    /// Products, by name or code.
    pub product: Option<u32>,
    /// Teams, by name or number.
    pub team: Option<u32>,
    /// License ids.
    pub license: Option<u32>,
}

/// Why a mapping can't be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "code")]
pub enum MappingProblem {
    /// None of these columns is known, and one of them is needed.
    #[error("one of {needed:?} is needed")]
    Missing {
        /// Any of them will do.
        needed: Vec<Column>,
    },
    /// The table has no such column.
    #[error("{column:?} is beyond the last column")]
    OutOfRange {
        /// What it was to be.
        column: Column,
    },
    /// One column can't be two things.
    #[error("{first:?} and {second:?} are the same column")]
    Twice {
        /// One of them.
        first: Column,
        /// The other.
        second: Column,
    },
}

impl Mapping {
    /// Found by the headings, and where they say nothing, by what is in the columns.
    pub fn guess(table: &Table) -> Self {
        let mut mapping = Self::default();
        if let Source::Addresses { .. } = table.source() {
            mapping.set(Column::Email, Some(0));
            mapping.set(Column::FullName, (table.columns() > 1).then_some(1));
            return mapping;
        }
        if let Some(headings) = table.headings() {
            mapping.read_headings(headings);
        }
        mapping.look_for(table, Column::Email, |cell| Email::parse(address::split(cell).email).is_ok());
        mapping.look_for(table, Column::License, is_license_id);
        if table.headings().is_none() {
            mapping.look_for_names(table);
        }
        mapping
    }

    /// Where a thing is.
    pub fn get(&self, column: Column) -> Option<u32> {
        match column {
            Column::Email => self.email,
            Column::FirstName => self.first_name,
            Column::LastName => self.last_name,
            Column::FullName => self.full_name,
            Column::Product => self.product,
            Column::Team => self.team,
            Column::License => self.license,
        }
    }

    /// Says where a thing is.
    pub fn set(&mut self, column: Column, at: Option<u32>) {
        let place = match column {
            Column::Email => &mut self.email,
            Column::FirstName => &mut self.first_name,
            Column::LastName => &mut self.last_name,
            Column::FullName => &mut self.full_name,
            Column::Product => &mut self.product,
            Column::Team => &mut self.team,
            Column::License => &mut self.license,
        };
        *place = at;
    }

    /// Whether it fits the table and is enough for what is wanted.
    pub fn check(&self, table: &Table, want: Want) -> Result<(), MappingProblem> {
        let mapped: Vec<(Column, u32)> =
            Column::ALL.into_iter().filter_map(|column| Some((column, self.get(column)?))).collect();
        for (at, (column, place)) in mapped.iter().enumerate() {
            if *place >= number(table.columns()) {
                return Err(MappingProblem::OutOfRange { column: *column });
            }
            if let Some((other, _)) = mapped[..at].iter().find(|(_, other)| other == place) {
                return Err(MappingProblem::Twice { first: *other, second: *column });
            }
        }
        if want.keys().iter().any(|column| self.get(*column).is_some()) {
            Ok(())
        } else {
            Err(MappingProblem::Missing { needed: want.keys().to_vec() })
        }
    }

    fn read_headings(&mut self, headings: &Row) {
        for column in Column::ALL {
            let best =
                (0..).zip(&headings.cells).filter_map(|(at, cell)| Some((column.rank(cell)?, at))).min();
            self.set(column, best.map(|(_, at)| at));
        }
        let some_name = (0..).zip(&headings.cells).find(|(_, cell)| is_some_name(cell)).map(|(at, _)| at);
        if self.full_name.is_none() {
            let place = match (self.first_name, self.last_name) {
                (Some(_), None) => Column::LastName,
                (None, Some(_)) => Column::FirstName,
                _ => Column::FullName,
            };
            self.set(place, some_name);
        }
        if self.first_name.is_some() && self.last_name.is_some() {
            self.full_name = None;
        }
    }

    /// The column with most cells of a kind, if at least half of its cells are.
    fn look_for(&mut self, table: &Table, column: Column, is: impl Fn(&str) -> bool) {
        if self.get(column).is_some() {
            return;
        }
        let best = self
            .free(table)
            .map(|at| (count(table, at, &is), at))
            .filter(|((hits, filled), _)| *hits > 0 && hits * 2 >= *filled)
            .max_by_key(|((hits, _), at)| (*hits, std::cmp::Reverse(*at)));
        self.set(column, best.map(|(_, at)| at));
    }

    /// One or two columns that could be names and nothing else are names.
    fn look_for_names(&mut self, table: &Table) {
        let free: Vec<u32> = self.free(table).collect();
        let could_be = |cell: &str| {
            !cell.chars().any(|letter| letter.is_numeric() || letter == '@')
                && cell.split_whitespace().count() < 5
        };
        let are_names = free.iter().all(|at| {
            let (hits, filled) = count(table, *at, &could_be);
            hits == filled && filled > 0
        });
        match free[..] {
            [only] if are_names => self.full_name = Some(only),
            [first, last] if are_names => {
                self.first_name = Some(first);
                self.last_name = Some(last);
            }
            _ => {}
        }
    }

    fn free<'a>(&self, table: &'a Table) -> impl Iterator<Item = u32> + use<'a> {
        let taken = Column::ALL.map(|column| self.get(column));
        (0..number(table.columns())).filter(move |at| !taken.contains(&Some(*at)))
    }
}

/// How many cells of a column are of a kind, and how many there are.
fn count(table: &Table, at: u32, is: &impl Fn(&str) -> bool) -> (usize, usize) {
    let cells =
        table.rows().iter().take(SAMPLE).map(|row| row.cell(at as usize)).filter(|cell| !cell.is_empty());
    let filled = cells.clone().count();
    (cells.filter(|cell| is(cell)).count(), filled)
}
