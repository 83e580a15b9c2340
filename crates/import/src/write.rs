//! Tables of texts as files.

use csv::{Terminator, WriterBuilder};
use rust_xlsxwriter::{ColNum, DocProperties, ExcelDateTime, Format, RowNum, Workbook, Worksheet, XlsxError};

/// The most that Excel takes in one sheet, headings included.
const SHEET_ROWS: usize = 1_048_576;
const SHEET_COLUMNS: usize = 16_384;
/// The most that Excel takes in one cell.
const CELL_UNITS: usize = 32_767;
const CELL_CUT: char = '\u{2026}';

/// Why a file can't be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExportError {
    /// A workbook does not hold so many rows or columns.
    #[error("more rows or columns than a sheet holds")]
    TooLarge,
    /// What the library says.
    #[error("can't be written: {0}")]
    Failed(String),
}

/// As CSV that spreadsheets open as it is: UTF-8 with a mark that says so, commas, and nothing that they would calculate.
pub fn write_csv<R, C>(headings: &[&str], rows: R) -> Result<Vec<u8>, ExportError>
where
    R: IntoIterator<Item = C>,
    C: IntoIterator<Item: AsRef<str>>,
{
    let failed = |error: csv::Error| ExportError::Failed(error.to_string());
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .flexible(true)
        .from_writer("\u{feff}".as_bytes().to_vec());
    let headings = headings.iter().map(|heading| marked(heading));
    writer.write_record(headings.map(String::into_bytes)).map_err(failed)?;
    for row in rows {
        let cells: Vec<String> = row.into_iter().map(|cell| marked(cell.as_ref())).collect();
        writer.write_record(&cells).map_err(failed)?;
    }
    writer.into_inner().map_err(|error| ExportError::Failed(error.to_string()))
}

/// As a workbook with one sheet of texts, the headings in bold and always in view.
pub fn write_xlsx<R, C>(headings: &[&str], rows: R) -> Result<Vec<u8>, ExportError>
where
    R: IntoIterator<Item = C>,
    C: IntoIterator<Item: AsRef<str>>,
{
    let mut workbook = Workbook::new();
    // The same rows make the same file, whenever that is.
    let epoch = ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&epoch));
    let sheet = workbook.add_worksheet();
    let bold = Format::new().set_bold();
    let mut widths: Vec<usize> = Vec::new();
    for (at, heading) in headings.iter().enumerate() {
        put(sheet, 0, at, heading, Some(&bold), &mut widths)?;
    }
    for (row, cells) in (1..).zip(rows) {
        for (at, cell) in cells.into_iter().enumerate() {
            put(sheet, row, at, cell.as_ref(), None, &mut widths)?;
        }
    }
    for (column, width) in (0..).zip(widths) {
        // The sheet has no more columns than this counts.
        let width = u16::try_from(width.clamp(8, 60) + 2).unwrap_or(u16::MAX);
        sheet.set_column_width(column, f64::from(width)).map_err(failed)?;
    }
    sheet.set_freeze_panes(1, 0).map_err(failed)?;
    workbook.save_to_buffer().map_err(failed)
}

fn put(
    sheet: &mut Worksheet,
    row: usize,
    column: usize,
    text: &str,
    format: Option<&Format>,
    widths: &mut Vec<usize>,
) -> Result<(), ExportError> {
    if row >= SHEET_ROWS || column >= SHEET_COLUMNS {
        return Err(ExportError::TooLarge);
    }
    let place = (RowNum::try_from(row), ColNum::try_from(column));
    let (Ok(row), Ok(at)) = place else { return Err(ExportError::TooLarge) };
    if widths.len() <= column {
        widths.resize(column + 1, 0);
    }
    widths[column] = widths[column].max(text.chars().take(60).count());
    let text = cut(text);
    match format {
        Some(format) => sheet.write_string_with_format(row, at, text, format),
        None => sheet.write_string(row, at, text),
    }
    .map(drop)
    .map_err(failed)
}

/// Excel refuses a file with a longer text in a cell, so it ends in an ellipsis.
fn cut(text: &str) -> String {
    let mut kept = 0;
    for (at, letter) in text.char_indices() {
        kept += letter.len_utf16();
        if kept >= CELL_UNITS && text.len() > at + letter.len_utf8() {
            return format!("{}{CELL_CUT}", &text[..at]);
        }
    }
    text.to_owned()
}

#[allow(clippy::needless_pass_by_value)] // for `map_err`
fn failed(error: XlsxError) -> ExportError {
    match error {
        XlsxError::RowColumnLimitError => ExportError::TooLarge,
        other => ExportError::Failed(other.to_string()),
    }
}

/// An apostrophe before what a spreadsheet would calculate: it shows the text then, without the apostrophe.
fn marked(text: &str) -> String {
    if is_formula(text) { format!("'{text}") } else { text.to_owned() }
}

/// Whether it is a text that was marked.
pub(crate) fn is_marked(text: &str) -> bool {
    text.starts_with('\'') && is_formula(text)
}

/// Also behind apostrophes, so that each mark can be told from an apostrophe that was there before.
fn is_formula(text: &str) -> bool {
    let text = text.trim_start_matches('\'');
    text.starts_with(['\t', '\r', '\n'])
        || text.trim_start().starts_with(['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'])
}
