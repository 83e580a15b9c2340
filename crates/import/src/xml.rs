//! The XML of spreadsheets, looked over before the library reads it.
//!
//! The library reserves memory for as many texts as a file announces, copies a cell as often as the file says it is
//! repeated, waits forever for the end of a table that is not there, and counts beyond what its numbers hold. All of
//! this is refused here, with the same XML reader that the library uses.

mod content;

use std::io::BufRead;

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use crate::{ImportError, MAX_CELLS, table::number};
use content::Content;

/// What is looked for besides elements that are closed as they are opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// A part of an Excel workbook.
    Workbook,
    /// All sheets of an `OpenDocument` spreadsheet.
    Content,
    /// Anything else.
    Other,
}

/// Nobody nests deeper, and whoever reads it may use its stack for it.
const MAX_DEPTH: usize = 200;

/// A row and a column of Excel have at most so many digits and letters.
const ROW_DIGITS: usize = 7;
const COLUMN_LETTERS: usize = 3;

pub(crate) fn check(reader: impl BufRead, part: Part) -> Result<(), ImportError> {
    let mut reader = Reader::from_reader(reader);
    reader.config_mut().expand_empty_elements = true;
    reader.config_mut().check_end_names = true;
    let mut buffer = Vec::new();
    let mut depth = 0;
    let mut texts = 0;
    let mut content = Content::default();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(ImportError::damaged)? {
            Event::Start(element) => {
                depth += 1;
                match part {
                    Part::Workbook => workbook_element(&element, &mut texts)?,
                    Part::Content => content.start(&element)?,
                    Part::Other => {}
                }
            }
            Event::End(element) => {
                depth -= 1;
                content.end(element.name().as_ref())?;
            }
            Event::Text(text) => content.text(text.len()),
            Event::CData(text) => content.text(text.len()),
            // The reader says so itself only where it looks for the end of an element.
            Event::Eof if depth > 0 => return Err(ImportError::damaged("an element that is not closed")),
            Event::Eof => return Ok(()),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Err(ImportError::damaged("nested too deeply"));
        }
    }
}

pub(crate) fn too_many() -> ImportError {
    ImportError::TooManyCells { limit: number(MAX_CELLS) }
}

fn workbook_element(element: &BytesStart<'_>, texts: &mut usize) -> Result<(), ImportError> {
    match element.local_name().as_ref() {
        "si" => {
            *texts += 1;
            if *texts > MAX_CELLS { Err(too_many()) } else { Ok(()) }
        }
        "sst" => attributes(element, |name, value| match name {
            "uniqueCount" if whole(value)? > MAX_CELLS => Err(too_many()),
            _ => Ok(()),
        }),
        "dimension" | "mergeCell" => attributes(element, |name, value| match name {
            "ref" if !is_range(value) => Err(ImportError::damaged(format!("the range {value}"))),
            _ => Ok(()),
        }),
        "c" | "row" => attributes(element, |name, value| match name {
            "r" if place(value).is_none() => Err(ImportError::damaged(format!("the place {value}"))),
            _ => Ok(()),
        }),
        _ => Ok(()),
    }
}

/// Every attribute by its name and its raw value. Refuses what is written in another way than readers agree on.
fn attributes(
    element: &BytesStart<'_>,
    mut each: impl FnMut(&str, &str) -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    for attribute in element.attributes() {
        let attribute = attribute.map_err(ImportError::damaged)?;
        each(attribute.key.as_ref(), &attribute.value)?;
    }
    Ok(())
}

/// A whole number that is not negative. One that is too large to be counted is large enough to be refused.
fn whole(text: &str) -> Result<usize, ImportError> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(ImportError::damaged(format!("the number {text}")));
    }
    Ok(text.parse().unwrap_or(usize::MAX))
}

/// The row and the column of a place such as `B7`, `7` or `B`, in an order that compares.
fn place(text: &str) -> Option<(u32, u32)> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (column, row) = text.split_at(letters);
    let is_place = letters <= COLUMN_LETTERS
        && row.len() <= ROW_DIGITS
        && !text.is_empty()
        && row.bytes().all(|byte| byte.is_ascii_digit());
    let letter = |byte: u8| u32::from(byte.to_ascii_uppercase() - b'A') + 1;
    is_place.then(|| (row.parse().unwrap_or(0), column.bytes().fold(0, |sum, byte| sum * 26 + letter(byte))))
}

fn is_range(text: &str) -> bool {
    match text.split_once(':') {
        None => place(text).is_some(),
        Some((start, end)) => match (place(start), place(end)) {
            (Some(start), Some(end)) => start.0 <= end.0 && start.1 <= end.1,
            _ => false,
        },
    }
}
