//! What is it, and who reads it?

use crate::{
    ImportError, MAX_BYTES, Table, Unsupported, addresses,
    decode::{Decoded, decode, pasted},
    separated,
    table::number,
    workbook,
};

/// The table in a file. Of a workbook it is the first sheet that has something in it and is not hidden. The name of the
/// file matters only where the bytes leave a doubt.
pub fn read(bytes: &[u8], name: Option<&str>) -> Result<Table, ImportError> {
    read_some(bytes, name, None)
}

/// The table in one sheet of a workbook, as [`crate::Source::Sheet`] names them.
pub fn read_sheet(bytes: &[u8], name: Option<&str>, sheet: &str) -> Result<Table, ImportError> {
    read_some(bytes, name, Some(sheet))
}

/// The table in a text that was pasted: rows of a spreadsheet, lines of a file, or addresses out of a mail.
pub fn read_text(text: &str) -> Result<Table, ImportError> {
    bounded(text.len())?;
    read_decoded(&pasted(text)?, false)
}

fn read_some(bytes: &[u8], name: Option<&str>, sheet: Option<&str>) -> Result<Table, ImportError> {
    bounded(bytes.len())?;
    match bytes {
        [b'P', b'K', 3 | 5 | 7, ..] => workbook::read(bytes, sheet),
        [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ..] => Err(compound(bytes)),
        [b'%', b'P', b'D', b'F', ..] => Err(ImportError::Unsupported { kind: Unsupported::Pdf }),
        [b'{', b'\\', b'r', b't', b'f', ..] => {
            Err(ImportError::Unsupported { kind: Unsupported::TextDocument })
        }
        _ if sheet.is_some() => Err(ImportError::NoSuchSheet),
        _ => read_decoded(&decode(bytes)?, has_extension(name, "tsv")),
    }
}

fn bounded(bytes: usize) -> Result<(), ImportError> {
    if bytes > MAX_BYTES { Err(ImportError::TooLarge { limit: number(MAX_BYTES) }) } else { Ok(()) }
}

fn read_decoded(decoded: &Decoded, tabs: bool) -> Result<Table, ImportError> {
    let text = decoded.text.trim_start();
    if text.is_empty() {
        return Err(ImportError::Empty);
    }
    if let Some(kind) = markup(text) {
        return Err(ImportError::Unsupported { kind });
    }
    match addresses::read(decoded) {
        Some(table) if !tabs => table,
        _ => separated::read(decoded, tabs),
    }
}

/// Services offer "Excel" files that are web pages inside.
fn markup(text: &str) -> Option<Unsupported> {
    let start: String = text.chars().take(200).collect::<String>().to_lowercase();
    let is_page = ["<!doctype html", "<html", "<table", "<head", "<body", "<meta"];
    if is_page.iter().any(|tag| start.starts_with(tag)) {
        Some(Unsupported::WebPage)
    } else if start.starts_with("<?xml") {
        Some(if start.contains("<html") { Unsupported::WebPage } else { Unsupported::Xml })
    } else {
        None
    }
}

/// The container of the old workbooks, of old documents, and of new workbooks that are locked.
fn compound(bytes: &[u8]) -> ImportError {
    let names = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    if names("EncryptedPackage") {
        ImportError::Password
    } else if names("Workbook") || names("Book") {
        ImportError::Unsupported { kind: Unsupported::OldWorkbook }
    } else {
        ImportError::Unsupported { kind: Unsupported::TextDocument }
    }
}

fn has_extension(name: Option<&str>, extension: &str) -> bool {
    name.and_then(|name| name.rsplit_once('.')).is_some_and(|(_, end)| end.eq_ignore_ascii_case(extension))
}
