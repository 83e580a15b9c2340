//! From rows of texts to what is wanted of whom.

use std::collections::{
    HashMap,
    hash_map::Entry::{Occupied, Vacant},
};

use domain::{ContactProblem, Email, LicenseId, PersonName, fold, person_key};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{
    Column, Mapping, MappingProblem, Row, Table,
    address::{self, Address},
    names::{names_from_address, split_full_name},
};

/// How much of a bad line is shown.
const SHOWN: usize = 120;
/// The longest license id that is taken for one. The vendor's have ten letters.
const LONGEST_LICENSE: usize = 40;

/// What the list is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Want {
    /// Give these people a license.
    Assign,
    /// Take licenses from these people, or take these licenses.
    Revoke,
    /// Move these licenses, or those of these people, to another team.
    Transfer,
    /// These people are to hold these products, whatever they hold now.
    MakeItSo,
}

impl Want {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Assign, Self::Revoke, Self::Transfer, Self::MakeItSo];

    /// The columns of which one has to be known.
    pub(crate) fn keys(self) -> &'static [Column] {
        match self {
            Self::Assign | Self::MakeItSo => &[Column::Email],
            Self::Revoke => &[Column::Email, Column::License],
            Self::Transfer => &[Column::License, Column::Email],
        }
    }

    /// Whether it may end in an assignment, for which the vendor needs names.
    fn names_people(self) -> bool {
        matches!(self, Self::Assign | Self::MakeItSo)
    }
}

/// Where a person's names come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameSource {
    /// The line says them.
    Given,
    /// Made of the address, because the line does not say them: to be shown before they are sent.
    Address,
    /// Nobody says them, and what is wanted does not need them in every case.
    Nobody,
}

/// A person in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The key.
    pub email: Email,
    /// First name.
    pub first_name: Option<PersonName>,
    /// Last name.
    pub last_name: Option<PersonName>,
    /// Where the names come from.
    pub names: NameSource,
}

/// What a line says. At least one of person and license is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The person.
    pub person: Option<Person>,
    /// The license.
    pub license: Option<LicenseId>,
    /// The product's code or name, as it is written; `None` where the line does not say.
    pub product: Option<String>,
    /// The team's number or name, as it is written; `None` where the line does not say.
    pub team: Option<String>,
}

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "code")]
pub enum LineProblem {
    /// There is something in the line, but nothing in any of the columns that count.
    Nothing,
    /// No e-mail address.
    EmailMissing,
    /// Not an e-mail address.
    EmailMalformed,
    /// No license id.
    LicenseMissing,
    /// Not a license id.
    LicenseMalformed,
    /// First or last name is missing, and the address does not tell.
    NameMissing,
    /// The vendor refuses digits in names.
    NameHasDigits,
    /// There is a column of products, and in this line neither a product nor a license.
    ProductMissing,
    /// The same was said before.
    Duplicate {
        /// In this line.
        of: u32,
    },
}

/// What is wrong, and with what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BadLine {
    /// What is wrong.
    pub problem: LineProblem,
    /// The text that is wrong, or the beginning of the line.
    pub text: String,
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number in the file, counted from 1, headings included.
    pub number: u32,
    /// What it says, or what is wrong with it.
    pub entry: Result<Entry, BadLine>,
    /// The address in a line with which something is wrong: whoever that is, the list names them.
    pub named: Option<Email>,
}

/// Every row of the table as what is wanted, in the order of the file.
pub fn lines(table: &Table, mapping: &Mapping, want: Want) -> Result<Vec<Line>, MappingProblem> {
    mapping.check(table, want)?;
    let mut seen: HashMap<String, u32> = HashMap::new();
    let line = |row: &Row| {
        let cells = Cells { row, mapping, want };
        let entry = cells.entry().and_then(|entry| match seen.entry(key(&entry)) {
            Occupied(before) => Err(bad(LineProblem::Duplicate { of: *before.get() }, &cells.beginning())),
            Vacant(place) => {
                place.insert(row.line);
                Ok(entry)
            }
        });
        let named = if entry.is_err() { cells.email() } else { None };
        Line { number: row.line, entry, named }
    };
    Ok(table.rows().iter().map(line).collect())
}

/// Two entries with the same key say the same.
fn key(entry: &Entry) -> String {
    let person = entry.person.as_ref().map(|person| person_key(person.email.as_str()));
    let license = entry.license.as_ref().map(|license| license.0.to_uppercase());
    let texts = [&entry.product, &entry.team].map(|text| text.as_deref().map(fold));
    [person, license]
        .into_iter()
        .chain(texts)
        .map(Option::unwrap_or_default)
        .collect::<Vec<_>>()
        .join("\u{1f}")
}

