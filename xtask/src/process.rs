//! Child processes: every one has a time limit, and nothing that one started is left behind.

use std::io::{Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// The children that run now, so that an interrupt can end them too.
static RUNNING: Mutex<Vec<u32>> = Mutex::new(Vec::new());

const POLL: Duration = Duration::from_millis(30);
/// How long a command may take that only tells something.
const ANSWER_LIMIT: Duration = Duration::from_mins(2);
/// How long a process that was asked to end may take.
const GRACE: Duration = Duration::from_secs(5);

/// How a child ended.
pub struct Finished {
    /// Whether it ended by itself, in time, with exit code 0.
    pub success: bool,
    /// Why not, in a few words.
    pub problem: Option<String>,
    /// What it printed, where that was asked for.
    pub output: String,
}

/// Runs a command that prints for itself.
pub fn run(command: &mut Command, limit: Duration) -> Result<Finished> {
    let child = spawn(command)?;
    Ok(finished(wait(child, limit)?, limit, String::new()))
}

/// Runs a command, shows what it prints while it runs, and returns it too.
pub fn run_and_keep_output(command: &mut Command, limit: Duration) -> Result<Finished> {
    let mut child = spawn(command.stdout(Stdio::piped()).stderr(Stdio::piped()))?;
    let mut kept = Kept::default();
    kept.copy(child.stdout.take(), std::io::stdout());
    kept.copy(child.stderr.take(), std::io::stderr());
    let status = wait(child, limit)?;
    Ok(finished(status, limit, kept.text()))
}

/// Runs a command that writes messages for people to its one stream, and for programs to the other: these are returned.
pub fn run_for_messages(command: &mut Command, limit: Duration) -> Result<Finished> {
    let mut child = spawn(command.stdout(Stdio::piped()))?;
    let mut kept = Kept::default();
    kept.copy(child.stdout.take(), std::io::sink());
    let status = wait(child, limit)?;
    Ok(finished(status, limit, kept.text()))
}

/// Runs a command for its answer only; nothing is shown. `None` when it can't be started, fails, or takes too long.
pub fn answer(command: &mut Command) -> Option<String> {
    let mut child = spawn(command.stdout(Stdio::piped()).stderr(Stdio::null())).ok()?;
    let mut kept = Kept::default();
    kept.copy(child.stdout.take(), std::io::sink());
    let status = wait(child, ANSWER_LIMIT).ok()??;
    status.success().then(|| kept.text().trim().to_owned())
}

/// Runs a program that a person uses and ends: it has no time limit, and the terminal is its own.
pub fn run_for_a_person(command: &mut Command) -> Result<bool> {
    let status = command.status().with_context(|| format!("{} can't be started", name_of(command)))?;
    Ok(status.success())
}

/// After this, an interrupt ends the children as well.
pub fn end_children_when_interrupted() -> Result<()> {
    ctrlc::set_handler(|| {
        for id in RUNNING.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            end_group(id, Strength::Firmly);
        }
        std::process::exit(130);
    })
    .context("the handler of interrupts can't be set")
}

fn spawn(command: &mut Command) -> Result<Child> {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    let child = command
        .stdin(Stdio::null())
        .spawn()
        .with_context(|| format!("{} can't be started", name_of(command)))?;
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner).push(child.id());
    Ok(child)
}

/// `None`: the time was up, and the child was ended.
fn wait(mut child: Child, limit: Duration) -> Result<Option<ExitStatus>> {
    let status = wait_until(&mut child, Instant::now() + limit);
    if let Ok(None) = status {
        end_group(child.id(), Strength::Politely);
        if wait_until(&mut child, Instant::now() + GRACE)?.is_none() {
            end_group(child.id(), Strength::Firmly);
            child.wait()?;
        }
    }
    // What the child left running would hold ports, displays and pipes.
    #[cfg(unix)]
    end_group(child.id(), Strength::Firmly);
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner).retain(|id| *id != child.id());
    status
}

