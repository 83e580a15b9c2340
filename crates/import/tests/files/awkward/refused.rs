//! What can't be read, and why.

use import::{MAX_CELLS, MAX_COLUMNS, MAX_ROWS, MAX_UNPACKED};

use super::File;
use crate::support::{compound, excel, excel_with, open_document, open_document_of, text_cell, zipped};

pub fn files() -> Vec<File> {
    [nothing(), foreign(), too_much(), bombs(), damaged()].into_iter().flatten().collect()
}

fn nothing() -> Vec<File> {
    vec![
        File::refused("an empty file", "", "empty"),
        File::refused("a mark and nothing else", "\u{feff}", "empty"),
        File::refused("white space", " \r\n\t\n\u{a0}", "empty"),
        File::refused("separators and nothing else", ";;;\n;;;\n", "empty"),
        File::refused("a mark of UTF-16 and nothing else", [0xff, 0xfe], "empty"),
        File::refused("an empty sheet", excel("<sheetData/>", ""), "empty"),
        File::refused(
            "an empty table",
            open_document("<table:table-row><table:table-cell/></table:table-row>"),
            "empty",
        ),
    ]
}

fn foreign() -> Vec<File> {
    let noise: Vec<u8> = (0..5_000_u32).map(|at| at.wrapping_mul(2_654_435_761).to_le_bytes()[2]).collect();
    vec![
        File::refused("noise", noise, "binary"),
        File::refused(
            "a picture",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0".as_slice(),
            "binary",
        ),
        File::refused("zeros", vec![0; 4096], "binary"),
        File::refused("a zero in text", "E-mail\nann@example.com\0\n", "binary"),
        File::refused("PDF", "%PDF-1.7\n1 0 obj", "unsupported:pdf"),
        File::refused("RTF", "{\\rtf1 ann@example.com}", "unsupported:textDocument"),
        File::refused(
            "a web page",
            "<!DOCTYPE html><html><table><tr><td>ann@example.com",
            "unsupported:webPage",
        ),
        File::refused(
            "a web page by another name",
            "\n<html xmlns:x=\"urn:x\"><body>",
            "unsupported:webPage",
        )
        .named("people.xls"),
        File::refused("the XML of Excel 2003", "<?xml version=\"1.0\"?><Workbook/>", "unsupported:xml"),
        File::refused("an old workbook", compound("Workbook"), "unsupported:oldWorkbook"),
        File::refused("a locked workbook", compound("EncryptedPackage"), "password"),
        File::refused("an old document", compound("WordDocument"), "unsupported:textDocument"),
        File::refused("a document", zipped(&[("word/document.xml", "<d/>")]), "unsupported:textDocument"),
        File::refused("a binary workbook", zipped(&[("xl/workbook.bin", "")]), "unsupported:binaryWorkbook"),
        File::refused("Numbers", zipped(&[("Index/Document.iwa", "")]), "unsupported:numbers"),
        File::refused("an archive", zipped(&[("people.csv", "E-mail")]), "unsupported:archive"),
        File::refused("an empty archive", zipped(&[("", ""); 0]), "unsupported:archive"),
        File::refused(
            "an open text",
            zipped(&[("mimetype", "application/vnd.oasis.opendocument.text")]),
            "unsupported:textDocument",
        ),
        File::refused(
            "a locked table",
            zipped(&[
                ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
                (
                    "META-INF/manifest.xml",
                    r#"<manifest:manifest xmlns:manifest="m"><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"#,
                ),
            ]),
            "password",
        ),
    ]
}

