//! The same three people in every way to write text down.

use encoding_rs::WINDOWS_1252;
use import::{Mapping, Source, Table, Want, lines};

use super::File;

const PEOPLE: [[&str; 3]; 3] = [
    ["ann.lee@example.com", "Ann", "Lee"],
    ["jose@example.com", "José", "Müller"],
    ["eva@example.com", "Éva", "Groß"],
];

/// E-mail, first and last name in each language, and none at all.
const HEADINGS: [Option<[&str; 3]>; 8] = [
    None,
    Some(["E-mail", "First name", "Last name"]),
    Some(["E-Mail-Adresse", "Vorname", "Name"]),
    Some(["Courriel", "Prénom", "Nom"]),
    Some(["Correo electrónico", "Nombre", "Apellidos"]),
    Some(["E-mail", "Jméno", "PRIJMENI"]),
    Some(["E-MAILADRES", "Voornaam", "Achternaam"]),
    Some(["Adres e-mail", "Imie", "Nazwisko"]),
];

const ENCODINGS: [&str; 6] =
    ["UTF-8", "UTF-8 with mark", "UTF-16LE with mark", "UTF-16BE with mark", "UTF-16LE", "windows-1252"];

pub fn files() -> Vec<File> {
    let mut files = Vec::new();
    for encoding in ENCODINGS {
        for separator in [',', ';', '\t', '|'] {
            for end in ["\n", "\r\n", "\r"] {
                for quoted in [false, true] {
                    let headings = HEADINGS[files.len() % HEADINGS.len()];
                    files.push(file(encoding, separator, end, quoted, headings));
                }
            }
        }
    }
    files
}

fn file(
    encoding: &'static str,
    separator: char,
    end: &str,
    quoted: bool,
    headings: Option<[&'static str; 3]>,
) -> File {
    let language = headings.map_or("no headings", |headings| headings[1]);
    let what = format!("{encoding}, {separator:?}, {end:?}, quoted: {quoted}, {language}");
    let text = written(separator, end, quoted, headings);
    File::holds(what.clone(), encoded(encoding, &text), move |table| {
        holds(table, &what, encoding, separator, quoted, headings.is_some());
    })
}

/// With quotation marks comes a column of notes, in which there is everything that a cell can have.
fn written(separator: char, end: &str, quoted: bool, headings: Option<[&str; 3]>) -> String {
    let noted = quoted && headings.is_some();
    let mut rows: Vec<Vec<String>> = headings.iter().map(|row| row.map(str::to_owned).to_vec()).collect();
    rows.extend(PEOPLE.map(|row| row.map(str::to_owned).to_vec()));
    if noted {
        for (at, row) in rows.iter_mut().enumerate() {
            let note = format!("said \"\"{at}\"\"{separator} and{end}left");
            row.push(if at == 0 { "Remark".to_owned() } else { note });
        }
    }
    let line = |row: &Vec<String>| {
        let cells = row.iter().map(|cell| if quoted { format!("\"{cell}\"") } else { cell.clone() });
        cells.collect::<Vec<_>>().join(&separator.to_string())
    };
    rows.iter().map(|row| line(row) + end).collect()
}

fn encoded(encoding: &str, text: &str) -> Vec<u8> {
    let mark = |bytes: &[u8], rest: Vec<u8>| [bytes, &rest].concat();
    let little = || text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    match encoding {
        "UTF-8" => text.as_bytes().to_vec(),
        "UTF-8 with mark" => mark(b"\xef\xbb\xbf", text.as_bytes().to_vec()),
        "UTF-16LE with mark" => mark(b"\xff\xfe", little()),
        "UTF-16LE" => little(),
        "UTF-16BE with mark" => mark(b"\xfe\xff", text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        _ => {
            let (bytes, _, lost) = WINDOWS_1252.encode(text);
            assert!(!lost, "{text}");
            bytes.into_owned()
        }
    }
}

fn holds(table: &Table, what: &str, encoding: &str, separator: char, quoted: bool, headed: bool) {
    let expected = Source::Separated {
        separator: Some(separator),
        encoding: encoding.split(' ').next().unwrap().to_owned(),
    };
    assert_eq!(table.source(), &expected, "{what}");
    let mapping = Mapping::guess(table);
    let found: Vec<(u32, [String; 3])> = lines(table, &mapping, Want::Assign)
        .unwrap()
        .into_iter()
        .map(|line| {
            let person = line.entry.unwrap().person.unwrap();
            let name = |name: Option<domain::PersonName>| name.unwrap().as_str().to_owned();
            (line.number, [person.email.as_str().to_owned(), name(person.first_name), name(person.last_name)])
        })
        .collect();
    // A note goes over two lines.
    let step = if quoted && headed { 2 } else { 1 };
    let first = if headed { 2 } else { 1 };
    let expected: Vec<(u32, [String; 3])> =
        (first..).step_by(step).zip(PEOPLE.map(|person| person.map(str::to_owned))).collect();
    assert_eq!(found, expected, "{what}");
    if quoted && headed {
        assert_eq!(table.rows()[0].cell(3), format!("said \"1\"{separator} and\nleft"), "{what}");
    }
}
