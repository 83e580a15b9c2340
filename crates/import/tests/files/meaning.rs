//! Which column is what, and what each line says.

use import::{
    Column, Entry, Format, Line, LineProblem, Mapping, MappingProblem, NameSource, Source, Table, Want,
    lines, read, read_sheet, read_text, template,
};

use crate::support::{code, rows};

fn table(text: &str) -> Table {
    read_text(text).unwrap()
}

/// The columns that were found, by their numbers.
fn mapped(text: &str) -> Vec<(Column, u32)> {
    let mapping = Mapping::guess(&table(text));
    Column::ALL.into_iter().filter_map(|column| Some((column, mapping.get(column)?))).collect()
}

fn guessed(text: &str, want: Want) -> Vec<Line> {
    let table = table(text);
    lines(&table, &Mapping::guess(&table), want).unwrap()
}

fn problems(text: &str, want: Want) -> Vec<(u32, LineProblem, String)> {
    let bad = |line: Line| line.entry.err().map(|bad| (line.number, bad.problem, bad.text));
    guessed(text, want).into_iter().filter_map(bad).collect()
}

/// An entry in short.
fn short(entry: &Entry) -> String {
    let name = |name: &Option<domain::PersonName>| name.as_ref().map_or("-", |name| name.as_str()).to_owned();
    let person = entry.person.as_ref().map(|person| {
        format!("{}/{}/{}", person.email.as_str(), name(&person.first_name), name(&person.last_name))
    });
    let license = entry.license.as_ref().map(|license| license.0.clone());
    let parts = [person, license, entry.product.clone(), entry.team.clone()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn entries(text: &str, want: Want) -> Vec<String> {
    guessed(text, want).iter().map(|line| short(line.entry.as_ref().unwrap())).collect()
}

#[test]
fn columns_are_found_by_their_headings() {
    use Column::{Email, FirstName, FullName, LastName, License, Product, Team};
    for (text, expected) in [
        (
            "Team;License ID;Vorname;Name;E-Mail;Produkt",
            vec![(Email, 4), (FirstName, 2), (LastName, 3), (Product, 5), (Team, 0), (License, 1)],
        ),
        ("Name;E-mail", vec![(Email, 1), (FullName, 0)]),
        ("Nombre;Apellidos;Correo", vec![(Email, 2), (FirstName, 0), (LastName, 1)]),
        ("Imię i nazwisko;Zespół;Adres e-mail", vec![(Email, 2), (FullName, 0), (Team, 1)]),
        ("Full name;First name;Last name;Email", vec![(Email, 3), (FirstName, 1), (LastName, 2)]),
        ("Product name;Product code;Team;Team ID;Email", vec![(Email, 4), (Product, 1), (Team, 3)]),
        ("Remark;Assignee;Color", vec![(Email, 1)]),
    ] {
        assert_eq!(mapped(text), expected, "{text}");
    }
}

#[test]
fn columns_without_headings_are_found_by_what_is_in_them() {
    use Column::{Email, FirstName, FullName, LastName, License};
    for (text, expected) in [
        ("x1;ann@example.com\nx2;bob@example.com", vec![(Email, 1)]),
        ("Ann;Lee;ann@example.com\nBob;May;bob@example.com", vec![(Email, 2), (FirstName, 0), (LastName, 1)]),
        ("ann@example.com;Ann Lee\nbob@example.com;Bob May", vec![(Email, 0), (FullName, 1)]),
        ("Ann;Lee;Blue;ann@example.com\nBob;May;Red;bob@example.com", vec![(Email, 3)]),
        ("ABC1234567;ann@example.com;1\nXYZ7654321;;2", vec![(Email, 1), (License, 0)]),
        ("Ann Lee <ann@example.com>, Bob May <bob@example.com>", vec![(Email, 0), (FullName, 1)]),
        ("ann@example.com\nbob@example.com", vec![(Email, 0)]),
        ("Person in charge;ID\nann@example.com;ABC1234567", vec![(Email, 0), (License, 1)]),
    ] {
        assert_eq!(mapped(text), expected, "{text}");
    }
}

#[test]
fn a_mapping_that_does_not_fit_is_refused() {
    let table = table("E-mail;Name\nann@example.com;Ann Lee");
    let check = |mapping: Mapping, want, expected: Result<(), MappingProblem>| {
        assert_eq!(mapping.check(&table, want), expected, "{mapping:?}");
        assert_eq!(lines(&table, &mapping, want).map(drop), expected, "{mapping:?}");
    };
    let guess = Mapping::guess(&table);
    check(guess, Want::Assign, Ok(()));
    check(
        Mapping { team: Some(2), ..guess },
        Want::Assign,
        Err(MappingProblem::OutOfRange { column: Column::Team }),
    );
    check(
        Mapping { team: Some(1), ..guess },
        Want::Assign,
        Err(MappingProblem::Twice { first: Column::FullName, second: Column::Team }),
    );
    let no_email = Mapping { email: None, ..guess };
    check(no_email, Want::Assign, Err(MappingProblem::Missing { needed: vec![Column::Email] }));
    let either = vec![Column::Email, Column::License];
    check(no_email, Want::Revoke, Err(MappingProblem::Missing { needed: either }));
}

#[test]
fn a_mapping_is_remembered_by_the_headings_in_their_order() {
    let key = |text: &str| table(text).heading_key();
    assert_eq!(key("E-Mail;Vorname\na@example.com;A"), key("e-mail,VORNAME\nb@example.com,B"));
    assert_ne!(key("E-Mail;Vorname\na@example.com;A"), key("Vorname;E-Mail\nA;a@example.com"));
    assert_eq!(key("a@example.com"), None);
    let mapping = Mapping { email: Some(3), ..Mapping::default() };
    let json = serde_json::to_string(&mapping).unwrap();
    assert!(json.contains("\"firstName\":null"), "{json}");
    assert_eq!(serde_json::from_str::<Mapping>(&json).unwrap(), mapping);
    assert_eq!(serde_json::from_str::<Mapping>("{\"email\":3}").unwrap(), mapping);
}

#[test]
fn a_line_says_who_is_to_get_what() {
    let text = "E-mail;First name;Last name;Product;Team\n\
                ann@example.com;Ann;Lee;II;7\n\
                mailto:bob@example.com; Bob  J. ;van  Berg;IntelliJ IDEA;Blue\n";
    let expected = ["ann@example.com/Ann/Lee II 7", "bob@example.com/Bob J./van Berg IntelliJ IDEA Blue"];
    assert_eq!(entries(text, Want::Assign), expected);
    assert_eq!(entries(text, Want::MakeItSo), expected);
    assert_eq!(entries(text, Want::Revoke)[0], "ann@example.com/-/- II 7", "names do not matter");
}

#[test]
fn names_come_from_wherever_they_are() {
    for (text, expected, names) in [
        ("E-mail;Name\na@example.com;Ann Lee", "a@example.com/Ann/Lee", NameSource::Given),
        ("E-mail;Name\na@example.com;Lee, Ann", "a@example.com/Ann/Lee", NameSource::Given),
        ("Ann Lee <a@example.com>", "a@example.com/Ann/Lee", NameSource::Given),
        ("E-mail;Team\n\"Lee, Ann\" <a@example.com>;1", "a@example.com/Ann/Lee 1", NameSource::Given),
        ("ann.lee@example.com", "ann.lee@example.com/Ann/Lee", NameSource::Address),
    ] {
        let lines = guessed(text, Want::Assign);
        let entry = lines[0].entry.as_ref().unwrap();
        assert_eq!(
            (short(entry).as_str(), entry.person.as_ref().unwrap().names),
            (expected, names),
            "{text}"
        );
    }
    let holder = guessed("alee@example.com", Want::MakeItSo);
    let person = holder[0].entry.as_ref().unwrap().person.as_ref().unwrap();
    assert_eq!(
        (person.names, &person.first_name),
        (NameSource::Nobody, &None),
        "whoever holds it needs no name"
    );
}

#[test]
fn licenses_can_be_named_instead_of_people() {
    let text = "License ID;Team\nABC1234567;Blue\nxyz-1;7";
    assert_eq!(entries(text, Want::Transfer), ["ABC1234567 Blue", "xyz-1 7"]);
    assert_eq!(entries("ABC1234567\nXYZ7654321", Want::Revoke), ["ABC1234567", "XYZ7654321"]);
    let both = "License ID;E-mail\nABC1234567;\n;ann@example.com";
    assert_eq!(entries(both, Want::Revoke), ["ABC1234567", "ann@example.com/-/-"]);
}

#[test]
fn every_bad_line_is_reported_with_its_number_and_reason() {
    let text = "E-mail;First name;Last name;Product;License;Remark\n\
                ann@example.com;Ann;Lee;II;;\n\
                ;Bob;May;II;;\n\
                cid@example;Cid;Day;II;;\n\
                \n\
                dan@example.com;;Ray;II;;\n\
                eve@example.com;R2;D2;II;;\n\
                fay@example.com;Fay;Gee;;;\n\
                gus@example.com;Gus;Fox;II;a b;\n\
                ;;;;;see above\n\
                ANN@EXAMPLE.COM;Anna;Lee;ii;;\n\
                ann@example.com;Ann;Lee;WS;;\n";
    let expected = [
        (3, LineProblem::EmailMissing, "Bob · May · II"),
        (4, LineProblem::EmailMalformed, "cid@example"),
        (6, LineProblem::NameMissing, "dan@example.com · Ray · II"),
        (7, LineProblem::NameHasDigits, "R2"),
        (8, LineProblem::ProductMissing, "fay@example.com · Fay · Gee"),
        (9, LineProblem::LicenseMalformed, "a b"),
        (10, LineProblem::Nothing, "see above"),
        (11, LineProblem::Duplicate { of: 2 }, "ANN@EXAMPLE.COM · Anna · Lee · ii"),
    ];
    let expected: Vec<_> = expected.map(|(line, problem, text)| (line, problem, text.to_owned())).into();
    assert_eq!(problems(text, Want::Assign), expected);
    let good: Vec<u32> = guessed(text, Want::Assign)
        .iter()
        .filter(|line| line.entry.is_ok())
        .map(|line| line.number)
        .collect();
    assert_eq!(good, [2, 12], "good lines can go on without the bad ones");
    assert_eq!(
        problems("License ID;Team\n;Blue", Want::Transfer),
        [(2, LineProblem::LicenseMissing, "Blue".to_owned())]
    );
    assert_eq!(
        problems("ann@example.com, ann@example.com", Want::Revoke),
        [(1, LineProblem::Duplicate { of: 1 }, "ann@example.com".to_owned())],
        "also in one line"
    );
}

#[test]
fn a_bad_line_still_says_whom_the_list_names() {
    let text = "E-mail;First name;Last name;Product\n\
                ann@example.com;Ann;Lee;II\n\
                Bo May <bo@example.com>;R2;D2;II\n\
                cid@example.com;Cid;Ray;\n\
                dan at example.com;Dan;Fox;II\n";
    let named = |line: &Line| line.named.as_ref().map(|email| email.as_str().to_owned());
    let all: Vec<_> = guessed(text, Want::MakeItSo).iter().map(named).collect();
    assert_eq!(all, [None, Some("bo@example.com".into()), Some("cid@example.com".into()), None]);
}

#[test]
fn a_gap_in_the_column_of_products_does_not_mean_all_products() {
    let text = "E-mail;License ID;Product\nann.lee@example.com;;\nbo.may@example.com;ABC1234567;\ncid.ray@example.com;;II";
    for want in Want::ALL {
        let missing = (2, LineProblem::ProductMissing, "ann.lee@example.com".to_owned());
        assert_eq!(problems(text, want), [missing], "{want:?}: a license tells the product");
    }
    assert_eq!(problems("E-mail;License ID\nann@example.com;", Want::Revoke), [], "there is no such column");
}

#[test]
fn a_bad_line_that_is_long_is_shown_by_its_beginning() {
    let text = format!("E-mail;Name\n{}@;Ann Lee", "é".repeat(5_000));
    assert_eq!(problems(&text, Want::Revoke)[0].2, "é".repeat(120));
}

#[test]
fn another_sheet_can_be_chosen() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    for name in ["One", "Two"] {
        workbook.add_worksheet().set_name(name).unwrap().write(0, 0, format!("{name}@example.com")).unwrap();
    }
    let bytes = workbook.save_to_buffer().unwrap();
    assert_eq!(rows(&read(&bytes, None).unwrap()), [(1, vec!["One@example.com"])]);
    let two = read_sheet(&bytes, None, "Two").unwrap();
    assert_eq!(rows(&two), [(1, vec!["Two@example.com"])]);
    assert!(matches!(two.source(), Source::Sheet { name, sheets } if name == "Two" && sheets.len() == 2));
    assert_eq!(code(&read_sheet(&bytes, None, "Three").unwrap_err()), "noSuchSheet");
    assert_eq!(code(&read_sheet(b"a,b", None, "One").unwrap_err()), "noSuchSheet");
}

#[test]
fn a_preview_shows_headings_first_rows_and_how_many_there_are() {
    let preview = table("E-mail;Name\na@example.com\nb@example.com;B\nc@example.com;C").preview(2);
    assert_eq!(preview.headings, Some(vec!["E-mail".to_owned(), "Name".to_owned()]));
    assert_eq!((preview.columns, preview.total), (2, 3));
    let cells: Vec<_> = preview.rows.iter().map(|row| (row.line, row.cells.join("|"))).collect();
    assert_eq!(cells, [(2, "a@example.com|".to_owned()), (3, "b@example.com|B".to_owned())]);
}

#[test]
fn templates_are_understood_when_they_are_filled_in() {
    for want in Want::ALL {
        for format in [Format::Csv, Format::Xlsx] {
            let bytes = template(want, format).unwrap();
            let table = read(&bytes, None).unwrap();
            assert!(table.rows().is_empty(), "an example would be carried out");
            let mapping = Mapping::guess(&table);
            assert_eq!(mapping.check(&table, want), Ok(()), "{want:?}");
            let known = Column::ALL.iter().filter(|column| mapping.get(**column).is_some()).count();
            assert_eq!(known, table.columns(), "{want:?}: every column is known");
            assert!(bytes.len() < 10_000, "{want:?}: {} bytes", bytes.len());
        }
    }
}
