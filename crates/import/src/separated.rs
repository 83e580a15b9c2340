//! Text with cells between separators.

use csv::{ReaderBuilder, StringRecord};
use domain::Email;

use crate::{
    ImportError, Source, Table,
    column::{is_heading, is_license_id},
    decode::Decoded,
    table::{Builder, number},
};

/// Tried in this order; the first of equals wins.
const SEPARATORS: [char; 4] = ['\t', ';', ',', '|'];

/// Stands for "one column": it does not occur in text.
const NONE: char = '\u{1f}';

/// What is looked at to find the separator.
const SAMPLE_BYTES: usize = 64 << 10;
const SAMPLE_RECORDS: usize = 60;

pub(crate) fn read(decoded: &Decoded, tabs: bool) -> Result<Table, ImportError> {
    let (text, skipped, named) = named_separator(&decoded.text);
    let separator = match named {
        Some(separator) => separator,
        None if tabs => '\t',
        None => guess(text),
    };
    let mut builder = Builder::default();
    fill(&mut builder, text, separator, skipped)?;
    // Only what ends outside of a quotation can be trusted to be cut into cells as it was meant.
    if let Some(line) = unclosed_quote(text, separator) {
        return Err(ImportError::UnclosedQuote { line: line + skipped });
    }
    builder.build(Source::Separated {
        separator: (separator != NONE).then_some(separator),
        encoding: decoded.encoding.to_owned(),
    })
}

/// Excel's own way to name the separator: a first line such as `sep=;`.
fn named_separator(text: &str) -> (&str, u32, Option<char>) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let named = first
        .get(..4)
        .filter(|start| start.eq_ignore_ascii_case("sep="))
        .and_then(|_| first[4..].chars().next())
        .filter(|separator| SEPARATORS.contains(separator));
    match named {
        Some(separator) => (rest, 1, Some(separator)),
        None => (text, 0, None),
    }
}

fn records(text: &str, separator: char) -> csv::Reader<&[u8]> {
    // All separators are ASCII.
    let delimiter = u8::try_from(separator).unwrap_or(b',');
    ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(text.as_bytes())
}

fn fill(builder: &mut Builder, text: &str, separator: char, skipped: u32) -> Result<(), ImportError> {
    let mut reader = records(text, separator);
    let mut record = StringRecord::new();
    let (mut counted, mut line) = (0, 1 + skipped);
    while reader.read_record(&mut record).map_err(ImportError::damaged)? {
        let start = record.position().map_or(counted, |position| start_of(text, position.byte()));
        line += number(text[counted..start].matches('\n').count());
        counted = start;
        builder.push(line, record.iter())?;
    }
    Ok(())
}

/// A record's position is before the blank lines that come before it.
fn start_of(text: &str, byte: u64) -> usize {
    let byte = usize::try_from(byte).unwrap_or(text.len()).min(text.len());
    let blank = text.as_bytes()[byte..].iter().take_while(|byte| **byte == b'\n').count();
    byte + blank
}

/// The separator that makes most cells something that is known; among equals, the one that makes rows alike.
fn guess(text: &str) -> char {
    let mut end = text.len().min(SAMPLE_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = &text[..end];
    let mut best = (NONE, worth(sample, NONE));
    for separator in SEPARATORS {
        let worth = worth(sample, separator);
        if worth > best.1 {
            best = (separator, worth);
        }
    }
    best.0
}

fn worth(sample: &str, separator: char) -> (usize, usize) {
    let mut known = 0;
    let mut widths: Vec<usize> = Vec::new();
    for record in records(sample, separator).records().take(SAMPLE_RECORDS).flatten() {
        known += record.iter().filter(|cell| is_known(cell)).count();
        widths.push(record.len());
    }
    let alike = widths
        .iter()
        .filter(|width| **width > 1)
        .map(|width| widths.iter().filter(|other| *other == width).count())
        .max()
        .unwrap_or(0);
    (known, alike)
}

fn is_known(cell: &str) -> bool {
    let cell = cell.trim();
    cell.len() < 100 && (Email::parse(cell).is_ok() || is_license_id(cell) || is_heading(cell))
}

/// The line of a quotation mark that is opened and never closed.
fn unclosed_quote(text: &str, separator: char) -> Option<u32> {
    let mut letters = text.chars().peekable();
    let mut line = 1;
    let mut opened = None;
    let mut at_start = true;
    while let Some(letter) = letters.next() {
        line += u32::from(letter == '\n');
        match (opened, letter) {
            (Some(_), '"') if letters.peek() == Some(&'"') => {
                letters.next();
            }
            (Some(_), '"') => opened = None,
            (None, '"') if at_start => opened = Some(line),
            _ => {}
        }
        at_start = opened.is_none() && (letter == separator || letter == '\n');
    }
    opened
}
