//! Two hundred files as people really have them, and as nobody should: each gives the table that it holds or says why
//! it does not, and soon.

mod combined;
mod refused;
mod texts;
mod workbooks;

use std::time::{Duration, Instant};

use import::{ImportError, Table};

use crate::support;

/// Far more than any of them takes, without optimization and beside other tests.
const PATIENCE: Duration = Duration::from_mins(1);

/// What a file must give.
pub enum Expect {
    /// Rows below the headings, with their numbers.
    Rows(Vec<(u32, Vec<String>)>),
    /// A table for which this holds.
    Holds(Box<dyn Fn(&Table)>),
    /// An error with this code.
    Refused(&'static str),
}

/// A file and what it must give.
pub struct File {
    pub what: String,
    pub name: &'static str,
    pub bytes: Vec<u8>,
    pub expect: Expect,
}

impl File {
    pub fn rows(what: impl Into<String>, bytes: impl Into<Vec<u8>>, rows: &[(u32, &[&str])]) -> Self {
        let owned = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect();
        let rows = rows.iter().map(|(line, cells)| (*line, owned(cells))).collect();
        Self { what: what.into(), name: "people.csv", bytes: bytes.into(), expect: Expect::Rows(rows) }
    }

    pub fn holds(
        what: impl Into<String>,
        bytes: impl Into<Vec<u8>>,
        holds: impl Fn(&Table) + 'static,
    ) -> Self {
        Self {
            what: what.into(),
            name: "people.csv",
            bytes: bytes.into(),
            expect: Expect::Holds(Box::new(holds)),
        }
    }

    pub fn refused(what: impl Into<String>, bytes: impl Into<Vec<u8>>, code: &'static str) -> Self {
        Self { what: what.into(), name: "people.csv", bytes: bytes.into(), expect: Expect::Refused(code) }
    }

    pub fn named(self, name: &'static str) -> Self {
        Self { name, ..self }
    }
}

fn check(file: &File) {
    let started = Instant::now();
    let read = import::read(&file.bytes, Some(file.name));
    let took = started.elapsed();
    assert!(took < PATIENCE, "{}: took {took:?}", file.what);
    match (&file.expect, &read) {
        (Expect::Rows(rows), Ok(table)) => {
            let found: Vec<(u32, Vec<String>)> =
                table.rows().iter().map(|row| (row.line, row.cells.clone())).collect();
            assert_eq!(&found, rows, "{}", file.what);
        }
        (Expect::Holds(holds), Ok(table)) => holds(table),
        (Expect::Refused(code), Err(error)) => {
            assert_eq!(support::code(error), *code, "{}: {error}", file.what);
        }
        (_, Err(error)) => panic!("{}: {error}", file.what),
        (Expect::Refused(code), Ok(table)) => {
            panic!("{}: {code} was expected, not {:?}", file.what, table.preview(3));
        }
    }
}

/// Together they are two hundred and more.
fn check_all(files: &[File], at_least: usize) {
    let mut names: Vec<&str> = files.iter().map(|file| file.what.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), files.len(), "no two are alike");
    assert!(files.len() >= at_least, "{}", files.len());
    files.iter().for_each(check);
}

#[test]
fn texts_in_every_encoding_separator_line_end_and_language_are_read_alike() {
    check_all(&combined::files(), 144);
}

#[test]
fn texts_with_oddities_are_read_as_they_are_meant() {
    check_all(&texts::files(), 50);
}

#[test]
fn workbooks_with_oddities_are_read_as_they_are_meant() {
    check_all(&workbooks::files(), 39);
}

#[test]
fn what_cannot_be_read_is_refused_with_its_reason() {
    check_all(&refused::files(), 60);
}

#[test]
fn a_file_larger_than_the_bound_is_not_looked_at() {
    let bytes = vec![b'a'; import::MAX_BYTES + 1];
    assert_eq!(import::read(&bytes, None), Err(ImportError::TooLarge { limit: 32 << 20 }));
}
