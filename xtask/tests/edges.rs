//! Keeps the edges between the crates that ARCHITECTURE.md draws.
// The lint knows test functions, not what they call.
#![allow(clippy::unwrap_used)]

mod graph;

use graph::{Dependency, Package, violations, workspace};

/// A graph in which `from` depends on `on`, beside packages that depend on nothing.
fn with_edge(from: &str, on: &str, only_for_tests: bool) -> Vec<Package> {
    let mut packages: Vec<Package> = graph::KNOWN.iter().map(|known| Package::named(known.name)).collect();
    let package = packages.iter_mut().find(|package| package.name == from).unwrap();
    package.dependencies.push(Dependency { name: on.to_owned(), only_for_tests });
    packages
}

fn check(from: &str, on: &str, only_for_tests: bool, expected: &[&str]) {
    assert_eq!(violations(&with_edge(from, on, only_for_tests)), expected, "{from} -> {on}");
}

#[test]
fn the_crates_depend_on_each_other_as_drawn() {
    let packages = workspace();
    assert!(packages.iter().any(|package| package.name == "app" && !package.dependencies.is_empty()));
    assert_eq!(violations(&packages), Vec::<String>::new());
}

#[test]
fn an_edge_that_is_drawn_is_fine() {
    check("app", "store", false, &[]);
    check("seatkeeper", "app", false, &[]);
    check("account-api", "account-sim", true, &[]);
    check("domain", "serde", false, &[]);
    check("store", "store", true, &[]);
    check("bench", "reqwest", false, &[]);
    check("blank", "tauri-build", false, &[]);
}

#[test]
fn an_edge_that_is_not_drawn_is_named() {
    check("store", "account-api", false, &["store must not depend on account-api"]);
    check("vault", "store", false, &["vault must not depend on store"]);
    check("domain", "store", false, &["domain must not depend on store"]);
    check("account-sim", "domain", true, &["account-sim must not depend on domain, not even in tests"]);
    check("store", "vault", true, &["store must not depend on vault, not even in tests"]);
}

#[test]
fn what_is_for_tests_only_stays_out_of_the_product() {
    check("account-api", "account-sim", false, &["account-api must not depend on account-sim"]);
}

#[test]
fn libraries_that_belong_to_one_crate_are_named_elsewhere() {
    check(
        "seatkeeper",
        "reqwest",
        false,
        &["seatkeeper must not depend on reqwest, which belongs to account-api"],
    );
    check("app", "sqlx", false, &["app must not depend on sqlx, which belongs to store"]);
    check("app", "tauri", false, &["app must not depend on tauri, which belongs to seatkeeper"]);
    check(
        "app",
        "tauri-plugin-opener",
        false,
        &["app must not depend on tauri-plugin-opener, which belongs to seatkeeper"],
    );
    check("app", "keyring-core", false, &["app must not depend on keyring-core, which belongs to vault"]);
    check("bench", "sqlx", false, &["bench must not depend on sqlx, which belongs to store"]);
    check("domain", "tokio", false, &["domain must not depend on tokio: it is pure"]);
}

#[test]
fn a_new_crate_has_to_be_drawn_first() {
    let mut packages = with_edge("app", "store", false);
    packages.push(Package::named("helpers"));
    assert_eq!(violations(&packages), ["helpers is not in the table of crates"]);
}

#[test]
fn a_crate_that_is_gone_has_to_leave_the_table() {
    let mut packages = with_edge("app", "store", false);
    packages.retain(|package| package.name != "vault");
    assert_eq!(violations(&packages), ["vault is in the table of crates and not in the workspace"]);
}
