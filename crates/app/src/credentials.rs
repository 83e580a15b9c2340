//! Customer codes and tokens: what can be sent, where a token is kept, and where it comes from.

use account_api::{ApiToken, UnusableToken};
use secrecy::SecretString;
use store::Organization;
use vault::Vault;

use crate::{
    App, Problem, ProblemCode,
    view::{KeepToken, TokenPlace},
};

/// What is needed to talk to one organization.
pub(crate) struct Credentials {
    pub url: String,
    pub customer_code: i64,
    pub token: SecretString,
}

/// A token with where it comes from and where it goes.
pub(crate) struct TokenSource {
    pub url: String,
    pub token: SecretString,
    pub place: TokenPlace,
}

impl App {
    pub(crate) async fn keep_token(
        &self,
        organization: &Organization,
        token: SecretString,
        keep: KeepToken,
    ) -> Result<TokenPlace, Problem> {
        match keep {
            KeepToken::Keychain => {
                self.options.vault.store(&organization.id, token).await?;
                // A token that was kept for this run before would be older than the one in the keychain.
                self.memory.delete(&organization.id).await?;
                Ok(TokenPlace::Keychain)
            }
            KeepToken::ThisRun => {
                self.memory.store(&organization.id, token).await?;
                Ok(TokenPlace::ThisRun)
            }
        }
    }

    /// Deletes the token wherever it is. A keychain that is not there holds none.
    pub(crate) async fn forget_token(&self, id: &str) -> Result<(), Problem> {
        self.memory.delete(id).await?;
        match self.options.vault.delete(id).await {
            Ok(()) | Err(vault::VaultError::Absent) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Where the token of an organization comes from, and where it is used.
    pub(crate) async fn token_source(&self, organization: &Organization) -> Result<TokenSource, Problem> {
        if organization.is_demo {
            let endpoint = self.options.demo.endpoint().await?;
            return Ok(TokenSource { url: endpoint.url, token: endpoint.token, place: TokenPlace::ThisRun });
        }
        let url = self.options.vendor.clone();
        if let Some(token) = self.memory.read(&organization.id).await? {
            return Ok(TokenSource { url, token, place: TokenPlace::ThisRun });
        }
        match self.options.vault.read(&organization.id).await? {
            Some(token) => Ok(TokenSource { url, token, place: TokenPlace::Keychain }),
            None => Err(ProblemCode::TokenMissing.into()),
        }
    }
}

/// The token, if it can be sent at all.
pub(crate) fn usable(token: &SecretString) -> Result<ApiToken, Problem> {
    ApiToken::new(token).map_err(|problem| match problem {
        UnusableToken::Empty => ProblemCode::TokenEmpty.into(),
        UnusableToken::Characters => ProblemCode::TokenRejected.into(),
    })
}

/// A number, perhaps with a `#` and spaces around or in it, as people copy it from a page.
pub(crate) fn parse_customer_code(text: &str) -> Result<i64, Problem> {
    let digits: String =
        text.trim().trim_start_matches('#').chars().filter(|letter| !letter.is_whitespace()).collect();
    match digits.parse::<i64>() {
        Ok(code) if code > 0 && digits.bytes().all(|byte| byte.is_ascii_digit()) => Ok(code),
        _ => Err(ProblemCode::CustomerCodeInvalid.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<i64>) {
        assert_eq!(parse_customer_code(text).ok(), expected, "{text:?}");
    }

    #[test]
    fn customer_codes_are_taken_as_people_copy_them() {
        check("6703615", Some(6_703_615));
        check(" # 6703615 ", Some(6_703_615));
        check("6 703 615", Some(6_703_615));
        check("", None);
        check("67O3615", None);
        check("-5", None);
        check("+5", None);
        check("99999999999999999999", None);
    }
}
