//! Workbooks with oddities.

use import::Source;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet, XlsxError};

use super::File;
use crate::support::{excel, open_document, text_cell};

const ANN: &[&str] = &["ann@example.com", "Ann Lee"];

pub fn files() -> Vec<File> {
    [sheets(), cells(), merged(), by_hand(), open_documents()].into_iter().flatten().collect()
}

fn made(fill: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(&mut workbook);
    workbook.save_to_buffer().unwrap()
}

fn sheet(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    made(|workbook| fill(workbook.add_worksheet()))
}

fn people(sheet: &mut Worksheet) {
    for (row, cells) in (0..).zip([["E-mail", "Name"], ["ann@example.com", "Ann Lee"]]) {
        sheet.write_row(row, 0, cells).unwrap();
    }
}

fn sheets() -> Vec<File> {
    let named = |expected: &'static str, all: &'static [&'static str]| {
        move |table: &import::Table| {
            let sheets = all.iter().map(|name| (*name).to_owned()).collect();
            assert_eq!(table.source(), &Source::Sheet { name: expected.to_owned(), sheets });
            assert_eq!(table.rows()[0].cells, ANN);
        }
    };
    let second = made(|workbook| {
        workbook.add_worksheet().set_name("Empty").unwrap();
        people(workbook.add_worksheet().set_name("Péople & more").unwrap());
    });
    let hidden = made(|workbook| {
        workbook
            .add_worksheet()
            .set_hidden(true)
            .set_name("Old")
            .unwrap()
            .write(0, 0, "old@example.com")
            .unwrap();
        people(workbook.add_worksheet().set_name("New").unwrap().set_active(true));
    });
    let many = sheet(|sheet| {
        sheet.write_row(0, 0, ["E-mail", "First name", "Last name", "Team"]).unwrap();
        for row in 1..=50_000 {
            sheet
                .write_row(row, 0, [format!("person{row}@example.com").as_str(), "Ann", "Lee", "Blue"])
                .unwrap();
        }
    });
    vec![
        File::rows("a workbook", sheet(people), &[(2, ANN)]),
        File::rows("a workbook by another name", sheet(people), &[(2, ANN)]).named("people.txt"),
        File::holds("the second sheet", second, named("Péople & more", &["Empty", "Péople & more"])),
        File::holds("a hidden sheet", hidden, named("New", &["New"])),
        File::holds("a workbook of 50,000 rows", many, |table| {
            assert_eq!(table.rows().len(), 50_000);
            assert_eq!(table.rows()[49_999].line, 50_001);
        }),
        File::rows(
            "a cell at the end of the sheet",
            sheet(|sheet| {
                people(sheet);
                sheet.write(1_048_575, 0, "zoe@example.com").unwrap();
            }),
            &[(2, ANN), (1_048_576, &["zoe@example.com"])],
        ),
        File::rows(
            "a table that begins in the middle",
            sheet(|sheet| {
                sheet.write_row(9, 3, ["E-mail", "Name"]).unwrap();
                sheet.write_row(11, 3, ["ann@example.com", "Ann Lee"]).unwrap();
            }),
            &[(12, &["", "", "", "ann@example.com", "Ann Lee"])],
        ),
    ]
}

/// A sheet with one cell that matters.
fn cell(
    what: &str,
    expected: &str,
    write: impl for<'a> FnOnce(&'a mut Worksheet) -> Result<&'a mut Worksheet, XlsxError>,
) -> File {
    let bytes = sheet(|sheet| {
        sheet.write_row(0, 0, ["E-mail", "Value"]).unwrap();
        sheet.write(1, 0, "ann@example.com").unwrap();
        write(sheet).unwrap();
    });
    File::rows(what, bytes, &[(2, &["ann@example.com", expected])])
}

fn cells() -> Vec<File> {
    [numbers(), dates(), others()].into_iter().flatten().collect()
}

