use std::fmt;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};

use crate::platform::{Keychain, OperatingSystemKeychain, PLACE};
use crate::worker::Worker;
use crate::{CALL_LIMIT, Place, Vault, VaultError, VaultFuture};

/// The account under which [`Vault::check`] writes its probe. Organizations are kept under names of their own
/// ([`account`]), so the two can't meet.
const PROBE_ACCOUNT: &str = "self-check";
const PROBE: &[u8] = b"Seatkeeper checks that this keychain can be used";

/// Keeps tokens in the keychain of the operating system, one entry per organization.
pub struct KeychainVault {
    worker: Worker,
}

impl KeychainVault {
    /// A vault whose entries belong to `service`, the name that the keychain's own window shows. Nothing touches the
    /// keychain before the first call.
    pub fn new(service: &str) -> Self {
        Self::with_keychain(OperatingSystemKeychain::new(service), CALL_LIMIT)
    }

    fn with_keychain(keychain: impl Keychain + 'static, limit: Duration) -> Self {
        Self { worker: Worker::start(keychain, limit) }
    }
}

impl fmt::Debug for KeychainVault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("KeychainVault").field("place", &PLACE).finish_non_exhaustive()
    }
}

impl Vault for KeychainVault {
    fn store<'a>(&'a self, organization: &'a str, token: SecretString) -> VaultFuture<'a, ()> {
        let account = account(organization);
        let same_account = account.clone();
        Box::pin(self.worker.call(
            move |keychain| keychain.write(&account, token.expose_secret().as_bytes()),
            move |keychain| take_back(keychain, &same_account),
        ))
    }

    fn read<'a>(&'a self, organization: &'a str) -> VaultFuture<'a, Option<SecretString>> {
        let account = account(organization);
        Box::pin(self.worker.call(
            move |keychain| keychain.read(&account)?.map(|bytes| into_token(&bytes)).transpose(),
            |_| {},
        ))
    }

    fn delete<'a>(&'a self, organization: &'a str) -> VaultFuture<'a, ()> {
        let account = account(organization);
        Box::pin(self.worker.call(move |keychain| keychain.delete(&account), |_| {}))
    }

    fn check(&self) -> VaultFuture<'_, ()> {
        Box::pin(self.worker.call(check_with_a_probe, |_| {}))
    }

    fn place(&self) -> Place {
        PLACE
    }
}

fn account(organization: &str) -> String {
    format!("organization {organization}")
}

/// The caller was told that nothing was stored.
fn take_back(keychain: &dyn Keychain, account: &str) {
    tracing::warn!("the keychain stored a token after the time for it was up; it is deleted again");
    if let Err(error) = keychain.delete(account) {
        tracing::error!(%error, "a token that was stored too late could not be deleted");
    }
}

fn into_token(bytes: &[u8]) -> Result<SecretString, VaultError> {
    let text = std::str::from_utf8(bytes)
        .map_err(|_| VaultError::Failed("the entry for this organization is not text".to_owned()))?;
    // A copy of exactly this length: the conversion would move a longer buffer and leave its old content in memory.
    Ok(SecretString::from(text.to_owned()))
}

fn check_with_a_probe(keychain: &dyn Keychain) -> Result<(), VaultError> {
    keychain.write(PROBE_ACCOUNT, PROBE)?;
    let found = keychain.read(PROBE_ACCOUNT)?;
    keychain.delete(PROBE_ACCOUNT)?;
    if found.is_some_and(|found| *found == PROBE) {
        Ok(())
    } else {
        Err(VaultError::Failed("it does not return what was written".to_owned()))
    }
}

#[cfg(test)]
mod tests;
