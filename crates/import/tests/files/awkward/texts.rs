//! Text that is a table with oddities.

use encoding_rs::{SHIFT_JIS, WINDOWS_1250};
use import::{MAX_COLUMNS, MAX_ROWS, Source};

use super::File;

const ANN: &[&str] = &["ann@example.com", "Ann Lee"];
const BOB: &[&str] = &["bob@example.com", "Bob May"];

pub fn files() -> Vec<File> {
    [lists(), layouts(), encodings(), sizes()].into_iter().flatten().collect()
}

fn lists() -> Vec<File> {
    let (ann, bob): (&[&str], &[&str]) = (&["ann@example.com"], &["bob@example.com"]);
    vec![
        File::rows("one address", "ann@example.com", &[(1, ann)]),
        File::rows("addresses a line each", "ann@example.com\nbob@example.com\n", &[(1, ann), (2, bob)]),
        File::rows("addresses and commas", "ann@example.com, bob@example.com,", &[(1, ann), (1, bob)]),
        File::rows("addresses and semicolons", "ann@example.com;bob@example.com;\n", &[(1, ann), (1, bob)]),
        File::rows("addresses and spaces", "ann@example.com bob@example.com", &[(1, ann), (1, bob)]),
        File::rows("addresses and tabs", "ann@example.com\tbob@example.com", &[(1, ann), (1, bob)]),
        File::rows("quoted addresses", "\"ann@example.com\",\"bob@example.com\"", &[(1, ann), (1, bob)]),
        File::rows(
            "addresses, one of them bad",
            "ann@example.com\nbob@@example\n",
            &[(1, ann), (2, &["bob@@example"])],
        ),
        File::rows(
            "addresses and a line that is none",
            "ann@example.com\n\nthe others:\nbob@example.com",
            &[(1, ann), (3, &["the others:"]), (4, bob)],
        ),
        File::rows(
            "as Gmail copies",
            "Ann Lee <ann@example.com>, \"May, Bob\" <bob@example.com>",
            &[(1, ANN), (1, &["bob@example.com", "May, Bob"])],
        ),
        File::rows(
            "as Outlook copies",
            "Lee, Ann <ann@example.com>; Bob May <bob@example.com>",
            &[(1, &["ann@example.com", "Lee, Ann"]), (1, BOB)],
        ),
        File::rows(
            "names turned around between commas",
            "Lee, Ann <ann@example.com>, May, Bob <bob@example.com>",
            &[(1, &["ann@example.com", "Lee, Ann"]), (1, &["bob@example.com", "May, Bob"])],
        ),
        File::rows(
            "names before addresses",
            "Ann Lee ann@example.com\nBob May bob@example.com",
            &[(1, ANN), (2, BOB)],
        ),
        File::rows("links", "mailto:ann@example.com\n<mailto:bob@example.com>", &[(1, ann), (2, bob)]),
        File::rows("license ids", "ABC1234567\nXYZ7654321", &[(1, &["ABC1234567"]), (2, &["XYZ7654321"])]),
        File::rows(
            "license ids in a row",
            "ABC1234567, XYZ7654321 DEF1111111",
            &[(1, &["ABC1234567"]), (1, &["XYZ7654321"]), (1, &["DEF1111111"])],
        ),
        File::rows(
            "addresses below a heading",
            "E-mail\nann@example.com\nbob@example.com",
            &[(2, ann), (3, bob)],
        ),
        File::rows(
            "a bad first line is no heading",
            "ann.example.com\nbob@example.com\ncid@example.com",
            &[(1, &["ann.example.com"]), (2, bob), (3, &["cid@example.com"])],
        ),
    ]
}

