use std::time::{Duration, Instant};

use keyring::{Entry, Error};
use keyring_core::api::CredentialStoreApi;
use zeroize::Zeroizing;

use crate::{Place, VaultError};

#[cfg(target_os = "macos")]
mod mac;
#[cfg(target_os = "macos")]
use mac as system;
#[cfg(target_os = "windows")]
mod windows;
#[cfg(target_os = "windows")]
use windows as system;
#[cfg(all(unix, not(target_os = "macos")))]
mod secret_service;
#[cfg(all(unix, not(target_os = "macos")))]
use secret_service as system;

/// Where this system's keychain keeps things.
pub(crate) const PLACE: Place = system::PLACE;

/// A keychain, blocking. Only the worker's thread calls it.
pub(crate) trait Keychain: Send {
    /// Writes the secret, replacing the one that was there.
    fn write(&self, account: &str, secret: &[u8]) -> Result<(), VaultError>;
    /// The secret, or nothing when there is none.
    fn read(&self, account: &str) -> Result<Option<Zeroizing<Vec<u8>>>, VaultError>;
    /// Deletes the secret; one that isn't there is fine.
    fn delete(&self, account: &str) -> Result<(), VaultError>;
}

/// The keychain of the operating system.
pub(crate) struct OperatingSystemKeychain {
    service: String,
}

impl OperatingSystemKeychain {
    pub(crate) fn new(service: &str) -> Self {
        Self { service: service.to_owned() }
    }

    /// Each call opens the store anew. Calls are few, and a connection that is kept would outlive the keychain's daemon:
    /// after its restart every call would fail until the app is restarted too.
    fn with_entry<T>(
        &self,
        account: &str,
        operation: impl FnOnce(&Entry) -> Result<T, Error>,
    ) -> Result<Option<T>, VaultError> {
        let started = Instant::now();
        let result = system::Store::new()
            .and_then(|store| store.build(&self.service, account, None))
            .and_then(|inner| operation(&Entry { inner }));
        match result {
            Ok(value) => Ok(Some(value)),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(classify(&error, started.elapsed())),
        }
    }
}

impl Keychain for OperatingSystemKeychain {
    fn write(&self, account: &str, secret: &[u8]) -> Result<(), VaultError> {
        self.with_entry(account, |entry| entry.set_secret(secret))?
            .ok_or_else(|| VaultError::Failed("the new entry vanished while it was written".to_owned()))
    }

    fn read(&self, account: &str) -> Result<Option<Zeroizing<Vec<u8>>>, VaultError> {
        self.with_entry(account, |entry| entry.get_secret().map(Zeroizing::new))
    }

    fn delete(&self, account: &str) -> Result<(), VaultError> {
        self.with_entry(account, Entry::delete_credential).map(|_| ())
    }
}

/// Variants that carry what is kept are put into words of our own; those of the others hold none of it.
fn classify(error: &Error, took: Duration) -> VaultError {
    match error {
        Error::PlatformFailure(cause) => {
            system::classify(cause.as_ref(), took).unwrap_or_else(|| VaultError::Failed(cause.to_string()))
        }
        Error::NoStorageAccess(cause) => system::classify(cause.as_ref(), took).unwrap_or(VaultError::Locked),
        Error::BadEncoding(_) | Error::BadDataFormat(..) => {
            VaultError::Failed("the entry for this organization can't be read".to_owned())
        }
        Error::Ambiguous(_) => {
            VaultError::Failed("there is more than one entry for this organization".to_owned())
        }
        Error::NoDefaultStore => VaultError::Absent,
        other => VaultError::Failed(other.to_string()),
    }
}
