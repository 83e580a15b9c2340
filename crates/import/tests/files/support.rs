//! Files made for tests.

use std::io::{Cursor, Read, Write};

use import::{ImportError, Table};
use proptest::prelude::ProptestConfig;
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

/// The rows of a table with their numbers.
pub fn rows(table: &Table) -> Vec<(u32, Vec<&str>)> {
    table.rows().iter().map(|row| (row.line, row.cells.iter().map(String::as_str).collect())).collect()
}

/// The code that the error has on its way to the window.
pub fn code(error: &ImportError) -> String {
    let json = serde_json::to_value(error).unwrap();
    match json.get("kind") {
        Some(kind) => format!("{}:{}", json["code"].as_str().unwrap(), kind.as_str().unwrap()),
        None => json["code"].as_str().unwrap().to_owned(),
    }
}

pub fn zipped(files: &[(impl AsRef<str>, impl AsRef<[u8]>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, text) in files {
        zip.start_file(name.as_ref(), options).unwrap();
        zip.write_all(text.as_ref()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const RELATIONSHIPS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const WORKBOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="People" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const WORKBOOK_RELATIONSHIPS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

/// A workbook with one sheet, written by hand: `inside` is what stands in its `worksheet` element.
pub fn excel(inside: &str, shared: &str) -> Vec<u8> {
    excel_with(inside, shared, &[])
}

pub fn excel_with(inside: &str, shared: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let sheet = format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{inside}</worksheet>"#
    );
    let mut files = vec![
        ("_rels/.rels", RELATIONSHIPS),
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", WORKBOOK_RELATIONSHIPS),
        ("xl/worksheets/sheet1.xml", &sheet),
    ];
    if !shared.is_empty() {
        files.push(("xl/sharedStrings.xml", shared));
    }
    files.extend(more);
    zipped(&files)
}

/// An `OpenDocument` spreadsheet with one sheet, written by hand: `inside` is what stands in its `table` element.
pub fn open_document(inside: &str) -> Vec<u8> {
    open_document_of(&format!(
        r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="People">{inside}</table:table></office:spreadsheet></office:body></office:document-content>"#
    ))
}

pub fn open_document_of(content: &str) -> Vec<u8> {
    zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest:manifest xmlns:manifest=\"m\"/>"),
        ("content.xml", content),
    ])
}

/// A cell of text in an `OpenDocument` spreadsheet.
pub fn text_cell(text: &str) -> String {
    format!(r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#)
}

/// The beginning of a compound file that has an entry of this name.
pub fn compound(name: &str) -> Vec<u8> {
    let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    bytes.resize(1024, 0);
    bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
    bytes.resize(2048, 0);
    bytes
}

/// The names and bytes of all files in an archive.
pub fn unzipped(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let file = |at| {
        let mut file = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        (file.name().unwrap().into_owned(), bytes)
    };
    (0..ZipArchive::new(Cursor::new(bytes)).unwrap().len()).map(file).collect()
}

/// So many cases, and no files about those that failed: they are printed.
pub fn cases(count: u32) -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(count) }
}
