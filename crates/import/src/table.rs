//! Rows of texts, within bounds.

use domain::fold;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::ImportError;

/// How many bytes are read.
pub const MAX_BYTES: usize = 32 << 20;
/// How many bytes are unpacked from a spreadsheet.
pub const MAX_UNPACKED: usize = 192 << 20;
/// How many rows with something in them are read.
pub const MAX_ROWS: usize = 200_000;
/// How many columns are read.
pub const MAX_COLUMNS: usize = 64;
/// How many cells are kept.
pub const MAX_CELLS: usize = 4_000_000;
/// How many bytes of text are kept: a spreadsheet can name one long text a million times.
pub const MAX_TEXT: usize = 64 << 20;

/// A line that has something in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its number in the file, counted from 1, as an editor or a spreadsheet shows it.
    pub line: u32,
    /// Its texts, trimmed; empty ones at the end are left out.
    pub cells: Vec<String>,
}

impl Row {
    /// The text in a column; empty where the row ends before it.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

/// What a table was made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "kind")]
pub enum Source {
    /// Cells between separators.
    Separated {
        /// What stands between them; `None` where there is one column.
        separator: Option<char>,
        /// The name of the encoding, such as `UTF-8`.
        encoding: String,
    },
    /// E-mail addresses one after another, as mail programs copy them: the first column is the address, the second the
    /// name beside it.
    Addresses {
        /// The name of the encoding, such as `UTF-8`.
        encoding: String,
    },
    /// A sheet of a workbook.
    Sheet {
        /// Its name.
        name: String,
        /// The names of all sheets that are not hidden.
        sheets: Vec<String>,
    },
}

/// What was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub(crate) rows: Vec<Row>,
    pub(crate) columns: usize,
    pub(crate) heading: Option<usize>,
    pub(crate) source: Source,
}

impl Table {
    /// The rows below the headings.
    pub fn rows(&self) -> &[Row] {
        &self.rows[self.heading.map_or(0, |heading| heading + 1)..]
    }

    /// How many columns there are.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// The row of headings, if there is one.
    pub fn headings(&self) -> Option<&Row> {
        self.heading.and_then(|heading| self.rows.get(heading))
    }

    /// What it was made of.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The same for all tables with the same headings in the same order, so that a mapping can be remembered under it.
    pub fn heading_key(&self) -> Option<String> {
        let headings = self.headings()?;
        let folded: Vec<String> = (0..self.columns).map(|column| fold(headings.cell(column))).collect();
        Some(folded.join("\u{1f}"))
    }

    /// The beginning of it, to look at.
    pub fn preview(&self, rows: usize) -> Preview {
        let texts = |row: &Row| (0..self.columns).map(|column| row.cell(column).to_owned()).collect();
        Preview {
            headings: self.headings().map(texts),
            columns: number(self.columns),
            rows: self
                .rows()
                .iter()
                .take(rows)
                .map(|row| PreviewRow { line: row.line, cells: texts(row) })
                .collect(),
            total: number(self.rows().len()),
            source: self.source.clone(),
        }
    }
}

/// The beginning of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Preview {
    /// The headings, one for each column.
    pub headings: Option<Vec<String>>,
    /// How many columns there are.
    pub columns: u32,
    /// The first rows below the headings.
    pub rows: Vec<PreviewRow>,
    /// How many rows there are below the headings.
    pub total: u32,
    /// What the table was made of.
    pub source: Source,
}

/// A row to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PreviewRow {
    /// Its number in the file.
    pub line: u32,
    /// One text for each column.
    pub cells: Vec<String>,
}

/// Bounds keep every count far below this.
pub(crate) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Takes rows until there are too many of them.
#[derive(Default)]
pub(crate) struct Builder {
    rows: Vec<Row>,
    columns: usize,
    cells: usize,
    text: usize,
}

impl Builder {
    pub fn push<'a>(&mut self, line: u32, cells: impl Iterator<Item = &'a str>) -> Result<(), ImportError> {
        let mut kept: Vec<String> = Vec::new();
        let mut blank = 0;
        for cell in cells {
            let cell = cleaned(cell);
            if cell.is_empty() {
                blank += 1;
                continue;
            }
            if kept.len() + blank >= MAX_COLUMNS {
                return Err(ImportError::TooManyColumns { limit: number(MAX_COLUMNS) });
            }
            kept.extend(std::iter::repeat_n(String::new(), std::mem::take(&mut blank)));
            self.text += cell.len();
            kept.push(cell.to_owned());
        }
        if kept.is_empty() {
            return Ok(());
        }
        self.cells += kept.len();
        self.columns = self.columns.max(kept.len());
        if self.cells > MAX_CELLS || self.text > MAX_TEXT {
            return Err(ImportError::TooManyCells { limit: number(MAX_CELLS) });
        }
        if self.rows.len() >= MAX_ROWS {
            return Err(ImportError::TooManyRows { limit: number(MAX_ROWS) });
        }
        kept.shrink_to_fit();
        self.rows.push(Row { line, cells: kept });
        Ok(())
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub fn build(self, source: Source) -> Result<Table, ImportError> {
        if self.rows.is_empty() {
            return Err(ImportError::Empty);
        }
        let heading = match source {
            Source::Addresses { .. } => None,
            Source::Separated { .. } | Source::Sheet { .. } => crate::heading::find(&self.rows),
        };
        Ok(Table { rows: self.rows, columns: self.columns, heading, source })
    }
}

/// Without what can't be seen at either end, and without the mark that keeps a spreadsheet from calculating.
fn cleaned(cell: &str) -> &str {
    let cell = if crate::write::is_marked(cell) { &cell[1..] } else { cell };
    cell.trim_matches(is_invisible)
}

/// White space, control characters, marks of byte order and of direction, soft hyphens.
pub(crate) fn is_invisible(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}
