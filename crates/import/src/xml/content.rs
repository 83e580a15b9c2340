//! The tables of an `OpenDocument` spreadsheet, in which cells and rows say how often they are repeated.

use quick_xml::events::BytesStart;

use super::{attributes, too_many, whole};
use crate::{ImportError, MAX_CELLS, MAX_TEXT};

/// As many columns as the library makes of a row.
const WIDEST: usize = 16_384;

/// Counts what a table takes when everything in it is repeated as often as it says.
#[derive(Default)]
pub(super) struct Content {
    tables: usize,
    table: Repeated,
    row: Row,
    cell: Option<Cell>,
    /// Cells and bytes of all tables.
    stored: usize,
    text: usize,
}

#[derive(Default)]
struct Repeated {
    rows: usize,
    /// Rows with nothing in them; they count if another one follows.
    blank: usize,
    width: usize,
}

#[derive(Default)]
struct Row {
    repeated: usize,
    cells: usize,
    blank: usize,
    text: usize,
}

struct Cell {
    repeated: usize,
    filled: bool,
    text: usize,
}

impl Content {
    pub fn start(&mut self, element: &BytesStart<'_>) -> Result<(), ImportError> {
        match element.name().as_ref() {
            "table:table" => {
                self.tables += 1;
                if self.tables > 1 {
                    return Err(ImportError::damaged("a table in a table"));
                }
                self.table = Repeated::default();
            }
            "table:table-row" => {
                let mut repeated = 1;
                attributes(element, |name, value| {
                    if name == "table:number-rows-repeated" {
                        repeated = whole(value)?;
                    }
                    Ok(())
                })?;
                self.row = Row { repeated, ..Row::default() };
            }
            "table:table-cell" | "table:covered-table-cell" => self.cell = Some(cell(element)?),
            _ => {}
        }
        Ok(())
    }

    pub fn text(&mut self, bytes: usize) {
        if let Some(cell) = &mut self.cell {
            cell.text = cell.text.saturating_add(bytes);
        }
    }

    pub fn end(&mut self, name: &str) -> Result<(), ImportError> {
        match name {
            "table:table-cell" | "table:covered-table-cell" => self.end_cell(),
            "table:table-row" => self.end_row(),
            "table:table" => {
                self.tables = self.tables.saturating_sub(1);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn end_cell(&mut self) -> Result<(), ImportError> {
        let Some(cell) = self.cell.take() else { return Ok(()) };
        let row = &mut self.row;
        if cell.filled || cell.text > 0 {
            let repeated = cell.repeated.min(WIDEST);
            row.cells = row.cells.saturating_add(row.blank).saturating_add(repeated);
            row.blank = 0;
            row.text = row.text.saturating_add(cell.text.saturating_mul(repeated));
        } else {
            row.blank = row.blank.saturating_add(cell.repeated).min(WIDEST);
        }
        if row.cells > MAX_CELLS || row.text > MAX_TEXT { Err(too_many()) } else { Ok(()) }
    }

    fn end_row(&mut self) -> Result<(), ImportError> {
        let row = std::mem::take(&mut self.row);
        let table = &mut self.table;
        if row.cells == 0 {
            table.blank = table.blank.saturating_add(row.repeated);
            return Ok(());
        }
        table.rows = table.rows.saturating_add(std::mem::take(&mut table.blank)).saturating_add(row.repeated);
        table.width = table.width.max(row.cells);
        self.stored = self.stored.saturating_add(row.cells);
        self.text = self.text.saturating_add(row.text.saturating_mul(row.repeated));
        let expanded = table.rows.saturating_mul(table.width);
        if self.stored > MAX_CELLS || expanded > MAX_CELLS || self.text > MAX_TEXT {
            return Err(too_many());
        }
        Ok(())
    }
}

fn cell(element: &BytesStart<'_>) -> Result<Cell, ImportError> {
    let mut cell = Cell { repeated: 1, filled: false, text: 0 };
    attributes(element, |name, value| {
        match name {
            "table:number-columns-repeated" => cell.repeated = whole(value)?,
            "office:value" if !is_plain_number(value) => {
                return Err(ImportError::damaged(format!("the number {value}")));
            }
            _ => {}
        }
        if name.starts_with("office:") || name.starts_with("calcext:") || name == "table:formula" {
            cell.filled = true;
            cell.text = cell.text.saturating_add(value.len());
        }
        Ok(())
    })?;
    Ok(cell)
}

/// Digits with a sign, a point and an exponent, each where everybody expects it.
fn is_plain_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    digits(whole) && digits(fraction) && digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))
}