fn layouts() -> Vec<File> {
    let both: &[(u32, &[&str])] = &[(2, ANN), (3, BOB)];
    vec![
        File::rows("a named separator", "sep=|\nE-mail|Name\nann@example.com|Ann Lee\n", &[(3, ANN)]),
        File::rows(
            "no end of the last line",
            "E-mail,Name\nann@example.com,Ann Lee\nbob@example.com,Bob May",
            both,
        ),
        File::rows(
            "mixed ends of lines",
            "E-mail,Name\r\nann@example.com,Ann Lee\rbob@example.com,Bob May\n",
            both,
        ),
        File::rows(
            "blank lines",
            "\n\nE-mail;Name\n\nann@example.com;Ann Lee\n\n\nbob@example.com;Bob May\n",
            &[(5, ANN), (8, BOB)],
        ),
        File::rows(
            "rows of separators",
            "E-mail;Name\nann@example.com;Ann Lee\n;;;\n;\nbob@example.com;Bob May\n;;",
            &[(2, ANN), (5, BOB)],
        ),
        File::rows(
            "separators after the last cell",
            "E-mail,Name,,,\nann@example.com,Ann Lee,,,\n",
            &[(2, ANN)],
        ),
        File::rows(
            "ragged rows",
            "E-mail,Name\nann@example.com\nbob@example.com,Bob May,x,y\n",
            &[(2, &["ann@example.com"]), (3, &["bob@example.com", "Bob May", "x", "y"])],
        ),
        File::rows(
            "a title above",
            "List of November;\nMade on Monday;\n\nE-mail;Name\nann@example.com;Ann Lee",
            &[(5, ANN)],
        ),
        File::rows(
            "a title that could be a heading",
            "Licenses\nE-mail\nann@example.com",
            &[(3, &["ann@example.com"])],
        ),
        File::rows("headings only", "E-mail,First name,Last name\n", &[]),
        File::rows(
            "names with commas between semicolons",
            "E-mail;Name\nann@example.com;Lee, Ann\n",
            &[(2, &["ann@example.com", "Lee, Ann"])],
        ),
        File::rows(
            "a quotation mark inside of a cell",
            "E-mail,Name\nann@example.com,Ann \"A\" Lee\n",
            &[(2, &["ann@example.com", "Ann \"A\" Lee"])],
        ),
        File::rows("text behind a quotation", "E-mail,Name\nann@example.com,\"Ann\" Lee\n", &[(2, ANN)]),
        File::rows(
            "space around cells",
            "E-mail , Name\n ann@example.com ,\u{a0}Ann Lee\u{a0}\n",
            &[(2, ANN)],
        ),
        File::rows(
            "what can't be seen",
            "E-mail,Name\n\u{200b}ann@example.com\u{feff},\u{200f}Ann Lee\n",
            &[(2, ANN)],
        ),
        File::rows(
            "marks against formulas",
            "E-mail,Name\nann@example.com,'=1+1\nbob@example.com,'-x\n",
            &[(2, &["ann@example.com", "=1+1"]), (3, &["bob@example.com", "-x"])],
        ),
        File::rows(
            "apostrophes that are meant",
            "E-mail,Name\nann@example.com,'t Hooft\n",
            &[(2, &["ann@example.com", "'t Hooft"])],
        ),
        File::rows("tabs by the file's name", "ann@example.com\tAnn Lee\n", &[(1, ANN)]).named("people.TSV"),
        File::rows("an old end of the file", "E-mail,Name\nann@example.com,Ann Lee\n\u{1a}", &[(2, ANN)]),
        File::rows("no file name fits", "E-mail,Name\nann@example.com,Ann Lee\n", &[(2, ANN)])
            .named("people.xlsx"),
        File::rows(
            "one column of a table",
            "License ID\nABC1234567\nXYZ7654321\n",
            &[(2, &["ABC1234567"]), (3, &["XYZ7654321"])],
        ),
        File::rows("nothing that is known", "a;b\nc;d\n", &[(1, &["a", "b"]), (2, &["c", "d"])]),
    ]
}

fn encodings() -> Vec<File> {
    let czech = "E-mail;Jméno;Příjmení\njan@example.com;Jiří;Dvořák\nota@example.com;Otakar;Žďárský\n";
    let japanese = "E-mail,Name\nken@example.com,田中健一\nyui@example.com,佐藤結衣さん\n";
    let wide: Vec<u8> =
        "E-mail,Name\nann@example.com,Ann Lee\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let cut = "E-mail,Name\nann@example.com,Ann Lée\nbob@example.com,Zo\u{eb}".as_bytes();
    vec![
        File::rows(
            "windows-1250",
            WINDOWS_1250.encode(czech).0,
            &[(2, &["jan@example.com", "Jiří", "Dvořák"]), (3, &["ota@example.com", "Otakar", "Žďárský"])],
        ),
        File::rows(
            "Shift_JIS",
            SHIFT_JIS.encode(japanese).0,
            &[(2, &["ken@example.com", "田中健一"]), (3, &["yui@example.com", "佐藤結衣さん"])],
        ),
        File::rows("UTF-16BE without a mark", wide.clone(), &[(2, ANN)]),
        File::rows(
            "UTF-16BE cut in a letter",
            &wide[..wide.len() - 3],
            &[(2, &["ann@example.com", "Ann Le\u{fffd}"])],
        ),
        File::rows(
            "UTF-8 cut in a letter",
            &cut[..cut.len() - 1],
            &[(2, &["ann@example.com", "Ann Lée"]), (3, &["bob@example.com", "Zo\u{fffd}"])],
        ),
    ]
}

fn sizes() -> Vec<File> {
    let many = |count: usize| {
        let lines = (0..count).map(|at| format!("person{at}@example.com;Ann;Lee\r\n"));
        std::iter::once("E-mail;First name;Last name\r\n".to_owned()).chain(lines).collect::<String>()
    };
    let wide = vec!["a"; MAX_COLUMNS].join(";");
    let long = "x".repeat(1 << 20);
    vec![
        File::holds("50,000 lines", many(50_000), |table| {
            assert_eq!(table.rows().len(), 50_000);
            let last = &table.rows()[49_999];
            assert_eq!((last.line, last.cell(0)), (50_001, "person49999@example.com"));
        }),
        File::holds("as many rows as are read", "ann@example.com\n".repeat(MAX_ROWS), |table| {
            assert_eq!(table.rows().len(), MAX_ROWS);
        }),
        File::holds("a million blank lines", "\n".repeat(1_000_000) + "E-mail\nann@example.com", |table| {
            assert_eq!(table.rows()[0].line, 1_000_002);
        }),
        File::holds("as many columns as are read", wide.clone() + "\n" + &wide, |table| {
            assert_eq!(table.columns(), MAX_COLUMNS);
        }),
        File::holds("one long line", long.clone(), |table| {
            assert_eq!(table.rows()[0].cell(0).len(), 1 << 20);
            assert!(matches!(table.source(), Source::Separated { separator: None, .. }));
        }),
        File::holds("one long cell", format!("E-mail,Note\nann@example.com,\"{long}\"\n"), |table| {
            assert_eq!(table.rows()[0].cell(1).len(), 1 << 20);
        }),
    ]
}
