//! The real process, killed in the middle of a change set: its own runtime, real HTTP, the settings of SQLite that ship.
//!
//! This program is the service, and starts itself again as the application (the victim). Whenever a victim has settled
//! what the one before left, the journal is compared with the service's ledger.

mod evidence;
mod victim;

use std::{
    io::{self, BufRead, BufReader, Write},
    process::{Child, ChildStdin, Command, ExitCode, Stdio},
    sync::mpsc::{self, Receiver},
    thread,
    time::{Duration, Instant},
};

use account_sim::{
    Choices, Clock, Fault, FaultPlan, Generator, Organization, Server, ServerOptions, Service, Usage,
};
use fastrand::Rng;
use jiff::SignedDuration;

use crate::{
    chance::{Chance, one_of, percent},
    check::Evidence,
    run::read_steps,
    world::organization_file,
};

/// What a victim is told at its start; whoever finds it is one.
const TOLD: &str = "SEATKEEPER_CAMPAIGN_VICTIM";
/// Kills of one organization and its files; then there are new ones, because a journal only grows.
const KILLS_OF_ONE: u32 = 10;
/// Violations that are shown at a time: what is wrong once is often wrong for all steps.
const SHOWN: usize = 8;
const LICENSES: usize = 160;
const LATENCY: Duration = Duration::from_millis(3);
/// How long a victim may take to say something.
const PATIENCE: Duration = Duration::from_mins(1);
/// About as long as a change set takes, and a start.
const LONGEST_RUN: u64 = 500;
const LONGEST_START: u64 = 300;

/// Whether this process was started to be killed.
pub fn is_victim() -> bool {
    std::env::var_os(TOLD).is_some()
}

pub use victim::victim;

/// Kills so often; whether nothing was violated.
pub fn kill(kills: u32, seed: u64) -> bool {
    let started = Instant::now();
    let mut total = Total::default();
    let mut left = kills;
    while left > 0 {
        let these = left.min(KILLS_OF_ONE);
        left -= these;
        let round = u64::from(kills - left);
        if let Err(error) = kill_one_organization(these, seed.wrapping_add(round), &mut total) {
            println!("seed {seed}: {error}");
            total.violations += 1;
            break;
        }
    }
    let Total { killed, in_starts, cut_off, steps, sent, violations } = total;
    println!("kills:            {killed}, {in_starts} of them while what was left was being settled");
    println!("cut off:          {cut_off} change sets had steps that were sent or planned");
    println!("steps:            {steps}, {sent} of them sent");
    println!("violations:       {violations}");
    println!("seconds:          {:.1}", started.elapsed().as_secs_f64());
    violations == 0
}

#[derive(Default)]
struct Total {
    killed: u32,
    in_starts: u32,
    cut_off: u32,
    steps: usize,
    sent: usize,
    violations: usize,
}

fn kill_one_organization(kills: u32, seed: u64, total: &mut Total) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let mut rng = Chance::new(seed).about("kills");
    let stage = Stage::new(&runtime, seed)?;
    for kill in 0..kills {
        let is_in_start = kill > 0 && percent(&mut rng, 25);
        let mut victim = Victim::start(&stage, kill)?;
        if is_in_start {
            thread::sleep(Duration::from_millis(rng.u64(0..LONGEST_START)));
        } else {
            total.cut_off += u32::from(victim.hears("settled")?.contains("cut off"));
            stage.check(&runtime, total)?;
            stage.make_room();
            stage.service.set_faults(faults(rng.fork()));
            victim.says("go")?;
            victim.hears("applying")?;
            thread::sleep(Duration::from_millis(rng.u64(0..LONGEST_RUN)));
        }
        victim.kill()?;
        stage.service.set_faults(FaultPlan::none());
        total.killed += 1;
        total.in_starts += u32::from(is_in_start);
    }
    let mut last = Victim::start(&stage, kills)?;
    total.cut_off += u32::from(last.hears("settled")?.contains("cut off"));
    let steps = stage.check(&runtime, total)?;
    last.kill()?;
    total.steps += steps.0;
    total.sent += steps.1;
    runtime.block_on(stage.server.shutdown());
    Ok(())
}

