//! Addresses or license ids one after another, as they are copied from a mail or a chat.

use crate::{
    ImportError, Source, Table,
    address::{self, Address},
    column::{is_heading, is_license_id},
    decode::Decoded,
    table::Builder,
};

/// A part of the text between separators.
struct Piece<'a> {
    line: u32,
    text: &'a str,
    /// It has a line to itself.
    alone: bool,
}

/// A table of them, or `None` if it is something else. A line in between that is none of them stays a line, so that it
/// is reported instead of read as part of its neighbors.
pub(crate) fn read(decoded: &Decoded) -> Option<Result<Table, ImportError>> {
    let pieces = pieces(&decoded.text)?;
    if pieces.first().is_none_or(|piece| is_heading(piece.text)) {
        return None;
    }
    if pieces.iter().all(|piece| piece.text.split_whitespace().all(is_license_id)) {
        return Some(licenses(&pieces, decoded.encoding));
    }
    let odd = pieces.iter().filter(|piece| !piece.text.contains('@')).count();
    let apart = pieces.iter().all(|piece| piece.alone || piece.text.contains('@'));
    (apart && odd * 3 <= pieces.len()).then(|| addresses(&pieces, decoded.encoding))
}

fn addresses(pieces: &[Piece<'_>], encoding: &str) -> Result<Table, ImportError> {
    let mut builder = Builder::default();
    for piece in pieces {
        for Address { email, name } in each_address(piece.text) {
            builder.push(piece.line, [email, name].into_iter())?;
        }
    }
    builder.build(Source::Addresses { encoding: encoding.to_owned() })
}

/// Several addresses with nothing but space between them, or one with its name.
fn each_address(text: &str) -> Vec<Address<'_>> {
    let mut words = text.split_whitespace();
    if !text.contains(['<', '"']) && words.all(|word| word.contains('@')) {
        text.split_whitespace().map(address::split).collect()
    } else {
        vec![address::split(text)]
    }
}

fn licenses(pieces: &[Piece<'_>], encoding: &str) -> Result<Table, ImportError> {
    let mut builder = Builder::default();
    for piece in pieces {
        for license in piece.text.split_whitespace() {
            builder.push(piece.line, std::iter::once(license))?;
        }
    }
    builder.build(Source::Separated { separator: None, encoding: encoding.to_owned() })
}

/// Cuts at commas, semicolons and ends of lines, but not in quotation marks nor in `Lee, Ann <ann@example.com>`. `None`
/// where a quotation mark is never closed.
fn pieces(text: &str) -> Option<Vec<Piece<'_>>> {
    let mut found = Vec::new();
    for (line, text) in (1..).zip(text.split('\n')) {
        let cuts = cuts(text)?;
        let before = found.len();
        found.extend(cuts.into_iter().filter(|text| !text.trim().is_empty()).map(|text| Piece {
            line,
            text: text.trim(),
            alone: false,
        }));
        if let [only] = &mut found[before..] {
            only.alone = true;
        }
    }
    Some(found)
}

fn cuts(line: &str) -> Option<Vec<&str>> {
    let mut found = Vec::new();
    let (mut start, mut quoted) = (0, false);
    for (at, letter) in line.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            ';' | '\t' | '|' if !quoted => {
                found.push(&line[start..at]);
                start = at + 1;
            }
            // The comma of "Lee, Ann <ann@example.com>" belongs to the name: what it ends has no address, and what it
            // begins has one in angle brackets.
            ',' if !quoted && !is_turned_name(&line[start..at], &line[at + 1..]) => {
                found.push(&line[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    found.push(&line[start..]);
    (!quoted).then_some(found)
}

fn is_turned_name(before: &str, after: &str) -> bool {
    let next = after.split([',', ';', '\t', '|']).next().unwrap_or_default();
    !before.trim().is_empty()
        && !before.contains('@')
        && next.split_once('<').is_some_and(|(name, rest)| !name.contains('@') && rest.contains('@'))
}
