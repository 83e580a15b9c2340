//! The simulated vendor, as a process of its own: what it costs is not what the app costs.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process};
use serde::Deserialize;

/// Making up 100,000 licenses takes seconds.
const START: Duration = Duration::from_mins(1);
/// To write its ledger.
const END: Duration = Duration::from_secs(20);
/// The license in a request that is there to be found in the ledger.
pub const MARK: &str = "MARK000000";

/// A running simulator; it ends when this is dropped.
pub struct Service {
    child: Child,
    greeting: Greeting,
}

/// The first line that it prints.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Greeting {
    url: String,
    customer_code: u64,
    tokens: Tokens,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Tokens {
    org_admin: String,
}

/// A change that it was asked for.
#[derive(Debug, Deserialize)]
pub struct Entry {
    /// The number of the request, reads included.
    pub number: u32,
    path: String,
    query: String,
    outcome: Outcome,
}

#[derive(Debug, Deserialize)]
struct Outcome {
    status: Option<u16>,
    changed: Vec<String>,
}

impl Entry {
    /// Whether it is no change but a mark.
    pub fn is_mark(&self) -> bool {
        self.query.contains(MARK)
    }

    /// Whether it gave a license to somebody.
    pub fn is_assigned(&self) -> bool {
        self.path.ends_with("/assign") && self.outcome.status == Some(200) && self.outcome.changed.len() == 1
    }
}

impl Service {
    /// Starts it with so many licenses, and so much to wait for each answer.
    pub fn start(program: &Path, licenses: u32, latency: Duration) -> Result<Self> {
        Self::spawn(&mut command(program, licenses, latency))
    }

    /// The same, with a file that it writes when it is [`Self::ended`].
    pub fn with_ledger(program: &Path, licenses: u32, latency: Duration, file: &Path) -> Result<Self> {
        Self::spawn(command(program, licenses, latency).arg("--ledger").arg(file))
    }

    fn spawn(command: &mut Command) -> Result<Self> {
        let mut child = command.spawn().with_context(|| format!("{command:?} can't be started"))?;
        let output = child.stdout.take().context("the simulator has no output")?;
        let (send, receive) = mpsc::channel();
        thread::spawn(move || {
            let mut line = String::new();
            let read = BufReader::new(output).read_line(&mut line).map(|_| line);
            // Nobody listens any more when the time was up.
            let _ = send.send(read);
        });
        let greeting = receive
            .recv_timeout(START)
            .map_err(anyhow::Error::from)
            .and_then(|line| Ok(serde_json::from_str(&line?)?));
        match greeting {
            Ok(greeting) => Ok(Self { child, greeting }),
            Err(error) => {
                end(&mut child);
                Err(error.context("the simulator does not greet"))
            }
        }
    }

    /// Ends it, and gives what it was asked to change.
    pub fn ended(mut self, ledger: &Path) -> Result<Vec<Entry>> {
        let id = Pid::from_raw(self.child.id().try_into()?).context("the simulator has no id")?;
        kill_process(id, Signal::TERM)?;
        let asked = Instant::now();
        while self.child.try_wait()?.is_none() {
            if asked.elapsed() > END {
                bail!("the simulator does not end");
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(serde_json::from_slice(&std::fs::read(ledger)?)?)
    }

    /// Its base URL.
    pub fn url(&self) -> &str {
        &self.greeting.url
    }

    /// The organization's customer code.
    pub fn customer_code(&self) -> String {
        self.greeting.customer_code.to_string()
    }

    /// A token that may do everything.
    pub fn token(&self) -> &str {
        &self.greeting.tokens.org_admin
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        end(&mut self.child);
    }
}

fn command(program: &Path, licenses: u32, latency: Duration) -> Command {
    let mut command = Command::new(program);
    command
        .args(["--port", "0", "--seed", "1", "--licenses", &licenses.to_string()])
        .args(["--latency-ms", &latency.as_millis().to_string()])
        .stdin(Stdio::null())
        .stdout(Stdio::piped());
    command
}

/// It keeps nothing, so that it need not be asked.
fn end(child: &mut Child) {
    let _ = child.kill();
    let _ = child.wait();
}