fn wait_until(child: &mut Child, deadline: Instant) -> Result<Option<ExitStatus>> {
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if Instant::now() >= deadline {
            return Ok(None);
        }
        thread::sleep(POLL);
    }
}

fn finished(status: Option<ExitStatus>, limit: Duration, output: String) -> Finished {
    let problem = match status {
        None => Some(format!("ended after {} s, its time limit", limit.as_secs())),
        Some(status) if !status.success() => Some(status.to_string()),
        Some(_) => None,
    };
    Finished { success: problem.is_none(), problem, output }
}

/// What a child prints, read while it runs.
#[derive(Default)]
struct Kept {
    bytes: Arc<Mutex<Vec<u8>>>,
    copies: Vec<JoinHandle<()>>,
}

impl Kept {
    fn copy(&mut self, from: Option<impl Read + Send + 'static>, mut to: impl Write + Send + 'static) {
        let Some(mut from) = from else { return };
        let bytes = Arc::clone(&self.bytes);
        self.copies.push(thread::spawn(move || {
            let mut buffer = [0; 8192];
            while let Ok(length @ 1..) = from.read(&mut buffer) {
                bytes.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(&buffer[..length]);
                // Our own output may be closed, as with `| head`; the child shall still be heard to its end.
                let _ = to.write_all(&buffer[..length]).and_then(|()| to.flush());
            }
        }));
    }

    /// All of it, once the child has ended. A process that left its group may hold a pipe open; what it prints later
    /// is nobody's concern.
    fn text(self) -> String {
        let deadline = Instant::now() + GRACE;
        while self.copies.iter().any(|copy| !copy.is_finished()) && Instant::now() < deadline {
            thread::sleep(POLL);
        }
        let bytes = self.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Strength {
    Politely,
    Firmly,
}

/// Ends a child and all that it started. Those that are gone already are fine.
#[cfg(unix)]
fn end_group(id: u32, strength: Strength) {
    use rustix::process::{Pid, Signal, kill_process_group};
    let signal = if strength == Strength::Firmly { Signal::KILL } else { Signal::TERM };
    if let Some(group) = i32::try_from(id).ok().and_then(Pid::from_raw) {
        let _ = kill_process_group(group, signal);
    }
}

#[cfg(not(unix))]
fn end_group(id: u32, _strength: Strength) {
    // Without /F it would only ask windows to close, which a console program has none of.
    let _ = answer(Command::new("taskkill").args(["/T", "/F", "/PID", &id.to_string()]));
}

fn name_of(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn output_of_both_streams_is_kept() {
        let finished =
            run_and_keep_output(&mut shell("echo one; echo two >&2"), Duration::from_secs(10)).unwrap();
        assert!(finished.success);
        assert!(finished.output.contains("one\n") && finished.output.contains("two\n"));
    }

    #[test]
    fn an_exit_code_is_a_problem() {
        let finished = run(&mut shell("exit 3"), Duration::from_secs(10)).unwrap();
        assert!(!finished.success);
        assert_eq!(finished.problem.as_deref(), Some("exit status: 3"));
    }

    #[test]
    fn what_takes_too_long_is_ended_with_all_that_it_started() {
        let mark = std::env::temp_dir().join(format!("xtask-outlived-{}", std::process::id()));
        let script = format!("(sleep 1; touch '{}') & echo started; wait", mark.display());
        let started = Instant::now();
        let finished = run_and_keep_output(&mut shell(&script), Duration::from_millis(300)).unwrap();
        assert!(started.elapsed() < Duration::from_secs(1), "took {:?}", started.elapsed());
        assert!(finished.problem.unwrap().contains("time limit"));
        assert_eq!(finished.output, "started\n");
        thread::sleep(Duration::from_millis(1500));
        assert!(!mark.exists(), "what it started went on without it");
    }

    #[test]
    fn a_program_that_does_not_exist_is_named() {
        let error = run(&mut Command::new("no-such-program"), Duration::from_secs(1)).err().unwrap();
        assert!(format!("{error:#}").contains("no-such-program"));
    }
}
