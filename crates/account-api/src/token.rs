//! The secret that every call carries.

use http::HeaderValue;
use secrecy::{ExposeSecret, SecretString};

/// The API token. It can be sent, and nothing else: it has no `Display`, its `Debug` says nothing, and it is wiped
/// from memory when dropped.
#[derive(Clone)]
pub struct ApiToken(SecretString);

/// Why a text can't be a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnusableToken {
    /// Nothing but white space.
    #[error("the token is empty")]
    Empty,
    /// It holds characters that an HTTP header can't carry, such as a line break in the middle.
    #[error("the token holds characters that can't be sent")]
    Characters,
}

impl ApiToken {
    /// Takes a token as it was pasted. White space around it goes; its form is otherwise the vendor's business.
    pub fn new(secret: &SecretString) -> Result<Self, UnusableToken> {
        let text = secret.expose_secret().trim();
        if text.is_empty() {
            return Err(UnusableToken::Empty);
        }
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(UnusableToken::Characters);
        }
        Ok(Self(text.into()))
    }

    /// The header, marked so that no `Debug` output and no HTTP/2 compression table ever holds it.
    pub(crate) fn header_value(&self) -> Result<HeaderValue, http::header::InvalidHeaderValue> {
        let mut value = HeaderValue::from_str(self.0.expose_secret())?;
        value.set_sensitive(true);
        Ok(value)
    }

    /// Takes the token out of a text from outside: a service that quotes it must not bring it into an error.
    pub(crate) fn scrub(&self, text: &str) -> String {
        text.replace(self.0.expose_secret(), "***")
    }
}

impl std::fmt::Debug for ApiToken {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("ApiToken(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<&str, UnusableToken>) {
        let token = ApiToken::new(&text.into());
        assert_eq!(token.as_ref().map(|token| token.0.expose_secret()).map_err(|problem| *problem), expected);
    }

    #[test]
    fn a_pasted_token_is_trimmed_and_must_fit_a_header() {
        check(" abc123def\r\n", Ok("abc123def"));
        check(" \n", Err(UnusableToken::Empty));
        check("abc\ndef", Err(UnusableToken::Characters));
        check("abc déf", Err(UnusableToken::Characters));
    }

    #[test]
    fn debug_output_holds_nothing_of_it() {
        let token = ApiToken::new(&"abc123def".into()).unwrap();
        assert_eq!(format!("{token:?}"), "ApiToken(***)");
        assert_eq!(format!("{:?}", token.header_value().unwrap()), "Sensitive");
    }

    #[test]
    fn a_text_that_quotes_it_is_scrubbed() {
        let token = ApiToken::new(&"abc123def".into()).unwrap();
        assert_eq!(token.scrub("token abc123def is invalid"), "token *** is invalid");
    }
}
