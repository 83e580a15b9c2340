//! People as the vendor accepts them in an assignment.

use serde::{Deserialize, Serialize};
use specta::Type;

/// Why a contact can't be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ContactProblem {
    /// The field is empty.
    Empty,
    /// Not an e-mail address.
    Malformed,
    /// The vendor refuses digits in names.
    HasDigits,
}

/// A well-formed e-mail address, trimmed. People are keyed on it, whatever its case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Email(String);

impl Email {
    /// Checks the form only: whether the vendor takes the domain is the vendor's to say.
    pub fn parse(text: &str) -> Result<Self, ContactProblem> {
        let text = text.trim();
        if text.is_empty() {
            return Err(ContactProblem::Empty);
        }
        let options = email_address::Options::default()
            .without_display_text()
            .without_domain_literal()
            .with_required_tld();
        email_address::EmailAddress::parse_with_options(text, options)
            .map(|address| Self(address.into()))
            .map_err(|_| ContactProblem::Malformed)
    }

    /// As it was typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The key under which people are compared.
    pub fn key(&self) -> String {
        person_key(&self.0)
    }
}

/// The key under which two spellings of an e-mail are the same person.
pub fn person_key(email: &str) -> String {
    email.trim().to_lowercase()
}

/// A first or last name that the vendor would take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonName(String);

impl PersonName {
    /// Neither empty nor with digits, which are the vendor's two rules.
    pub fn parse(text: &str) -> Result<Self, ContactProblem> {
        let text = text.trim();
        if text.is_empty() {
            return Err(ContactProblem::Empty);
        }
        if text.chars().any(char::is_numeric) {
            return Err(ContactProblem::HasDigits);
        }
        Ok(Self(text.to_owned()))
    }

    /// As it was typed, trimmed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e_mails_are_checked_for_their_form() {
        assert_eq!(Email::parse(" Ann@Example.com ").unwrap().as_str(), "Ann@Example.com");
        assert_eq!(Email::parse("Ann@Example.com").unwrap().key(), "ann@example.com");
        assert_eq!(Email::parse("  "), Err(ContactProblem::Empty));
        for text in ["ann", "ann@", "@example.com", "ann@example", "a b@example.com", "Ann <ann@example.com>"]
        {
            assert_eq!(Email::parse(text), Err(ContactProblem::Malformed), "{text}");
        }
    }

    #[test]
    fn names_are_neither_empty_nor_numbered() {
        assert_eq!(PersonName::parse(" José ").unwrap().as_str(), "José");
        assert_eq!(PersonName::parse(""), Err(ContactProblem::Empty));
        assert_eq!(PersonName::parse("R2D2"), Err(ContactProblem::HasDigits));
        assert_eq!(PersonName::parse("٣"), Err(ContactProblem::HasDigits));
    }
}
