//! The simulated vendor, as a process of its own: what it costs is not what the app costs.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use anyhow::{Context, Result};
use serde::Deserialize;

/// Making up 100,000 licenses takes seconds.
const START: Duration = Duration::from_mins(1);

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

impl Service {
    /// Starts it with so many licenses, and so much to wait for each answer.
    pub fn start(program: &Path, licenses: u32, latency: Duration) -> Result<Self> {
        let mut child = Command::new(program)
            .args(["--port", "0", "--seed", "1", "--licenses", &licenses.to_string()])
            .args(["--latency-ms", &latency.as_millis().to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("{} can't be started", program.display()))?;
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

/// It keeps nothing, so that it need not be asked.
fn end(child: &mut Child) {
    let _ = child.kill();
    let _ = child.wait();
}
