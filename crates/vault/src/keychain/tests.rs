use std::collections::HashMap;
use std::sync::{Arc, Condvar, Mutex};
use std::time::Instant;

use zeroize::Zeroizing;

use super::*;

const LIMIT: Duration = Duration::from_millis(200);

/// A keychain whose door can be held shut: calls wait in front of it, as they do in front of one that asks somebody.
#[derive(Clone, Default)]
struct FakeKeychain {
    state: Arc<(Mutex<State>, Condvar)>,
}

#[derive(Default)]
struct State {
    shut: bool,
    forgetful: bool,
    calls: Vec<String>,
    entries: HashMap<String, Vec<u8>>,
}

impl FakeKeychain {
    fn set(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state.0.lock().unwrap());
        self.state.1.notify_all();
    }

    fn calls(&self) -> Vec<String> {
        self.state.0.lock().unwrap().calls.clone()
    }

    fn entry(&self, account: &str) -> Option<Vec<u8>> {
        self.state.0.lock().unwrap().entries.get(account).cloned()
    }

    fn enter<T>(&self, call: String, work: impl FnOnce(&mut State) -> T) -> T {
        let mut state = self.state.0.lock().unwrap();
        state.calls.push(call);
        work(&mut self.state.1.wait_while(state, |state| state.shut).unwrap())
    }
}

impl Keychain for FakeKeychain {
    fn write(&self, account: &str, secret: &[u8]) -> Result<(), VaultError> {
        self.enter(format!("write {account}"), |state| {
            if !state.forgetful {
                state.entries.insert(account.to_owned(), secret.to_vec());
            }
            Ok(())
        })
    }

    fn read(&self, account: &str) -> Result<Option<Zeroizing<Vec<u8>>>, VaultError> {
        self.enter(format!("read {account}"), |state| {
            Ok(state.entries.get(account).cloned().map(Zeroizing::new))
        })
    }

    fn delete(&self, account: &str) -> Result<(), VaultError> {
        self.enter(format!("delete {account}"), |state| {
            state.entries.remove(account);
            Ok(())
        })
    }
}

fn vault_and_keychain() -> (KeychainVault, FakeKeychain) {
    let keychain = FakeKeychain::default();
    (KeychainVault::with_keychain(keychain.clone(), LIMIT), keychain)
}

/// Waits until the vault's thread is free: a call gets through again.
async fn until_free(vault: &KeychainVault) {
    let started = Instant::now();
    while vault.read("nobody").await.is_err() {
        assert!(started.elapsed() < Duration::from_secs(10), "the thread never became free");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn a_stuck_call_holds_up_no_later_one() {
    let (vault, keychain) = vault_and_keychain();
    keychain.set(|state| state.shut = true);
    let started = Instant::now();
    assert_eq!(vault.read("1").await.map(|_| ()), Err(VaultError::NotAnswering));
    for _ in 0..100 {
        assert_eq!(vault.read("2").await.map(|_| ()), Err(VaultError::NotAnswering));
    }
    assert!(started.elapsed() < LIMIT * 5, "a hundred calls took {:?}", started.elapsed());
    assert_eq!(keychain.calls(), ["read organization 1"]);

    keychain.set(|state| state.shut = false);
    until_free(&vault).await;
    vault.store("2", "token".into()).await.unwrap();
    assert_eq!(vault.read("2").await.unwrap().unwrap().expose_secret(), "token");
}

#[tokio::test]
async fn a_write_that_comes_through_too_late_is_taken_back() {
    let (vault, keychain) = vault_and_keychain();
    keychain.set(|state| state.shut = true);
    assert_eq!(vault.store("1", "token".into()).await, Err(VaultError::NotAnswering));
    keychain.set(|state| state.shut = false);
    until_free(&vault).await;
    assert_eq!(keychain.entry("organization 1"), None);
    assert_eq!(keychain.calls()[..2], ["write organization 1", "delete organization 1"]);
}

#[tokio::test]
async fn a_call_whose_caller_gave_up_in_the_queue_is_never_begun() {
    let (vault, keychain) = vault_and_keychain();
    keychain.set(|state| state.shut = true);
    let (first, second) = tokio::join!(vault.read("1"), vault.store("2", "token".into()));
    assert_eq!(first.map(|_| ()), Err(VaultError::NotAnswering));
    assert_eq!(second, Err(VaultError::NotAnswering));
    keychain.set(|state| state.shut = false);
    until_free(&vault).await;
    assert!(keychain.calls().iter().all(|call| !call.starts_with("write")), "{:?}", keychain.calls());
}

#[tokio::test]
async fn a_check_leaves_nothing_behind() {
    let (vault, keychain) = vault_and_keychain();
    vault.store("self-check", "token of an organization with an odd name".into()).await.unwrap();
    vault.check().await.unwrap();
    assert_eq!(keychain.entry(PROBE_ACCOUNT), None);
    assert!(vault.read("self-check").await.unwrap().is_some());
}

#[tokio::test]
async fn a_keychain_that_forgets_what_it_accepts_fails_the_check() {
    let (vault, keychain) = vault_and_keychain();
    keychain.set(|state| state.forgetful = true);
    assert!(matches!(vault.check().await, Err(VaultError::Failed(_))));
}

#[tokio::test]
async fn an_entry_that_is_not_text_is_an_error_without_its_content() {
    let (vault, keychain) = vault_and_keychain();
    keychain.set(|state| {
        state.entries.insert("organization 1".to_owned(), b"token\xff".to_vec());
    });
    let error = vault.read("1").await.map(|_| ()).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("token"));
}

#[test]
fn debug_output_shows_only_the_place() {
    let (vault, _) = vault_and_keychain();
    assert_eq!(format!("{vault:?}"), format!("KeychainVault {{ place: {PLACE:?}, .. }}"));
}