fn numbers() -> Vec<File> {
    vec![
        cell("a whole number", "42", |sheet| sheet.write(1, 1, 42.0)),
        cell("a fraction", "1.5", |sheet| sheet.write(1, 1, 1.5)),
        cell("a large number", "6703615000", |sheet| sheet.write(1, 1, 6_703_615_000_u64)),
        cell("a negative number", "-7", |sheet| sheet.write(1, 1, -7)),
        cell("a number in exponents", "100000000000000000000", |sheet| sheet.write(1, 1, 1e20)),
        cell("yes", "TRUE", |sheet| sheet.write(1, 1, true)),
    ]
}

fn dates() -> Vec<File> {
    let day = ExcelDateTime::from_ymd(2026, 11, 23).unwrap();
    let moment = day.clone().and_hms(14, 30, 0).unwrap();
    let [dated, timed, hours] =
        ["dd.mm.yyyy", "yyyy-mm-dd hh:mm", "hh:mm:ss"].map(|format| Format::new().set_num_format(format));
    vec![
        cell("a date", "2026-11-23", |sheet| sheet.write_with_format(1, 1, &day, &dated)),
        cell("a moment", "2026-11-23 14:30:00", |sheet| sheet.write_with_format(1, 1, &moment, &timed)),
        cell("a time", "12:00:00", |sheet| sheet.write_with_format(1, 1, 0.5, &hours)),
        cell("a date without its format", "46349", |sheet| sheet.write(1, 1, 46_349)),
        cell("a date that is none", "-5", |sheet| sheet.write_with_format(1, 1, -5, &dated)),
        cell("a date after all dates", "9999999", |sheet| sheet.write_with_format(1, 1, 9_999_999, &dated)),
    ]
}

fn others() -> Vec<File> {
    let formula = |formula: &str, result: &str| Formula::new(formula).set_result(result);
    vec![
        cell("a formula that made text", "Annx", |sheet| sheet.write(1, 1, formula("A9&\"x\"", "Annx"))),
        cell("a formula that made a number", "2", |sheet| sheet.write(1, 1, formula("1+1", "2"))),
        cell("a formula that failed", "#DIV/0!", |sheet| sheet.write(1, 1, formula("1/0", "#DIV/0!"))),
        cell("text that looks like a formula", "=1+1", |sheet| sheet.write_string(1, 1, "=1+1")),
        cell("text over two lines", "Ann\nLee", |sheet| sheet.write(1, 1, "Ann\nLee")),
        cell("text of signs", "<ß & \"é\"> 田中 😀", |sheet| sheet.write(1, 1, "<ß & \"é\"> 田中 😀")),
        cell("text of digits", "007", |sheet| sheet.write_string(1, 1, "007")),
        cell("a link", "Ann", |sheet| sheet.write_url_with_text(1, 1, "mailto:ann@example.com", "Ann")),
    ]
}

fn merged() -> Vec<File> {
    let plain = Format::new();
    let teams = sheet(|sheet| {
        sheet.write_row(0, 0, ["Team", "E-mail"]).unwrap();
        sheet.merge_range(1, 0, 3, 0, "Blue", &plain).unwrap();
        for (row, email) in
            (1..).zip(["ann@example.com", "bob@example.com", "cid@example.com", "dan@example.com"])
        {
            sheet.write(row, 1, email).unwrap();
        }
    });
    let title = sheet(|sheet| {
        sheet.merge_range(0, 0, 0, 3, "People of November", &plain).unwrap();
        sheet.write_row(1, 0, ["E-mail", "Name"]).unwrap();
        sheet.write_row(2, 0, ["ann@example.com", "Ann Lee"]).unwrap();
    });
    let headings = sheet(|sheet| {
        sheet.merge_range(0, 0, 1, 0, "E-mail", &plain).unwrap();
        sheet.merge_range(0, 1, 0, 2, "Person", &plain).unwrap();
        sheet.write_row(1, 1, ["First name", "Last name"]).unwrap();
        sheet.write_row(2, 0, ["ann@example.com", "Ann", "Lee"]).unwrap();
    });
    let tall = r#"<sheetData><row><c t="str"><v>Blue</v></c><c t="str"><v>ann@example.com</v></c></row></sheetData><mergeCells><mergeCell ref="A1:A1048576"/><mergeCell ref="C1:F1048576"/></mergeCells>"#;
    vec![
        File::rows(
            "a team over its members",
            teams,
            &[
                (2, &["Blue", "ann@example.com"]),
                (3, &["Blue", "bob@example.com"]),
                (4, &["Blue", "cid@example.com"]),
                (5, &["", "dan@example.com"]),
            ],
        ),
        File::rows("a title over all columns", title, &[(3, ANN)]),
        File::rows("headings of two rows", headings, &[(3, &["ann@example.com", "Ann", "Lee"])]),
        File::rows("cells over a million rows", excel(tall, ""), &[(1, &["Blue", "ann@example.com"])]),
    ]
}

