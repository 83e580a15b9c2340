//! Customer codes and tokens: what can be sent, where a token is kept, and where it comes from.

use account_api::{ApiToken, UnusableToken};
use secrecy::{ExposeSecret, SecretString};
use store::Organization;
use vault::{Vault, VaultError};

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

impl App {
    pub(crate) async fn keep_token(
        &self,
        organization: &Organization,
        token: SecretString,
        keep: KeepToken,
    ) -> Result<TokenPlace, Problem> {
        let id = &organization.id;
        match keep {
            KeepToken::Keychain => {
                self.options.vault.store(id, token.clone()).await?;
                // A keychain that takes a token does not always keep it.
                let kept = self.options.vault.read(id).await?;
                if kept.is_none_or(|kept| kept.expose_secret() != token.expose_secret()) {
                    return Err(ProblemCode::KeychainFailed.into());
                }
                // A token that was kept for this run before would be older than the one in the keychain.
                self.memory.delete(id).await?;
                Ok(TokenPlace::Keychain)
            }
            KeepToken::ThisRun => {
                self.memory.store(id, token).await?;
                if organization.in_keychain && self.options.vault.delete(id).await.is_err() {
                    // The vendor has killed that token when it made the new one: it only misleads the next start.
                    tracing::warn!("the token of an earlier run is still in the keychain");
                }
                Ok(TokenPlace::ThisRun)
            }
        }
    }

    /// Deletes the token wherever it is. A keychain that is not there, or never got it, holds none.
    pub(crate) async fn forget_token(&self, organization: &Organization) -> Result<(), Problem> {
        self.memory.delete(&organization.id).await?;
        if !organization.in_keychain {
            return Ok(());
        }
        match self.options.vault.delete(&organization.id).await {
            Ok(()) | Err(VaultError::Absent) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// What is needed to talk to an organization of the list, and where its token is.
    pub(crate) async fn credentials_of(
        &self,
        organization: &Organization,
    ) -> Result<(Credentials, TokenPlace), Problem> {
        let customer_code = parse_customer_code(&organization.customer_code)?;
        let with = |url, token| Credentials { url, customer_code, token };
        if organization.is_demo {
            let endpoint = self.options.demo.endpoint().await?;
            return Ok((with(endpoint.url, endpoint.token), TokenPlace::ThisRun));
        }
        let url = self.options.vendor.clone();
        if let Some(token) = self.memory.read(&organization.id).await? {
            return Ok((with(url, token), TokenPlace::ThisRun));
        }
        match self.options.vault.read(&organization.id).await? {
            Some(token) => Ok((with(url, token), TokenPlace::Keychain)),
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
