//! The order of names in a language.

use std::{fmt, sync::Arc};

use icu_collator::{Collator, CollatorBorrowed, options::CollatorOptions};
use icu_locale_core::Locale;

/// Compares names as a reader of a language expects: `Åberg` before `Bergen` in English, after `Zetterlund` in Swedish.
#[derive(Clone)]
pub struct Collation(Arc<CollatorBorrowed<'static>>);

impl Collation {
    /// The order of a language, such as `sv-SE`; that of all languages together where it is unknown.
    ///
    /// # Panics
    /// Never: the data of all languages is part of the program.
    pub fn of(language: &str) -> Self {
        // Systems write `sv_SE.UTF-8`, too.
        let tag = language.split(['.', '@']).next().unwrap_or_default().replace('_', "-");
        let locale = Locale::try_from_str(&tag).unwrap_or(Locale::UNKNOWN);
        let made = Collator::try_new(locale.into(), CollatorOptions::default())
            .or_else(|_| Collator::try_new(Locale::UNKNOWN.into(), CollatorOptions::default()));
        Self(Arc::new(made.expect("the data of the root language is part of the program")))
    }

    /// A key that sorts byte by byte as the text sorts in the language.
    pub fn key(&self, text: &str) -> Vec<u8> {
        let mut key = Vec::with_capacity(text.len() * 2);
        let Ok(()) = self.0.write_sort_key_to(text, &mut key);
        key
    }
}

impl Default for Collation {
    fn default() -> Self {
        Self::of("und")
    }
}

impl fmt::Debug for Collation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Collation").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(language: &str, expected: &[&str]) {
        let collation = Collation::of(language);
        let mut names = expected.to_vec();
        names.sort_unstable();
        names.sort_by_key(|name| collation.key(name));
        assert_eq!(names, expected, "{language}");
    }

    #[test]
    fn names_sort_as_the_language_does() {
        check("en-US", &["Aberg", "Åberg", "adam", "Zetterlund"]);
        check("sv_SE.UTF-8", &["Aberg", "adam", "Zetterlund", "Åberg"]);
        check("de", &["Müller", "Mutter"]);
    }

    #[test]
    fn a_language_that_nobody_knows_has_the_order_of_all() {
        check("C", &["Åberg", "Bergen"]);
        check("", &["Åberg", "Bergen"]);
        check("no such thing", &["Åberg", "Bergen"]);
    }
}