/// The service and a folder for the victims' files, on a real disk.
struct Stage {
    service: Service,
    server: Server,
    folder: tempfile::TempDir,
}

impl Stage {
    fn new(runtime: &tokio::runtime::Runtime, seed: u64) -> io::Result<Self> {
        let clock = Clock::system();
        let organization: Organization = Generator::new(LICENSES, seed).teams(3).build(clock.now());
        let service = Service::new(organization, clock, Choices::default());
        let options = ServerOptions { latency: LATENCY, ..ServerOptions::default() };
        let server = runtime.block_on(Server::start(service.clone(), options))?;
        Ok(Self { service, server, folder: tempfile::tempdir()? })
    }

    /// Compares the journal with the ledger. Gives how many steps there are, and how many were sent.
    fn check(&self, runtime: &tokio::runtime::Runtime, total: &mut Total) -> io::Result<(usize, usize)> {
        let Some(file) = organization_file(self.folder.path()) else { return Ok((0, 0)) };
        let steps = runtime.block_on(read_steps(&file))?;
        let evidence: Evidence = evidence::of(steps, self.service.ledger());
        let violations = evidence.violations();
        for violation in violations.iter().take(SHOWN) {
            println!("VIOLATION: {violation}");
        }
        total.violations += violations.len();
        Ok((evidence.steps.len(), evidence.seen.posts.len()))
    }

    /// What was assigned can be revoked again, as if a month had passed.
    fn make_room(&self) {
        let long_ago = self.service.clock().now() - SignedDuration::from_hours(24 * 90);
        for license in self.service.licenses() {
            self.service.change(&license.id, |license| {
                if let Some(usage) = &mut license.usage {
                    *usage = Usage { last_assigned: Some(long_ago), ..*usage };
                }
            });
        }
    }
}

/// What a network does on a bad day, and never late: a process that was killed sends nothing afterwards.
fn faults(mut rng: Rng) -> FaultPlan {
    FaultPlan::none().choose(move |_| {
        percent(&mut rng, 8).then(|| {
            one_of(
                &mut rng,
                &[
                    Fault::DropBefore,
                    Fault::WorkThenDrop,
                    Fault::WorkThenReset,
                    Fault::WorkThenStatus(502),
                    Fault::Status(503),
                    Fault::TruncateBody,
                    Fault::Delay(Duration::from_millis(40)),
                ],
            )
        })
    })
}

/// The process that is killed.
struct Victim {
    child: Child,
    input: ChildStdin,
    lines: Receiver<String>,
}

impl Victim {
    fn start(stage: &Stage, number: u32) -> io::Result<Self> {
        let credentials = stage.service.credentials();
        let told = [
            stage.server.url(),
            stage.folder.path().display().to_string(),
            credentials.customer_code.to_string(),
            credentials.tokens.org_admin,
            number.to_string(),
        ];
        let mut child = Command::new(std::env::current_exe()?)
            .env(TOLD, told.join("\n"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::Error::other("a victim without a voice"));
        };
        let (sender, lines) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        Ok(Self { child, input, lines })
    }

    /// Waits for a line that begins so.
    fn hears(&mut self, word: &str) -> io::Result<String> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let line = self
                .lines
                .recv_timeout(left)
                .map_err(|_| io::Error::other(format!("a victim never says \"{word}\"")))?;
            if line.starts_with(word) {
                return Ok(line);
            }
            println!("victim: {line}");
        }
    }

    fn says(&mut self, word: &str) -> io::Result<()> {
        writeln!(self.input, "{word}")?;
        self.input.flush()
    }

    fn kill(&mut self) -> io::Result<()> {
        self.child.kill()?;
        self.child.wait().map(drop)
    }
}

impl Drop for Victim {
    fn drop(&mut self) {
        // After an error: nothing that was started is left behind. One that is gone can't be killed again.
        drop(self.kill());
    }
}

/// For the program's exit code.
pub fn exit_code(is_well: bool) -> ExitCode {
    if is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
