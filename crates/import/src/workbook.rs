//! Workbooks, read by calamine once they are looked over.

use std::{collections::BTreeMap, io::Cursor};

use calamine::{
    Data, DataRef, Dimensions, ExcelDateTime, Ods, OdsError, Reader, Sheet, SheetType, SheetVisible, Xlsx,
    XlsxError,
};

use crate::{
    ImportError, MAX_CELLS, MAX_COLUMNS, MAX_TEXT, Source, Table,
    package::{self, Package},
    table::{Builder, number},
    xml::too_many,
};

type Bytes<'a> = Cursor<&'a [u8]>;

/// Dates after the year 9999 are numbers.
const LAST_DAY: f64 = 2_958_466.0;
/// Above this, neighboring numbers are more than one apart.
const LARGEST_WHOLE: f64 = 9e15;

pub(crate) fn read(bytes: &[u8], sheet: Option<&str>) -> Result<Table, ImportError> {
    match package::check(bytes)? {
        Package::Excel => {
            let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(excel_error)?;
            let sheets = visible(workbook.sheets_metadata());
            first_filled(&sheets, sheet, |name| excel_sheet(&mut workbook, name))
        }
        Package::OpenDocument => {
            let mut workbook = Ods::new(Cursor::new(bytes)).map_err(open_document_error)?;
            let sheets = visible(workbook.sheets_metadata());
            first_filled(&sheets, sheet, |name| open_document_sheet(&mut workbook, name))
        }
    }
}

fn visible(sheets: &[Sheet]) -> Vec<String> {
    sheets
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect()
}

fn first_filled(
    sheets: &[String],
    chosen: Option<&str>,
    mut read: impl FnMut(&str) -> Result<Builder, ImportError>,
) -> Result<Table, ImportError> {
    if chosen.is_some_and(|chosen| !sheets.iter().any(|name| name == chosen)) {
        return Err(ImportError::NoSuchSheet);
    }
    for name in sheets.iter().filter(|name| chosen.is_none_or(|chosen| chosen == *name)) {
        let builder = read(name)?;
        if !builder.is_empty() {
            return builder.build(Source::Sheet { name: name.clone(), sheets: sheets.to_vec() });
        }
    }
    Err(ImportError::Empty)
}

fn excel_sheet(workbook: &mut Xlsx<Bytes<'_>>, name: &str) -> Result<Builder, ImportError> {
    let mut grid = Grid::default();
    // Cell by cell: one in the last corner of the sheet must not make a grid of all cells before it.
    let mut cells = workbook.worksheet_cells_reader(name).map_err(excel_error)?;
    while let Some(cell) = cells.next_cell().map_err(excel_error)? {
        let (row, column) = cell.get_position();
        grid.put(row, column as usize, shared_text(cell.get_value()))?;
    }
    drop(cells);
    grid.fill_merged(&workbook.merge_cells_by_sheet_name(name).map_err(excel_error)?)?;
    let mut builder = Builder::default();
    for (row, cells) in grid.rows {
        builder.push(row.saturating_add(1), cells.iter().map(String::as_str))?;
    }
    Ok(builder)
}

fn open_document_sheet(workbook: &mut Ods<Bytes<'_>>, name: &str) -> Result<Builder, ImportError> {
    let range = workbook.worksheet_range(name).map_err(open_document_error)?;
    let first = range.start().map_or(0, |(row, _)| row);
    let mut builder = Builder::default();
    for (row, cells) in (first..).zip(range.rows()) {
        let texts: Vec<String> = cells.iter().map(text).collect();
        builder.push(row.saturating_add(1), texts.iter().map(String::as_str))?;
    }
    Ok(builder)
}

/// The cells that have something in them, wherever they are.
#[derive(Default)]
struct Grid {
    rows: BTreeMap<u32, Vec<String>>,
    cells: usize,
    text: usize,
}

impl Grid {
    fn put(&mut self, row: u32, column: usize, text: String) -> Result<(), ImportError> {
        if text.trim().is_empty() {
            return Ok(());
        }
        if column >= MAX_COLUMNS {
            return Err(ImportError::TooManyColumns { limit: number(MAX_COLUMNS) });
        }
        let cells = self.rows.entry(row).or_default();
        if cells.len() <= column {
            self.cells += column + 1 - cells.len();
            cells.resize(column + 1, String::new());
        }
        self.text += text.len();
        cells[column] = text;
        if self.cells > MAX_CELLS || self.text > MAX_TEXT { Err(too_many()) } else { Ok(()) }
    }

    /// A cell over several rows is meant for each of them, such as a team and its members. Only rows that have something
    /// of their own are filled. A cell over several columns is a title.
    fn fill_merged(&mut self, merged: &[Dimensions]) -> Result<(), ImportError> {
        let mut seen = 0;
        for Dimensions { start, end } in merged {
            let column = start.1 as usize;
            let Some(text) = self.rows.get(&start.0).and_then(|cells| cells.get(column)).cloned() else {
                continue;
            };
            if start.0 >= end.0 || text.is_empty() {
                continue;
            }
            let below: Vec<u32> = self.rows.range(start.0 + 1..=end.0).map(|(row, _)| *row).collect();
            seen += below.len();
            if seen > MAX_CELLS {
                return Err(too_many());
            }
            for row in below {
                if self.rows.get(&row).and_then(|cells| cells.get(column)).is_none_or(String::is_empty) {
                    self.put(row, column, text.clone())?;
                }
            }
        }
        Ok(())
    }
}

fn shared_text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::SharedString(text) => (*text).to_owned(),
        other => text(&Data::from(other.clone())),
    }
}

/// As a person would write it.
fn text(value: &Data) -> String {
    match value {
        Data::Empty => String::new(),
        Data::String(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number_text(*number),
        Data::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
        Data::DateTime(moment) => moment_text(moment),
        Data::DateTimeIso(text) => text.replace('T', " "),
        Data::Error(error) => error.to_string(),
    }
}

fn number_text(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < LARGEST_WHOLE {
        format!("{number:.0}")
    } else {
        number.to_string()
    }
}

fn moment_text(moment: &ExcelDateTime) -> String {
    let days = moment.as_f64();
    if !(0.0..LAST_DAY).contains(&days) {
        return number_text(days);
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    if moment.is_duration() || days < 1.0 {
        time
    } else if days.fract() == 0.0 {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02} {time}")
    }
}

#[allow(clippy::needless_pass_by_value)] // for `map_err`
fn excel_error(error: XlsxError) -> ImportError {
    match error {
        XlsxError::Password => ImportError::Password,
        XlsxError::WorksheetNotFound(_) => ImportError::NoSuchSheet,
        other => ImportError::damaged(other),
    }
}

#[allow(clippy::needless_pass_by_value)] // for `map_err`
fn open_document_error(error: OdsError) -> ImportError {
    match error {
        OdsError::Password => ImportError::Password,
        OdsError::WorksheetNotFound(_) => ImportError::NoSuchSheet,
        other => ImportError::damaged(other),
    }
}