fn bad(problem: LineProblem, text: &str) -> BadLine {
    BadLine { problem, text: text.chars().take(SHOWN).collect() }
}

/// A row as the mapping sees it.
struct Cells<'a> {
    row: &'a Row,
    mapping: &'a Mapping,
    want: Want,
}

impl Cells<'_> {
    fn entry(&self) -> Result<Entry, BadLine> {
        if Column::ALL.iter().all(|column| self.text(*column).is_empty()) {
            return Err(bad(LineProblem::Nothing, &self.beginning()));
        }
        let license = self.license()?;
        let person = match (self.text(Column::Email), &license) {
            ("", Some(_)) if !self.want.names_people() => None,
            ("", None) if self.mapping.email.is_none() => return Err(self.lacks(LineProblem::LicenseMissing)),
            ("", _) => return Err(self.lacks(LineProblem::EmailMissing)),
            (text, _) => Some(self.person(text)?),
        };
        let product = self.some(Column::Product);
        // Nothing would mean everything that the person holds, which nobody wants of a gap in the list.
        if license.is_none() && self.mapping.product.is_some() && product.is_none() {
            return Err(self.lacks(LineProblem::ProductMissing));
        }
        Ok(Entry { person, license, product, team: self.some(Column::Team) })
    }

    fn license(&self) -> Result<Option<LicenseId>, BadLine> {
        let text = self.text(Column::License);
        let is_id = text.len() <= LONGEST_LICENSE
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        match text {
            "" => Ok(None),
            id if is_id => Ok(Some(LicenseId(id.to_owned()))),
            other => Err(bad(LineProblem::LicenseMalformed, other)),
        }
    }

    fn email(&self) -> Option<Email> {
        Email::parse(address::split(self.text(Column::Email)).email).ok()
    }

    fn person(&self, text: &str) -> Result<Person, BadLine> {
        let Address { email, name } = address::split(text);
        let email = Email::parse(email).map_err(|problem| {
            let problem = match problem {
                ContactProblem::Empty => LineProblem::EmailMissing,
                ContactProblem::Malformed | ContactProblem::HasDigits => LineProblem::EmailMalformed,
            };
            bad(problem, text)
        })?;
        if self.want.names_people() { self.named(email, name) } else { Ok(nameless(email)) }
    }

    /// Names from their own columns, else from the full name, else from what stands beside the address, else from the
    /// address itself.
    fn named(&self, email: Email, beside: &str) -> Result<Person, BadLine> {
        let (mut first, mut last) =
            (spaced(self.text(Column::FirstName)), spaced(self.text(Column::LastName)));
        for full in [self.text(Column::FullName), beside] {
            if first.is_empty() && last.is_empty() {
                (first, last) = split_full_name(full);
            }
        }
        if first.is_empty() && last.is_empty() {
            return match names_from_address(&email) {
                Some((first, last)) => Ok(Person {
                    email,
                    first_name: Some(first),
                    last_name: Some(last),
                    names: NameSource::Address,
                }),
                // Whoever holds it already needs no name.
                None if self.want == Want::MakeItSo => Ok(nameless(email)),
                None => Err(self.lacks(LineProblem::NameMissing)),
            };
        }
        let name = |text: &str| PersonName::parse(text).map_err(|problem| self.bad_name(problem, text));
        let (first_name, last_name) = (Some(name(&first)?), Some(name(&last)?));
        Ok(Person { email, first_name, last_name, names: NameSource::Given })
    }

    fn bad_name(&self, problem: ContactProblem, text: &str) -> BadLine {
        match problem {
            ContactProblem::HasDigits => bad(LineProblem::NameHasDigits, text),
            ContactProblem::Empty | ContactProblem::Malformed => self.lacks(LineProblem::NameMissing),
        }
    }

    fn lacks(&self, problem: LineProblem) -> BadLine {
        bad(problem, &self.beginning())
    }

    fn some(&self, column: Column) -> Option<String> {
        Some(self.text(column)).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    fn text(&self, column: Column) -> &str {
        self.mapping.get(column).map_or("", |at| self.row.cell(at as usize))
    }

    /// Enough of the line to know it again.
    fn beginning(&self) -> String {
        let cells = self.row.cells.iter().filter(|cell| !cell.is_empty()).take(8);
        cells.map(|cell| cell.chars().take(SHOWN).collect()).collect::<Vec<String>>().join(" \u{b7} ")
    }
}

fn nameless(email: Email) -> Person {
    Person { email, first_name: None, last_name: None, names: NameSource::Nobody }
}

fn spaced(text: &str) -> String {
    // Nearly all are one word, or words with one space between them.
    if text.split(' ').all(|word| !word.is_empty() && !word.contains(char::is_whitespace)) {
        return text.to_owned();
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
