//! A power cut takes what is not on disk. What a process asks of the system, in its order, shows that every intent was
//! forced to disk before its request left.

use std::{path::Path, process::Command, sync::Arc, time::Duration};

use app::{
    App,
    view::{ChangeRequest, KeepToken},
};
use domain::{LicenseId, LicenseState, Selection};
use secrecy::SecretString;
use store::hooks::Watch;
use vault::MemoryVault;

use crate::support::{Shortcuts, Stage, apply, assign, options, plan, synced};

/// What the tests tell the process that they start: vendor, folder, customer code, token, whether the disk is spared.
const TOLD: &str = "SEATKEEPER_TEST_POWER";
/// Licenses that are revoked in one run, several at the same time, and given to people one after the other. All lines of
/// the journal that come of them fit on one page of the file.
const REVOKED: usize = 6;
const ASSIGNED: usize = 3;

#[tokio::test(flavor = "multi_thread")]
async fn an_intent_is_on_disk_before_its_request_leaves() {
    let requests = requests(&trace("yes").await);
    assert_eq!(requests.len(), REVOKED + ASSIGNED);
    for (before, intents_on_disk) in requests.iter().enumerate() {
        assert!(*intents_on_disk > before, "request {before} left with {intents_on_disk} intents on disk");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_proof_sees_a_disk_that_is_not_waited_for() {
    let requests = requests(&trace("no").await);
    assert_eq!(requests, [0; REVOKED + ASSIGNED]);
}

/// What a process asks of the system that makes changes, as strace writes it down.
async fn trace(is_forced: &str) -> String {
    let stage = Stage::new().await;
    let file = stage.folder.path().join("trace");
    let token = stage.service().credentials().tokens.org_admin;
    let folder = stage.folder.path().display().to_string();
    let told = [&stage.server.url(), &folder, &stage.customer_code(), &token, is_forced];
    let mut traced = Command::new("strace");
    traced
        .args(["-f", "-qq", "-y", "-s", "4200", "-o"])
        .arg(&file)
        .args(["-e", "trace=write,writev,sendto,sendmsg,pwrite64,pwritev,fsync,fdatasync"])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "power::makes_changes", "--ignored", "--nocapture"])
        .env(TOLD, told.map(AsRef::<str>::as_ref).join("\n"));
    let output = tokio::task::spawn_blocking(move || traced.output()).await.unwrap();
    let output = output.expect("strace can be started: `cargo xtask test` brings it");
    let said =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert_eq!(stage.service().write_calls(), REVOKED + ASSIGNED, "{said}");
    String::from_utf8_lossy(&std::fs::read(file).unwrap()).into_owned()
}

/// For each request that changes something: how many intents were on disk when it was handed to the system.
fn requests(trace: &str) -> Vec<usize> {
    let (mut written, mut on_disk, mut requests) = (0, 0, Vec::new());
    // By thread: what was written when it began to force the log to disk.
    let mut forcing = std::collections::HashMap::new();
    for line in trace.lines() {
        let (thread, call) = line.split_once(' ').unwrap_or_default();
        let call = call.trim_start();
        let is_force = call.starts_with("fsync(") || call.starts_with("fdatasync(");
        if call.contains(r#""POST /"#) {
            requests.push(on_disk);
        } else if call.contains("-wal>") && is_force {
            forcing.insert(thread, written);
        } else if call.contains("-wal>") {
            written = written.max(call.matches(r#"\"Intent\""#).count());
        }
        // Only when it returns, it is done.
        let is_resumed = call.starts_with("<... fsync") || call.starts_with("<... fdatasync");
        if (is_force || is_resumed)
            && call.ends_with("= 0")
            && let Some(written) = forcing.remove(thread)
        {
            on_disk = on_disk.max(written);
        }
    }
    requests
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "the process that other tests start and watch"]
async fn makes_changes() {
    let Ok(told) = std::env::var(TOLD) else { return };
    let told: Vec<&str> = told.split('\n').collect();
    let [vendor, folder, customer_code, token, is_forced] = told[..] else { panic!("{} lines", told.len()) };
    let _spared = (is_forced == "no").then(|| Watch::new(Path::new(folder)));
    let vault = Arc::new(MemoryVault::new()) as _;
    let app = App::start(options(vendor, Path::new(folder), &vault, None)).await.unwrap();
    app.connect(customer_code, SecretString::from(token), KeepToken::ThisRun).await.unwrap();
    synced(&app).await;
    let ids: Vec<LicenseId> = app.ids(LicenseState::Idle).into_iter().take(REVOKED).collect();
    let free: Vec<LicenseId> = app.ids(LicenseState::Free).into_iter().take(ASSIGNED).collect();
    let all = plan(&app, ChangeRequest::Revoke { selection: Selection::Ids { ids } }).await;
    assert_eq!(apply(&app, &all).await.run.counts.applied, 6);
    for (number, license) in free.iter().enumerate() {
        let email = format!("person{number}@aurelia.example");
        let done = apply(&app, &plan(&app, assign(license, &email)).await).await;
        assert_eq!(done.run.counts.applied, 1);
    }
    tokio::time::timeout(Duration::from_secs(10), app.close()).await.unwrap();
}

#[test]
fn only_what_was_forced_to_disk_before_counts() {
    let intent = r#"1 pwrite64(7</f.sqlite-wal>, "..\"Intent\"..", 4096, 32) = 4096"#;
    let post = r#"2 sendto(9<socket:[1]>, "POST /api/v1/customer", 21, 0) = 21"#;
    let check = |lines: &[&str], expected: &[usize]| assert_eq!(requests(&lines.join("\n")), expected);
    check(&[intent, "1 fdatasync(7</f.sqlite-wal>) = 0", post], &[1]);
    check(&[intent, post, "1 fdatasync(7</f.sqlite-wal>) = 0", post], &[0, 1]);
    check(&[intent, "1 fdatasync(7</f.sqlite>) = 0", post], &[0]);
    check(&[intent, "1 fdatasync(7</f.sqlite-wal>) = -1 EIO", post], &[0]);
    let (begun, done) = ("1 fsync(7</f.sqlite-wal> <unfinished ...>", "1 <... fsync resumed>) = 0");
    check(&[intent, begun, post, done, post], &[0, 1]);
    check(&[begun, intent, done, post], &[0]);
    check(&[intent, begun, "3 <... fsync resumed>) = 0", post], &[0]);
}