/// What the library for writing workbooks does not write, and other programs do.
fn by_hand() -> Vec<File> {
    let rich = "<sst><si><r><t>ann@</t></r><r><rPr><b/></rPr><t>example.com</t></r></si><si><t xml:space=\"preserve\"> Ann Lee </t></si></sst>";
    let shared =
        r#"<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row></sheetData>"#;
    let inline = r#"<sheetData><row><c t="inlineStr"><is><t>ann@example.com</t></is></c><c t="inlineStr"><is><t>Ann Lee</t></is></c></row></sheetData>"#;
    let formula = r#"<sheetData><row><c t="str"><f>A9</f><v>ann@example.com</v></c><c t="str"><f>B9</f></c></row></sheetData>"#;
    let backwards = r#"<sheetData><row r="3"><c r="A3" t="str"><v>bob@example.com</v></c></row><row r="1"><c r="A1" t="str"><v>ann@example.com</v></c></row></sheetData>"#;
    vec![
        File::rows("text in several fonts", excel(shared, rich), &[(1, ANN)]),
        File::rows("text in its cell", excel(inline, ""), &[(1, ANN)]),
        File::rows("a formula without a value", excel(formula, ""), &[(1, &["ann@example.com"])]),
        File::rows(
            "rows in any order",
            excel(backwards, ""),
            &[(1, &["ann@example.com"]), (3, &["bob@example.com"])],
        ),
        File::rows(
            "a wrong size",
            excel(&format!("<dimension ref=\"A1:XFD1048576\"/>{inline}"), ""),
            &[(1, ANN)],
        ),
    ]
}

fn open_documents() -> Vec<File> {
    let row = |cells: &str| format!("<table:table-row>{cells}</table:table-row>");
    let heading = row(&(text_cell("E-mail") + &text_cell("Name")));
    let ann = row(&(text_cell("ann@example.com") + &text_cell("Ann Lee")));
    let blank = r#"<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#;
    let rest = r#"<table:table-row table:number-rows-repeated="1048500"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#;
    let dated = row(&(text_cell("ann@example.com")
        + r#"<table:table-cell office:value-type="date" office:date-value="2026-11-23"><text:p>23.11.26</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="42"><text:p>42</text:p></table:table-cell>"#));
    let twice = row(
        r#"<table:table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>ann@example.com</text:p></table:table-cell>"#,
    );
    vec![
        File::rows("an open spreadsheet", open_document(&format!("{heading}{ann}{rest}")), &[(2, ANN)]),
        File::rows(
            "blank rows that are counted",
            open_document(&format!("{heading}{blank}{ann}")),
            &[(5, ANN)],
        ),
        File::rows(
            "dates and numbers of an open spreadsheet",
            open_document(&dated),
            &[(1, &["ann@example.com", "2026-11-23", "42"])],
        ),
        File::rows(
            "a cell that repeats",
            open_document(&twice),
            &[(1, &["ann@example.com", "ann@example.com"])],
        ),
    ]
}
