//! Whatever comes in, something comes out, and soon.

use std::{
    sync::LazyLock,
    time::{Duration, Instant},
};

use import::{Mapping, Want, lines, read, read_text, write_xlsx};
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Formula, Workbook};

use crate::support::{cases, excel, open_document, text_cell, unzipped, zipped};

/// For inputs of a few thousand bytes, without optimization and beside other tests.
const PATIENCE: Duration = Duration::from_secs(20);

static WORKBOOK: LazyLock<Vec<u8>> =
    LazyLock::new(|| write_xlsx(&["E-mail", "Name"], [["ann@example.com", "Ann Lee"]]).unwrap());

/// With dates, a merged cell and a formula.
static PARTS: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let dated = Format::new().set_num_format("yyyy-mm-dd");
    sheet.write_row(0, 0, ["E-mail", "Name", "Since"]).unwrap();
    sheet.merge_range(1, 0, 3, 0, "ann@example.com", &Format::new()).unwrap();
    sheet.write(2, 1, Formula::new("1+1").set_result("2")).unwrap();
    sheet.write_with_format(3, 2, 46_349, &dated).unwrap();
    unzipped(&workbook.save_to_buffer().unwrap())
});

/// Everything that is done with a file on its way to a plan.
fn survives(bytes: &[u8]) {
    let started = Instant::now();
    if let Ok(table) = read(bytes, Some("people.csv")) {
        let mapping = Mapping::guess(&table);
        for want in Want::ALL {
            if let Ok(lines) = lines(&table, &mapping, want) {
                assert_eq!(lines.len(), table.rows().len());
            }
        }
        table.preview(5);
    }
    assert!(started.elapsed() < PATIENCE);
}

/// Some bytes are turned, the rest is cut off, or a part is there twice.
fn damage(
    mut bytes: Vec<u8>,
    turned: &[(prop::sample::Index, u8)],
    cut: Option<prop::sample::Index>,
) -> Vec<u8> {
    for (at, byte) in turned {
        let at = at.index(bytes.len());
        bytes[at] = *byte;
    }
    if let Some(cut) = cut {
        bytes.truncate(cut.index(bytes.len()));
    }
    bytes
}

fn damages() -> impl Strategy<Value = (Vec<(prop::sample::Index, u8)>, Option<prop::sample::Index>)> {
    let turned = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6);
    (turned, prop::option::weighted(0.2, any::<prop::sample::Index>()))
}

/// XML in which attributes and texts are replaced by what a reader may stumble over.
fn odd_values() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("-1".to_owned()),
        Just("+1".to_owned()),
        Just("0".to_owned()),
        Just("99999999999999999999".to_owned()),
        Just("4294967296".to_owned()),
        Just("1e999".to_owned()),
        Just("NaN".to_owned()),
        Just("A0".to_owned()),
        Just("XFE1048577".to_owned()),
        Just("B2:A1".to_owned()),
        Just("&amp;&#0;&x;".to_owned()),
        Just("_x0000__xD800_".to_owned()),
        "[A-Z]{0,4}[0-9]{0,8}(:[A-Z]{0,4}[0-9]{0,8})?",
        "\\PC{0,12}",
    ]
}

#[test]
fn an_open_spreadsheet_that_is_cut_off_anywhere_is_refused() {
    let parts = unzipped(&open_document(&format!(
        "<table:table-row>{}</table:table-row>",
        text_cell("ann@example.com")
    )));
    let last = parts.len() - 1;
    for cut in 0..parts[last].1.len() {
        let mut parts = parts.clone();
        parts[last].1.truncate(cut);
        assert!(read(&zipped(&parts), Some("people.ods")).is_err(), "cut at {cut}");
    }
}

proptest! {
    #![proptest_config(cases(1_000))]

    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        survives(&bytes);
    }

    #[test]
    fn any_text_is_survived(text in "\\PC{0,200}") {
        survives(text.as_bytes());
        let _ = read_text(&text).map(|table| Mapping::guess(&table));
    }

    #[test]
    fn any_text_of_meaningful_letters_is_survived(text in "[a@.<>\"',;|\\t\\r\\n =ABC1\u{feff}é-]{0,200}") {
        survives(text.as_bytes());
        survives(&text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    }

    #[test]
    fn a_damaged_workbook_is_survived((turned, cut) in damages()) {
        survives(&damage(WORKBOOK.clone(), &turned, cut));
    }

    #[test]
    fn a_workbook_with_damaged_parts_is_survived(at in any::<prop::sample::Index>(), (turned, cut) in damages()) {
        let mut parts = PARTS.clone();
        let part = at.index(parts.len());
        parts[part].1 = damage(std::mem::take(&mut parts[part].1), &turned, cut);
        survives(&zipped(&parts));
    }

    #[test]
    fn a_damaged_open_spreadsheet_is_survived((turned, cut) in damages()) {
        let content = format!("<table:table-row table:number-rows-repeated=\"2\">{}</table:table-row>", text_cell("ann@example.com"));
        let mut parts = unzipped(&open_document(&content));
        let last = parts.len() - 1;
        parts[last].1 = damage(std::mem::take(&mut parts[last].1), &turned, cut);
        survives(&zipped(&parts));
    }

    #[test]
    fn a_workbook_with_odd_values_is_survived(values in prop::collection::vec(odd_values(), 8)) {
        let [size, row, place, style, kind, value, merged, count] = &values[..] else { unreachable!() };
        let kind = if kind.len() % 2 == 0 { "s" } else { kind };
        let sheet = format!(
            r#"<dimension ref="{size}"/><sheetData><row r="{row}"><c r="{place}" s="{style}" t="{kind}"><v>{value}</v></c><c><v>{value}</v></c></row></sheetData><mergeCells><mergeCell ref="{merged}"/></mergeCells>"#
        );
        let shared = format!(r#"<sst uniqueCount="{count}"><si><t>{value}</t></si></sst>"#);
        survives(&excel(&sheet, &shared));
    }

    #[test]
    fn an_open_spreadsheet_with_odd_values_is_survived(values in prop::collection::vec(odd_values(), 6)) {
        let [rows, columns, value, date, kind, text] = &values[..] else { unreachable!() };
        let inside = format!(
            r#"<table:table-row table:number-rows-repeated="{rows}"><table:table-cell table:number-columns-repeated="{columns}" office:value-type="{kind}" office:value="{value}" office:date-value="{date}"><text:p>{text}</text:p></table:table-cell></table:table-row><table:table-row>{}</table:table-row>"#,
            text_cell(text)
        );
        survives(&open_document(&inside));
    }

    #[test]
    fn an_open_spreadsheet_of_any_elements_is_survived(
        names in prop::collection::vec((0_usize..8, any::<bool>()), 0..30)
    ) {
        let elements = ["table:table", "table:table-row", "table:table-cell", "table:covered-table-cell",
            "text:p", "office:annotation", "table:named-expressions", "style:style"];
        let inside: String = names
            .into_iter()
            .map(|(at, filled)| {
                let name = elements[at];
                if filled {
                    format!("<{name} office:value-type=\"string\" table:name=\"a\">x</{name}>")
                } else {
                    format!("<{name}/>")
                }
            })
            .collect();
        survives(&open_document(&inside));
    }
}
