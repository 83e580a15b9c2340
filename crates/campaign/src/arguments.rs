//! The program: how many runs, from which seed, or how often to kill.

use std::{
    process::ExitCode,
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use clap::{CommandFactory, Parser};

use crate::{kill, lock, run, summary::Sum};

/// How long one run may take by the clock on the wall; the largest take a few seconds.
const LONGEST: Duration = Duration::from_mins(3);
/// How much of the trace of a failed run is shown where not all of it is asked for.
const SHOWN: usize = 60;
/// And how many violations of one run: what is wrong once is often wrong for all steps.
const SHOWN_VIOLATIONS: usize = 8;

/// Proves the engine that carries changes out.
#[derive(Debug, Parser)]
#[command(name = "campaign")]
struct Arguments {
    /// How many simulated runs
    #[arg(long, default_value_t = 0)]
    runs: u64,
    /// The seed of the first; each further one has the next number
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Show what happened in every run, line by line
    #[arg(long)]
    trace: bool,
    /// How often to kill the real process in the middle of a change set
    #[arg(long, default_value_t = 0)]
    kill: u32,
}

/// The program. Exit code 1: something is violated.
pub fn main() -> ExitCode {
    if kill::is_victim() {
        return kill::victim();
    }
    // Test runners ask every test program for its tests. There are none: this one is run by its own task.
    if std::env::args().any(|argument| argument == "--list") {
        return ExitCode::SUCCESS;
    }
    let arguments = Arguments::parse();
    if arguments.runs == 0 && arguments.kill == 0 {
        // Writing to the terminal; if that fails, nobody is there to be told.
        drop(Arguments::command().print_help());
        return ExitCode::SUCCESS;
    }
    let is_well = (arguments.runs == 0 || simulate(&arguments))
        && (arguments.kill == 0 || kill::kill(arguments.kill, arguments.seed));
    if is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

struct Tally {
    sum: Sum,
    violations: u64,
    /// What each thread is at, and since when.
    at: Vec<Option<(u64, Instant)>>,
    traces: u64,
}

fn simulate(arguments: &Arguments) -> bool {
    let started = Instant::now();
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let (next, end) = (AtomicU64::new(arguments.seed), arguments.seed.saturating_add(arguments.runs));
    let tally = Mutex::new(Tally { sum: Sum::default(), violations: 0, at: vec![None; threads], traces: 0 });
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|number| {
                let (tally, next) = (&tally, &next);
                scope.spawn(move || work(number, arguments.trace, tally, next, end))
            })
            .collect();
        while workers.iter().any(|worker| !worker.is_finished()) {
            thread::sleep(Duration::from_millis(50));
            end_if_stuck(&tally);
        }
    });
    let tally = lock(&tally);
    println!("{}", tally.sum);
    println!("violations:       {}", tally.violations);
    println!("trace:            {:016x}", tally.traces);
    let seconds = started.elapsed().as_secs_f64();
    println!("seconds:          {seconds:.1}");
    tally.violations == 0
}

fn work(number: usize, shows_all: bool, tally: &Mutex<Tally>, next: &AtomicU64, end: u64) {
    loop {
        let seed = next.fetch_add(1, Ordering::Relaxed);
        if seed >= end {
            return;
        }
        lock(tally).at[number] = Some((seed, Instant::now()));
        let finished = run(seed);
        let mut tally = lock(tally);
        tally.at[number] = None;
        match finished {
            Ok(finished) => {
                tally.sum.add(&finished.sum);
                // Whatever the order in which threads come to it.
                tally.traces ^= finished.hash;
                tally.violations += u64::try_from(finished.violations.len()).unwrap_or(u64::MAX);
                show(seed, shows_all, &finished);
            }
            Err(error) => {
                tally.violations += 1;
                println!("seed {seed}: can't be carried out: {error}");
            }
        }
    }
}

fn show(seed: u64, shows_all: bool, finished: &crate::Finished) {
    let is_well = finished.violations.is_empty();
    if is_well && !shows_all {
        return;
    }
    let hidden = if shows_all { 0 } else { finished.trace.len().saturating_sub(SHOWN) };
    if hidden > 0 {
        println!("seed {seed}: {hidden} lines before are shown by --seed {seed} --runs 1 --trace");
    }
    for line in &finished.trace[hidden..] {
        println!("  {line}");
    }
    println!("seed {seed}: trace {:016x}, {} violations", finished.hash, finished.violations.len());
    for violation in finished.violations.iter().take(SHOWN_VIOLATIONS) {
        println!("  VIOLATION: {violation}");
    }
}

/// A run that hangs by the clock on the wall can't be ended from the outside, but the program can.
fn end_if_stuck(tally: &Mutex<Tally>) {
    let stuck = lock(tally).at.iter().flatten().find(|(_, since)| since.elapsed() > LONGEST).copied();
    if let Some((seed, since)) = stuck {
        println!("seed {seed}: hangs since {} s", since.elapsed().as_secs());
        std::process::exit(1);
    }
}
