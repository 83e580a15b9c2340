//! Where the headings are.

use domain::Email;

use crate::{
    Column, Row, address,
    column::{is_license_id, is_some_name},
};

/// Titles, dates and notes can stand above the headings, so many rows of them at most.
const SEARCHED: usize = 10;

/// The row with most headings that are known, above the first row that has data. A row with none of them is no heading,
/// even if there is no address in it: a bad first line has to be reported, not skipped.
pub(crate) fn find(rows: &[Row]) -> Option<usize> {
    rows.iter()
        .take(SEARCHED)
        .take_while(|row| !row.cells.iter().any(|cell| is_data(cell)))
        .map(known)
        .enumerate()
        .filter(|(_, known)| *known > 0)
        .max_by_key(|(at, known)| (*known, *at))
        .map(|(at, _)| at)
}

fn is_data(cell: &str) -> bool {
    is_license_id(cell) || Email::parse(address::split(cell).email).is_ok()
}

/// How many different things the row's headings say.
fn known(row: &Row) -> usize {
    let columns =
        Column::ALL.iter().filter(|column| row.cells.iter().any(|cell| column.rank(cell).is_some()));
    columns.count() + usize::from(row.cells.iter().any(|cell| is_some_name(cell)))
}
