//! Texts made alike for searching.

use unicode_normalization::{UnicodeNormalization, char::canonical_combining_class};

/// Marks below this class are letters of their script rather than accents: nuktas, viramas, the voicing of kana.
const FIRST_CLASS_OF_ACCENTS: u8 = 10;

/// Lower case without accents, so that `dvorak` finds `Dvořák`. Letters that only look like accented ones keep their own
/// identity except for the few that people type without thinking (`ł`, `ø`, `ß`).
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for letter in text.nfkd().filter(|letter| canonical_combining_class(*letter) < FIRST_CLASS_OF_ACCENTS) {
        for lower in letter.to_lowercase() {
            match lower {
                'ł' => folded.push('l'),
                'ø' => folded.push('o'),
                'đ' => folded.push('d'),
                'ı' => folded.push('i'),
                'ς' => folded.push('σ'),
                'ß' => folded.push_str("ss"),
                'æ' => folded.push_str("ae"),
                'œ' => folded.push_str("oe"),
                // What lower case made an accent of, as of the Turkish capital.
                other if canonical_combining_class(other) >= FIRST_CLASS_OF_ACCENTS => {}
                other => folded.push(other),
            }
        }
    }
    folded
}

/// The words of a search, folded: all of them must be found.
pub fn search_words(search: &str) -> Vec<String> {
    fold(search).split_whitespace().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_accents_do_not_matter() {
        for (text, expected) in [
            ("Łukasz Øster Straße Æon", "lukasz oster strasse aeon"),
            ("Ａｎｎａ", "anna"),
            ("İSTANBUL ısı", "istanbul isi"),
            ("Οδυσσεύς", "οδυσσευσ"),
            ("Йозеф", "иозеф"),
            ("שָׁלוֹם", "שלום"),
        ] {
            assert_eq!(fold(text), expected, "{text}");
        }
        assert_eq!(fold("Dvořák"), fold("DVORAK"));
    }

    #[test]
    fn letters_of_other_scripts_stay_apart() {
        for (one, other) in [("が", "か"), ("한", "하나"), ("कि", "क"), ("田中", "田")] {
            assert_ne!(fold(one), fold(other));
        }
        assert!(
            fold("한국").contains(&fold("하")),
            "a syllable that is being typed finds what begins with it"
        );
    }

    #[test]
    fn words_are_split_at_any_space() {
        assert_eq!(search_words("  Ann\u{3000}LEE\t"), ["ann", "lee"]);
    }
}
