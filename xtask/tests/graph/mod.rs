//! The table of allowed edges, and a check of a graph against it.

use std::process::Command;

use serde_json::Value;

/// A crate of the workspace and what it may depend on inside of it.
pub struct Known {
    pub name: &'static str,
    uses: &'static [&'static str],
    uses_in_tests: &'static [&'static str],
}

/// The house. An edge that is missing here is missing on purpose; ARCHITECTURE.md says why.
pub const KNOWN: [Known; 12] = [
    Known { name: "domain", uses: &[], uses_in_tests: &[] },
    Known { name: "account-api", uses: &["domain"], uses_in_tests: &["account-sim"] },
    Known { name: "store", uses: &["domain"], uses_in_tests: &[] },
    Known { name: "vault", uses: &[], uses_in_tests: &[] },
    Known { name: "import", uses: &["domain"], uses_in_tests: &[] },
    Known {
        name: "app",
        uses: &["account-api", "domain", "import", "store", "vault"],
        uses_in_tests: &["account-sim"],
    },
    Known { name: "account-sim", uses: &[], uses_in_tests: &[] },
    // The shell starts the simulator of the demo; everything else it gets by way of `app`.
    Known { name: "seatkeeper", uses: &["account-sim", "app"], uses_in_tests: &[] },
    // The simulator is a program of its own beside the benches.
    Known { name: "bench", uses: &["app", "domain", "vault"], uses_in_tests: &[] },
    Known { name: "blank", uses: &[], uses_in_tests: &[] },
    // Everything at once, with a hand on each: for tests only, and nothing depends on it.
    Known {
        name: "campaign",
        uses: &["account-api", "account-sim", "app", "domain", "store", "vault"],
        uses_in_tests: &[],
    },
    Known { name: "xtask", uses: &[], uses_in_tests: &[] },
];

/// Libraries that only one crate may use: nobody else speaks HTTP, SQL, to the window or to the keychain.
const OWNED: [(&str, &str); 6] = [
    ("reqwest", "account-api"),
    ("sqlx", "store"),
    ("tauri", "seatkeeper"),
    ("keyring", "vault"),
    ("secret-service", "vault"),
    ("axum", "account-sim"),
];

/// Programs that measure stand beside the product: one is the usual script, which speaks HTTP by itself, the other an
/// empty window.
const MEASURED_WITH: [(&str, &str); 2] = [("bench", "reqwest"), ("blank", "tauri")];

/// Crates without I/O, async and clock.
const PURE: [&str; 2] = ["domain", "import"];

/// What these have no use for.
const IMPURE: [&str; 4] = ["tokio", "futures", "tracing", "tempfile"];

pub struct Package {
    pub name: String,
    pub dependencies: Vec<Dependency>,
}

pub struct Dependency {
    pub name: String,
    pub only_for_tests: bool,
}

impl Package {
    pub fn named(name: &str) -> Self {
        Self { name: name.to_owned(), dependencies: Vec::new() }
    }
}

/// Everything in the graph that the table does not allow, in words.
pub fn violations(packages: &[Package]) -> Vec<String> {
    let mut found = Vec::new();
    for package in packages {
        match KNOWN.iter().find(|known| known.name == package.name) {
            Some(known) => found
                .extend(package.dependencies.iter().filter_map(|dependency| violation(known, dependency))),
            None => found.push(format!("{} is not in the table of crates", package.name)),
        }
    }
    for known in &KNOWN {
        if !packages.iter().any(|package| package.name == known.name) {
            found.push(format!("{} is in the table of crates and not in the workspace", known.name));
        }
    }
    found
}

fn violation(known: &Known, dependency: &Dependency) -> Option<String> {
    let Dependency { name, only_for_tests } = dependency;
    let from = known.name;
    // Its own tests may use what it offers to tests only.
    if from == name && *only_for_tests {
        return None;
    }
    if KNOWN.iter().any(|other| other.name == name) {
        let allowed = known.uses.contains(&name.as_str())
            || (*only_for_tests && known.uses_in_tests.contains(&name.as_str()));
        let also = if *only_for_tests { ", not even in tests" } else { "" };
        return (!allowed).then(|| format!("{from} must not depend on {name}{also}"));
    }
    if PURE.contains(&from) && !only_for_tests && IMPURE.contains(&name.as_str()) {
        return Some(format!("{from} must not depend on {name}: it is pure"));
    }
    if MEASURED_WITH.iter().any(|(program, library)| from == *program && belongs_to(name, library)) {
        return None;
    }
    let (_, owner) = OWNED.iter().find(|(library, _)| belongs_to(name, library))?;
    (from != *owner && !only_for_tests)
        .then(|| format!("{from} must not depend on {name}, which belongs to {owner}"))
}

/// `tauri` owns `tauri-plugin-opener` and `tauri_something` too.
fn belongs_to(name: &str, library: &str) -> bool {
    name.strip_prefix(library).is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_']))
}

/// The graph of this workspace, as cargo sees it.
pub fn workspace() -> Vec<Package> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--no-deps"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    metadata["packages"].as_array().unwrap().iter().map(package).collect()
}

fn package(json: &Value) -> Package {
    let dependencies = json["dependencies"].as_array().unwrap().iter().map(|dependency| Dependency {
        name: dependency["name"].as_str().unwrap().to_owned(),
        only_for_tests: dependency["kind"] == "dev",
    });
    Package { name: json["name"].as_str().unwrap().to_owned(), dependencies: dependencies.collect() }
}
