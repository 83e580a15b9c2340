//! The vault against a real Secret Service, in each of the states in which a desktop may offer it.
//!
//! A test runs twice: first it starts this very test binary again, for itself alone, inside a session of its own that
//! `e2e/with-keyring.sh` prepares; there it does its work. So the developer's own keychain is never touched.
#![cfg(target_os = "linux")]
// The lint knows test functions, not what they call.
#![allow(clippy::unwrap_used)]

mod refusing_service;
mod session;

use std::time::{Duration, Instant};

use secrecy::{ExposeSecret, SecretString};
use vault::{KeychainVault, Place, Vault, VaultError};

use session::{Session, inside};

const TOKEN: &str = "a-token-of-40-characters-with-ümläuts-0123";

fn vault() -> KeychainVault {
    KeychainVault::new("Seatkeeper test")
}

async fn read(vault: &KeychainVault, organization: &str) -> Option<String> {
    vault.read(organization).await.unwrap().map(|token| token.expose_secret().to_owned())
}

/// Every call has to end in `expected`, none later than `limit`.
async fn every_call_fails(expected: &VaultError, limit: Duration) {
    let vault = vault();
    let started = Instant::now();
    assert_eq!(vault.check().await.unwrap_err(), *expected, "check");
    assert_eq!(vault.store("12345", TOKEN.into()).await.unwrap_err(), *expected, "store");
    assert_eq!(vault.read("12345").await.map(|_| ()).unwrap_err(), *expected, "read");
    assert_eq!(vault.delete("12345").await.unwrap_err(), *expected, "delete");
    assert!(started.elapsed() < limit, "took {:?}", started.elapsed());
}

#[test]
fn a_token_is_kept_replaced_and_deleted() {
    inside(Session::Unlocked, "a_token_is_kept_replaced_and_deleted", async || {
        let vault = vault();
        assert_eq!(vault.place(), Place::SecretService);
        vault.check().await.unwrap();
        assert_eq!(read(&vault, "12345").await, None);
        vault.store("12345", "the-first".into()).await.unwrap();
        vault.store("12345", TOKEN.into()).await.unwrap();
        vault.store("67890", "of-another-organization".into()).await.unwrap();
        assert_eq!(read(&vault, "12345").await.as_deref(), Some(TOKEN));
        vault.delete("12345").await.unwrap();
        vault.delete("12345").await.unwrap();
        assert_eq!(read(&vault, "12345").await, None);
        assert_eq!(read(&vault, "67890").await.as_deref(), Some("of-another-organization"));
    });
}

#[test]
fn a_second_vault_finds_what_the_first_one_stored() {
    inside(Session::Unlocked, "a_second_vault_finds_what_the_first_one_stored", async || {
        vault().store("12345", TOKEN.into()).await.unwrap();
        assert_eq!(read(&vault(), "12345").await.as_deref(), Some(TOKEN));
        let other_app = KeychainVault::new("Another app");
        assert_eq!(read(&other_app, "12345").await, None);
    });
}

#[test]
fn calls_made_at_the_same_time_do_not_disturb_each_other() {
    inside(Session::Unlocked, "calls_made_at_the_same_time_do_not_disturb_each_other", async || {
        let vault = std::sync::Arc::new(vault());
        let mut calls = tokio::task::JoinSet::new();
        for number in 0..20 {
            let vault = std::sync::Arc::clone(&vault);
            calls.spawn(async move {
                let organization = format!("{number}");
                let token = SecretString::from(format!("token {number}"));
                vault.store(&organization, token.clone()).await.unwrap();
                let found = vault.read(&organization).await.unwrap().unwrap();
                assert_eq!(found.expose_secret(), token.expose_secret());
                vault.delete(&organization).await.unwrap();
            });
        }
        while let Some(result) = calls.join_next().await {
            result.unwrap();
        }
    });
}

#[test]
fn without_a_session_bus_the_keychain_is_absent() {
    inside(Session::NoBus, "without_a_session_bus_the_keychain_is_absent", async || {
        every_call_fails(&VaultError::Absent, Duration::from_secs(5)).await;
    });
}

#[test]
fn without_a_service_on_the_bus_the_keychain_is_absent() {
    inside(Session::Without, "without_a_service_on_the_bus_the_keychain_is_absent", async || {
        every_call_fails(&VaultError::Absent, Duration::from_secs(5)).await;
    });
}

#[test]
fn a_service_whose_keyring_was_never_opened_is_locked() {
    inside(Session::Empty, "a_service_whose_keyring_was_never_opened_is_locked", async || {
        let vault = vault();
        assert_eq!(vault.check().await.unwrap_err(), VaultError::Locked);
        assert_eq!(vault.store("12345", TOKEN.into()).await.unwrap_err(), VaultError::Locked);
        assert_eq!(read(&vault, "12345").await, None);
    });
}

#[test]
fn a_keyring_that_nobody_unlocked_is_locked() {
    inside(Session::Locked, "a_keyring_that_nobody_unlocked_is_locked", async || {
        let vault = vault();
        assert_eq!(vault.check().await.unwrap_err(), VaultError::Locked);
        assert_eq!(vault.store("12345", TOKEN.into()).await.unwrap_err(), VaultError::Locked);
    });
}

#[test]
fn a_question_that_somebody_turns_down_is_a_refusal() {
    inside(Session::Without, "a_question_that_somebody_turns_down_is_a_refusal", async || {
        let vault = vault();
        assert_eq!(vault.read("12345").await.map(|_| ()).unwrap_err(), VaultError::Absent, "not started yet");
        let _service = refusing_service::start(Duration::from_secs(1)).await;
        assert_eq!(vault.read("12345").await.map(|_| ()).unwrap_err(), VaultError::Denied);
        assert_eq!(vault.store("12345", TOKEN.into()).await.unwrap_err(), VaultError::Denied);
    });
}

#[test]
fn a_question_that_nobody_answers_ends_with_the_time_limit() {
    inside(Session::Without, "a_question_that_nobody_answers_ends_with_the_time_limit", async || {
        let _service = refusing_service::start(Duration::from_mins(10)).await;
        every_call_fails(&VaultError::NotAnswering, vault::CALL_LIMIT + Duration::from_secs(2)).await;
    });
}

#[test]
fn a_service_that_does_not_answer_costs_its_ten_seconds_once() {
    inside(Session::Stopped, "a_service_that_does_not_answer_costs_its_ten_seconds_once", async || {
        // Four calls, and the time of one: those that come later don't queue behind the one that is stuck.
        every_call_fails(&VaultError::NotAnswering, vault::CALL_LIMIT + Duration::from_secs(2)).await;
    });
}
