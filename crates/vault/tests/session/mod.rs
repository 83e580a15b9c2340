//! Runs a test inside a session bus of its own.

use std::env;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// Set in the second run only.
const INSIDE: &str = "SEATKEEPER_VAULT_TEST_INSIDE";

/// No test waits longer.
const LIMIT: Duration = Duration::from_mins(1);

/// What the session offers; the flags are explained in `e2e/with-keyring.sh`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Session {
    Unlocked,
    Locked,
    Empty,
    Stopped,
    Without,
    NoBus,
}

impl Session {
    fn flag(self) -> &'static str {
        match self {
            Self::Unlocked => "--unlocked",
            Self::Locked => "--locked",
            Self::Empty => "--empty",
            Self::Stopped => "--stopped",
            Self::Without | Self::NoBus => "--without",
        }
    }

    fn command(self, folder: &Path) -> Command {
        let binary = env::current_exe().unwrap();
        if self == Self::NoBus {
            let mut command = Command::new(binary);
            command.env_remove("DBUS_SESSION_BUS_ADDRESS").env("XDG_RUNTIME_DIR", folder);
            return command;
        }
        let mut command = Command::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../e2e/with-keyring.sh"));
        command.arg(self.flag()).arg(binary);
        command
    }
}

/// Runs `body` in a process of its own inside `session`, and fails when it fails or when it did not run. `name` is the
/// full name of the calling test.
pub fn inside(session: Session, name: &str, body: impl AsyncFnOnce()) {
    if env::var_os(INSIDE).is_some() {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        runtime
            .block_on(async { tokio::time::timeout(LIMIT, body()).await })
            .expect("the test takes too long");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let output = session
        .command(folder.path())
        .args([name, "--exact", "--nocapture", "--test-threads=1"])
        .env(INSIDE, "1")
        .output()
        .unwrap();
    let printed =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "inside {session:?}: {}\n{printed}", output.status);
    assert!(
        printed.contains("test result: ok. 1 passed"),
        "{name} did not run inside {session:?}:\n{printed}"
    );
}
