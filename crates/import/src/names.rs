//! First and last names.

use domain::{Email, PersonName};

/// Small words that belong to the last name when they are written small.
const PARTICLES: [&str; 29] = [
    "af", "al", "av", "bin", "da", "das", "de", "degli", "dei", "del", "della", "den", "der", "di", "do",
    "dos", "du", "el", "het", "la", "le", "los", "ten", "ter", "van", "vom", "von", "y", "zu",
];

/// First and last name of a full one: what is after the comma and what is before it, or else all words but the last and
/// the last, with the small words before it (`van der Berg`). One of them is empty where there is only one word.
pub fn split_full_name(full: &str) -> (String, String) {
    if let Some((last, first)) = full.split_once(',') {
        return (spaced(first.split_whitespace()), spaced(last.split_whitespace()));
    }
    let words: Vec<&str> = full.split_whitespace().collect();
    let Some((mut at, _)) = words.iter().enumerate().next_back() else {
        return Default::default();
    };
    while at > 1 && PARTICLES.contains(&words[at - 1]) {
        at -= 1;
    }
    if at == 0 {
        return (words[0].to_owned(), String::new());
    }
    (spaced(words[..at].iter().copied()), spaced(words[at..].iter().copied()))
}

/// First and last name, as far as an address tells them: `ann.lee@example.com` does, `alee@example.com` does not.
pub fn names_from_address(email: &Email) -> Option<(PersonName, PersonName)> {
    let (local, _) = email.as_str().rsplit_once('@')?;
    let local = local.split('+').next().unwrap_or(local);
    let words: Vec<&str> = local.split(['.', '_']).collect();
    let [first, .., last] = words.as_slice() else {
        return None;
    };
    let is_name =
        |word: &&str| word.chars().count() > 1 && word.chars().all(|c| c.is_alphabetic() || c == '-');
    if words.len() > 2 || !is_name(first) || !is_name(last) {
        return None;
    }
    Some((PersonName::parse(&capitalized(first)).ok()?, PersonName::parse(&capitalized(last)).ok()?))
}

fn spaced<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join(" ")
}

fn capitalized(word: &str) -> String {
    let parts = word.split('-').map(|part| {
        let mut letters = part.chars();
        letters.next().map_or_else(String::new, |first| {
            first.to_uppercase().chain(letters.flat_map(char::to_lowercase)).collect()
        })
    });
    parts.collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_names_are_split_where_the_last_name_begins() {
        for (full, first, last) in [
            ("Ann Lee", "Ann", "Lee"),
            ("Lee, Ann", "Ann", "Lee"),
            ("  Ann   Marie  Lee ", "Ann Marie", "Lee"),
            ("Jan van der Berg", "Jan", "van der Berg"),
            ("van der Berg, Jan", "Jan", "van der Berg"),
            ("van Berg", "van", "Berg"),
            ("Ann", "Ann", ""),
            ("Lee,", "", "Lee"),
            ("", "", ""),
        ] {
            assert_eq!(split_full_name(full), (first.to_owned(), last.to_owned()), "{full}");
        }
    }

    #[test]
    fn an_address_tells_a_name_only_if_it_plainly_does() {
        let check = |address: &str, expected: Option<(&str, &str)>| {
            let names = names_from_address(&Email::parse(address).unwrap());
            let names = names.as_ref().map(|(first, last)| (first.as_str(), last.as_str()));
            assert_eq!(names, expected, "{address}");
        };
        check("ann.lee@example.com", Some(("Ann", "Lee")));
        check("ANN_LEE-MAY+list@example.com", Some(("Ann", "Lee-May")));
        check("alee@example.com", None);
        check("a.lee@example.com", None);
        check("ann.lee2@example.com", None);
        check("it.help.desk@example.com", None);
    }
}
