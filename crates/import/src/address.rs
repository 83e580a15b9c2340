//! An e-mail address, perhaps with a name beside it.

use domain::Email;

use crate::table::is_invisible;

/// An address as it was found, and the name beside it, if any.
pub(crate) struct Address<'a> {
    /// Not checked.
    pub email: &'a str,
    /// Without quotation marks.
    pub name: &'a str,
}

/// Takes `ann@example.com`, `mailto:ann@example.com`, `Ann Lee <ann@example.com>`, `"Lee, Ann" <ann@example.com>` and
/// `Ann Lee ann@example.com` apart. What is none of these is taken for an address, and will turn out not to be one.
pub(crate) fn split(text: &str) -> Address<'_> {
    let text = text.trim_matches(is_surplus);
    if let Some((before, rest)) = text.split_once('<')
        && let Some((inside, _)) = rest.split_once('>')
    {
        return Address { email: bare(inside), name: before.trim_matches(is_surplus) };
    }
    let mut words = text.split_whitespace().filter(|word| word.contains('@'));
    match (words.next(), words.next()) {
        (Some(word), None) if Email::parse(bare(word)).is_ok() => {
            let before = text.split(word).next().unwrap_or_default();
            let after = &text[before.len() + word.len()..];
            let name = if before.is_empty() { after } else { before };
            Address { email: bare(word), name: name.trim_matches(is_surplus) }
        }
        _ => Address { email: bare(text), name: "" },
    }
}

fn bare(text: &str) -> &str {
    let text = text.trim_matches(is_surplus);
    match text.get(..7) {
        Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => &text[7..],
        _ => text,
    }
}

/// What stands around an address and is no part of it.
fn is_surplus(letter: char) -> bool {
    is_invisible(letter) || matches!(letter, '"' | '\'' | '<' | '>' | '(' | ')' | ',' | ';')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_from_whatever_stands_around_it() {
        for (text, email, name) in [
            ("ann@example.com", "ann@example.com", ""),
            (" <ann@example.com>; ", "ann@example.com", ""),
            ("MAILTO:ann@example.com", "ann@example.com", ""),
            ("Ann Lee <ann@example.com>", "ann@example.com", "Ann Lee"),
            ("\"Lee, Ann\" <mailto:ann@example.com>,", "ann@example.com", "Lee, Ann"),
            ("Ann Lee ann@example.com", "ann@example.com", "Ann Lee"),
            ("ann@example.com (Ann Lee)", "ann@example.com", "Ann Lee"),
            ("Ann Lee", "Ann Lee", ""),
            ("<", "", ""),
            ("ß@ß <", "ß@ß", ""),
        ] {
            let address = split(text);
            assert_eq!((address.email, address.name), (email, name), "{text}");
        }
    }
}