fn too_much() -> Vec<File> {
    let rows = "ann@example.com\n".repeat(MAX_ROWS + 1);
    let columns = vec!["a"; MAX_COLUMNS + 1].join(",");
    let row = vec!["a"; MAX_COLUMNS].join(",") + "\n";
    let cells = row.repeat(MAX_CELLS / MAX_COLUMNS + 1);
    vec![
        File::refused("one row too many", rows, "tooManyRows"),
        File::refused("one column too many", columns, "tooManyColumns"),
        File::refused("too many cells", cells, "tooManyCells"),
        File::refused(
            "a quotation that does not end",
            "E-mail,Name\nann@example.com,\"Ann\nbob@example.com,Bob\n",
            "unclosedQuote",
        ),
        File::refused(
            "a cell beyond the last column",
            excel(r#"<sheetData><row r="1"><c r="BM1"><v>1</v></c></row></sheetData>"#, ""),
            "tooManyColumns",
        ),
        File::refused(
            "a table with a column too many",
            open_document(&format!(
                "<table:table-row>{}</table:table-row>",
                text_cell("a").repeat(MAX_COLUMNS + 1),
            )),
            "tooManyColumns",
        ),
    ]
}

fn bombs() -> Vec<File> {
    let text = "x".repeat(100_000);
    let shared = format!("<sst uniqueCount=\"1\"><si><t>{text}</t></si></sst>");
    let same = r#"<row><c t="s"><v>0</v></c></row>"#.repeat(300_000);
    let repeated = r#"<table:table-row><table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/></table:table-row>"#;
    let row = text_cell("a");
    vec![
        File::refused(
            "a zip that grows",
            excel_with("<sheetData/>", "", &[("xl/media/a.bin", &" ".repeat(MAX_UNPACKED + 1))]),
            "tooLargeUnpacked",
        ),
        File::refused("a sheet that grows", excel(&" ".repeat(MAX_UNPACKED), ""), "tooLargeUnpacked"),
        File::refused(
            "texts that are announced",
            excel("<sheetData/>", "<sst uniqueCount=\"18446744073709551615\"/>"),
            "tooManyCells",
        ),
        File::refused(
            "more texts than are kept",
            excel("<sheetData/>", &format!("<sst>{}</sst>", "<si/>".repeat(MAX_CELLS + 1))),
            "tooManyCells",
        ),
        File::refused(
            "one long text in every row",
            excel(&format!("<sheetData>{same}</sheetData>"), &shared),
            "tooManyCells",
        ),
        File::refused("cells that repeat", open_document(&repeated.repeat(300)), "tooManyCells"),
        File::refused(
            "rows that repeat",
            open_document(&format!(
                "<table:table-row table:number-rows-repeated=\"1000000\">{}</table:table-row>",
                row.repeat(50)
            )),
            "tooManyCells",
        ),
        File::refused(
            "a gap of a million rows",
            open_document(&format!(
                "<table:table-row>{0}</table:table-row><table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell/></table:table-row><table:table-row>{0}</table:table-row>",
                row.repeat(5)
            )),
            "tooManyCells",
        ),
        File::refused(
            "text that repeats",
            open_document(&format!(
                "<table:table-row table:number-rows-repeated=\"1000\">{}</table:table-row>",
                text_cell(&text)
            )),
            "tooManyCells",
        ),
        File::refused("elements in elements", excel(&"<a>".repeat(100_000), ""), "damaged"),
    ]
}

fn damaged() -> Vec<File> {
    let whole =
        import::write_xlsx(&["E-mail", "Name"], vec![vec!["ann@example.com", "Ann Lee"]; 50]).unwrap();
    let cuts = (1..8).map(|part| {
        let cut = whole[..whole.len() * part / 8].to_vec();
        File::refused(format!("a workbook cut at {part}/8"), cut, "damaged")
    });
    let mut turned = whole.clone();
    for at in (200..turned.len() - 200).step_by(37) {
        turned[at] ^= 0x55;
    }
    let cell = |inside: &str| excel(&format!("<sheetData><row>{inside}</row></sheetData>"), "");
    let content =
        |text: &str| open_document_of(&format!("<c xmlns:table=\"t\" xmlns:office=\"o\">{text}</c>"));
    let mut files = vec![
        File::refused("a workbook with bits turned", turned, "damaged"),
        File::refused(
            "a range that is turned around",
            excel("<dimension ref=\"B9:A1\"/><sheetData/>", ""),
            "damaged",
        ),
        File::refused(
            "a range that is too long to be counted",
            excel("<dimension ref=\"A1:ZZZZZZZ99999999999\"/><sheetData/>", ""),
            "damaged",
        ),
        File::refused(
            "a place that is too long to be counted",
            cell("<c r=\"A99999999999\"><v>1</v></c>"),
            "damaged",
        ),
        File::refused("a cell without an end", cell("<c>"), "damaged"),
        File::refused("a text that is not there", cell("<c t=\"s\"><v>99</v></c>"), "damaged"),
        File::refused("an attribute twice", cell("<c r=\"A1\" r=\"A2\"/>"), "damaged"),
        File::refused("a table without an end", content("<table:table table:name=\"a\">"), "damaged"),
        File::refused(
            "a table in a table",
            content("<table:table table:name=\"a\"><table:table/></table:table>"),
            "damaged",
        ),
        File::refused(
            "a number with a plus",
            open_document("<table:table-row><table:table-cell office:value=\"+1\"/></table:table-row>"),
            "damaged",
        ),
        File::refused(
            "a count that is none",
            open_document("<table:table-row table:number-rows-repeated=\"-1\"/>"),
            "damaged",
        ),
        File::refused("only the beginning of an archive", "PK\u{3}\u{4}", "damaged"),
    ];
    files.extend(cuts);
    files
}
