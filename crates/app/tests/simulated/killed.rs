//! The process dies in the middle of a sync: what is on disk is one whole list, the old one or the new one.

use std::{
    path::Path,
    process::{Child, Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use app::{App, view::KeepToken};
use secrecy::SecretString;
use store::Store;
use vault::MemoryVault;

use crate::support::{Stage, options};

/// So many that SQLite writes to its log long before it commits.
const LICENSES: usize = 6_000;
const KILLS: u32 = 8;

/// What the test above tells the process that it starts: vendor, folder, customer code, token.
const TOLD: &str = "SEATKEEPER_TEST_KILLED";

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_is_killed_during_a_sync_leaves_one_whole_list() {
    let stage = Stage::small(LICENSES).await;
    let app = stage.connected().await;
    let file = stage.path(&app);
    app.close().await;
    let mut log = file.clone().into_os_string();
    log.push("-wal");
    // How long a process needs from its start to the end of its sync, to choose moments within.
    suspend_all(&stage, true);
    let started = Instant::now();
    let mut child = start(&stage);
    while read(&file).await != Some(true) {
        assert!(started.elapsed() < Duration::from_mins(2), "the process never comes to an end");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let whole = started.elapsed();
    end(&mut child);

    let mut is_new = true;
    for kill in 0..KILLS {
        is_new = !is_new;
        suspend_all(&stage, is_new);
        let mut child = start(&stage);
        let started = Instant::now();
        if kill % 2 == 0 {
            // While the list is being written: the log grows before the commit.
            while std::fs::metadata(&log).map_or(0, |log| log.len()) < 200_000
                && started.elapsed() < whole * 4
            {
                tokio::time::sleep(Duration::from_micros(500)).await;
            }
        } else {
            tokio::time::sleep(whole * (2 * kill + 1) / (2 * KILLS)).await;
        }
        end(&mut child);
        let found = read(&file).await.expect("licenses of two lists are mixed");
        // Old or new, both are whole; from what is there, the next one goes on.
        is_new = found;
    }
}

/// Whether all licenses on disk are suspended, or none is; nothing if some are.
async fn read(file: &Path) -> Option<bool> {
    let opened = Store::open(file).await.unwrap();
    assert_eq!(opened.set_aside, None, "the file is sound");
    let licenses = opened.store.licenses().await.unwrap();
    opened.store.close().await;
    assert_eq!(licenses.len(), LICENSES);
    let suspended = licenses.iter().filter(|license| license.suspended).count();
    (suspended == 0 || suspended == LICENSES).then_some(suspended > 0)
}

fn suspend_all(stage: &Stage, is_suspended: bool) {
    for license in stage.service().licenses() {
        stage.service().change(&license.id, |license| license.is_suspended = is_suspended);
    }
}

fn start(stage: &Stage) -> Child {
    let token = stage.service().credentials().tokens.org_admin;
    let told =
        [&stage.server.url(), &stage.folder.path().display().to_string(), &stage.customer_code(), &token];
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "killed::syncs_until_it_is_killed", "--ignored", "--nocapture"])
        .env(TOLD, told.map(String::as_str).join("\n"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn end(child: &mut Child) {
    child.kill().unwrap();
    child.wait().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "the process that another test starts and kills"]
async fn syncs_until_it_is_killed() {
    let Ok(told) = std::env::var(TOLD) else { return };
    let told: Vec<&str> = told.split('\n').collect();
    let [vendor, folder, customer_code, token] = told[..] else { panic!("{} lines", told.len()) };
    let app = App::start(options(vendor, Path::new(folder), &(Arc::new(MemoryVault::new()) as _), None))
        .await
        .unwrap();
    app.connect(customer_code, SecretString::from(token), KeepToken::ThisRun).await.unwrap();
    loop {
        app.sync().await.unwrap();
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
