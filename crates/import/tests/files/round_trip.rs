//! What is written can be read again, and is harmless in a spreadsheet.

use import::{ExportError, read, write_csv, write_xlsx};
use proptest::prelude::*;

use crate::support::{cases, rows};

/// As a reader sees a text: ends of lines are alike, and nothing invisible is at either end.
fn seen(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    lines.trim_matches(|letter: char| letter.is_whitespace() || letter.is_control()).to_owned()
}

fn expected(table: &[Vec<String>]) -> Vec<(u32, Vec<String>)> {
    let mut line = 2;
    let mut expected = Vec::new();
    for row in table {
        let mut cells: Vec<String> = row.iter().map(|cell| seen(cell)).collect();
        while cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        if !cells.is_empty() {
            expected.push((line, cells));
        }
        line += 1 + u32::try_from(row.iter().map(|cell| breaks(cell)).sum::<usize>()).unwrap();
    }
    expected
}

fn breaks(cell: &str) -> usize {
    cell.replace("\r\n", "\n").replace('\r', "\n").matches('\n').count()
}

/// Letters that mean something to CSV, to a spreadsheet or to XML, and some that mean nothing.
fn texts() -> impl Strategy<Value = Vec<Vec<String>>> {
    let cell = r#"[=+@'",;|\t\r\n <>&a-c0-9é田😀_x-]{0,8}"#;
    proptest::collection::vec(proptest::collection::vec(cell, 2..5), 0..8)
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn what_is_written_as_csv_is_read_again(table in texts()) {
        let bytes = write_csv(&["E-mail", "Name", "Team", "Product"], &table).unwrap();
        let read = read(&bytes, Some("changes.csv")).unwrap();
        let found: Vec<(u32, Vec<String>)> = read.rows().iter().map(|row| (row.line, row.cells.clone())).collect();
        prop_assert_eq!(found, expected(&table));
    }

    #[test]
    fn no_cell_of_a_csv_is_calculated(table in texts()) {
        let bytes = write_csv(&["E-mail", "Name"], &table).unwrap();
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes.as_slice());
        for cell in reader.records().flat_map(|record| record.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()) {
            prop_assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']), "{:?}", cell);
        }
    }
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn what_is_written_as_a_workbook_is_read_again(table in texts()) {
        let bytes = write_xlsx(&["E-mail", "Name", "Team", "Product"], &table).unwrap();
        let read = read(&bytes, None).unwrap();
        let found: Vec<Vec<String>> = read.rows().iter().map(|row| row.cells.iter().map(|cell| seen(cell)).collect()).collect();
        let unmarked: Vec<Vec<String>> =
            table.iter().map(|row| row.iter().map(|cell| unmarked(cell).to_owned()).collect()).collect();
        let expected: Vec<Vec<String>> = expected(&unmarked).into_iter().map(|(_, cells)| cells).collect();
        prop_assert_eq!(found, expected);
    }
}

/// In a workbook texts are texts and get no mark; what somebody typed as one is taken for one.
fn unmarked(cell: &str) -> &str {
    let behind = cell.trim_start_matches('\'');
    let formula =
        behind.starts_with(['\t', '\r', '\n']) || behind.trim_start().starts_with(['=', '+', '-', '@']);
    cell.strip_prefix('\'').filter(|_| formula).unwrap_or(cell)
}

#[test]
fn a_csv_says_that_it_is_utf_8_and_keeps_texts_as_they_are() {
    let bytes = write_csv(&["Name", "Result"], [["Zoë, \"Z\"", "=cmd|' /C calc'!A0"]]).unwrap();
    assert_eq!(
        String::from_utf8(bytes).unwrap(),
        "\u{feff}Name,Result\r\n\"Zoë, \"\"Z\"\"\",'=cmd|' /C calc'!A0\r\n"
    );
}

#[test]
fn the_same_rows_make_the_same_workbook() {
    let make = || write_xlsx(&["E-mail"], [["ann@example.com"]]).unwrap();
    assert_eq!(make(), make());
}

#[test]
fn a_workbook_refuses_what_a_sheet_does_not_hold_and_cuts_what_a_cell_does_not() {
    assert_eq!(write_xlsx(&["a"], vec![vec![""; 20_000]]), Err(ExportError::TooLarge));
    let long = "😀".repeat(20_000);
    let bytes = write_xlsx(&["E-mail"], [[&long]]).unwrap();
    let table = read(&bytes, None).unwrap();
    let cell = rows(&table)[0].1[0].to_owned();
    assert_eq!(cell.encode_utf16().count(), 32_767);
    assert!(cell.ends_with("😀…"), "cut between letters");
}
