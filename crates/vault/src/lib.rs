//! Keeps API tokens in the operating system's keychain, or in memory for one run.
//!
//! There are exactly these two places. A token is never written anywhere else: where the keychain can't be used, the
//! caller learns why ([`VaultError`]) and may offer [`MemoryVault`], which forgets everything when the app ends.

mod keychain;
mod memory;
mod platform;
mod worker;

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use secrecy::SecretString;

pub use keychain::KeychainVault;
pub use memory::MemoryVault;

/// The longest that any call to a keychain takes before it ends in [`VaultError::NotAnswering`].
pub const CALL_LIMIT: Duration = Duration::from_secs(10);

/// What a call to a [`Vault`] returns: boxed, so that the trait can be used as `dyn Vault`.
pub type VaultFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T, VaultError>> + Send + 'a>>;

/// A place that keeps one token per organization.
///
/// The futures of [`KeychainVault`] must be awaited inside a tokio runtime with its timer enabled.
pub trait Vault: Send + Sync {
    /// Keeps `token` for the organization, replacing the one that was there.
    ///
    /// After an error nothing was stored: a write that comes through after its time was up is taken back.
    fn store<'a>(&'a self, organization: &'a str, token: SecretString) -> VaultFuture<'a, ()>;

    /// The organization's token; `None` when none is kept.
    fn read<'a>(&'a self, organization: &'a str) -> VaultFuture<'a, Option<SecretString>>;

    /// Forgets the organization's token. Deleting one that isn't there is fine.
    fn delete<'a>(&'a self, organization: &'a str) -> VaultFuture<'a, ()>;

    /// Finds out whether tokens can be kept here, by writing, reading and deleting a probe: a keychain that exists may
    /// still be locked, read-only or broken.
    fn check(&self) -> VaultFuture<'_, ()>;

    /// Where the tokens are kept.
    fn place(&self) -> Place;
}

/// Where tokens are kept, to be told to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// The Secret Service of a Linux desktop: GNOME Keyring, `KWallet`, `KeePassXC` and others.
    SecretService,
    /// The login keychain of macOS.
    MacKeychain,
    /// The Credential Manager of Windows.
    WindowsCredentialManager,
    /// The app's own memory, until it ends.
    Memory,
}

/// Why a token could not be kept, read or deleted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// This computer has no keychain that is running: no session bus, no Secret Service, no logon session.
    #[error("no keychain is available")]
    Absent,
    /// There is a keychain, but it is locked, or has no keyring that could be opened.
    #[error("the keychain is locked")]
    Locked,
    /// Somebody, or a rule of the system, refused the access.
    #[error("access to the keychain was refused")]
    Denied,
    /// The keychain took longer than [`CALL_LIMIT`], or still does; perhaps it waits for somebody to answer its question.
    #[error("the keychain did not answer in time")]
    NotAnswering,
    /// Anything else, in the keychain's own words. They never contain what is kept.
    #[error("the keychain failed: {0}")]
    Failed(String),
}
