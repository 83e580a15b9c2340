use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use secrecy::SecretString;

use crate::{Place, Vault, VaultError, VaultFuture};

/// Keeps tokens until the app ends, for computers without a usable keychain.
#[derive(Default)]
pub struct MemoryVault {
    tokens: Mutex<HashMap<String, SecretString>>,
}

impl MemoryVault {
    /// An empty vault.
    pub fn new() -> Self {
        Self::default()
    }

    fn tokens(&self) -> MutexGuard<'_, HashMap<String, SecretString>> {
        // No code that holds the lock can leave the map half changed, so a panic elsewhere doesn't spoil it.
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for MemoryVault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("MemoryVault").finish_non_exhaustive()
    }
}

fn ready<'a, T: Send + 'a>(value: T) -> VaultFuture<'a, T> {
    Box::pin(std::future::ready(Ok::<T, VaultError>(value)))
}

impl Vault for MemoryVault {
    fn store<'a>(&'a self, organization: &'a str, token: SecretString) -> VaultFuture<'a, ()> {
        Box::pin(async move {
            self.tokens().insert(organization.to_owned(), token);
            Ok(())
        })
    }

    fn read<'a>(&'a self, organization: &'a str) -> VaultFuture<'a, Option<SecretString>> {
        Box::pin(async move { Ok(self.tokens().get(organization).cloned()) })
    }

    fn delete<'a>(&'a self, organization: &'a str) -> VaultFuture<'a, ()> {
        Box::pin(async move {
            self.tokens().remove(organization);
            Ok(())
        })
    }

    fn check(&self) -> VaultFuture<'_, ()> {
        ready(())
    }

    fn place(&self) -> Place {
        Place::Memory
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    #[tokio::test]
    async fn a_token_is_kept_replaced_and_forgotten() {
        let vault: Box<dyn Vault> = Box::new(MemoryVault::new());
        assert!(vault.read("12345").await.unwrap().is_none());
        vault.store("12345", "first".into()).await.unwrap();
        vault.store("12345", "second".into()).await.unwrap();
        vault.store("67890", "other".into()).await.unwrap();
        assert_eq!(vault.read("12345").await.unwrap().unwrap().expose_secret(), "second");
        vault.delete("12345").await.unwrap();
        vault.delete("12345").await.unwrap();
        assert!(vault.read("12345").await.unwrap().is_none());
        assert_eq!(vault.read("67890").await.unwrap().unwrap().expose_secret(), "other");
        vault.check().await.unwrap();
    }

    #[tokio::test]
    async fn debug_output_shows_no_token() {
        let vault = MemoryVault::new();
        vault.store("12345", "very-secret".into()).await.unwrap();
        assert_eq!(format!("{vault:?}"), "MemoryVault { .. }");
    }
}
