//! The app's window with 100,000 cached licenses beside an empty one: from the start of the process to what a person
//! sees, and the memory that all processes take once it is there. Neither program is driven: a driver costs time and
//! memory of its own.

use std::{
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use clap::Args;

use super::{
    machine::{memory_of, open_files, other_web_view_runs, process_tree},
    watch::{Display, Expected, Watch},
};
use crate::measured::{Measured, Side};

const ROUNDS: usize = 7;
/// Nothing changes any more.
const QUIET: Duration = Duration::from_millis(1500);
/// What a program does after its window has come to rest, such as freeing memory, shall be done.
const SETTLE: Duration = Duration::from_secs(3);
const LIMIT: Duration = Duration::from_secs(30);
const GRACE: Duration = Duration::from_secs(5);

/// The two programs and where each is at home.
#[derive(Debug, Args)]
pub struct Windows {
    /// The app
    #[arg(long)]
    app: PathBuf,
    /// The app's home; its data is prepared
    #[arg(long)]
    app_home: PathBuf,
    /// The empty window
    #[arg(long)]
    blank: PathBuf,
    /// Its home
    #[arg(long)]
    blank_home: PathBuf,
}

struct Seen {
    /// From the start of the process to the first sight of what the window shows in the end.
    painted: Duration,
    /// Whether it has the file of an organization open.
    has_organization: bool,
    /// Name and KiB of each process.
    memory: Vec<(String, u64)>,
    /// Another program had its share of that.
    is_shared: bool,
}

#[derive(Default)]
struct Samples {
    painted: Vec<f64>,
    memory: Vec<f64>,
    processes: Vec<(String, u64)>,
    is_shared: bool,
}

pub fn measure(windows: &Windows) -> Result<()> {
    let (mut app, mut blank) = (Samples::default(), Samples::default());
    let (app_home, blank_home) = (windows.app_home.canonicalize()?, windows.blank_home.canonicalize()?);
    // The first starts fill the caches of the disk and of WebKit.
    look_at(&windows.blank, &blank_home, Expected::EmptyPage)?;
    look_at(&windows.app, &app_home, Expected::Table)?;
    for _ in 0..ROUNDS {
        blank.add(look_at(&windows.blank, &blank_home, Expected::EmptyPage)?);
        let seen = look_at(&windows.app, &app_home, Expected::Table)?;
        if !seen.has_organization {
            bail!("the app shows no table");
        }
        app.add(seen);
    }
    Measured::ratio(
        "start_to_table_to_blank",
        Side::new("start to painted table", "ms", app.painted),
        Side::new("start to painted empty page", "ms", blank.painted),
    )
    .noting("pixels of the display; no driver")
    .print()?;
    let is_shared = app.is_shared || blank.is_shared;
    let shared = if is_shared { "; worth little: other web views ran" } else { "" };
    Measured::ratio(
        "memory_to_blank",
        Side::new("table open", "MiB", app.memory),
        Side::new("empty window", "MiB", blank.memory),
    )
    .noting(format!("{} to {}{shared}", words(&app.processes), words(&blank.processes)))
    .print()
}

impl Samples {
    #[expect(clippy::cast_precision_loss, reason = "far below the 2^52 that a f64 counts exactly")]
    fn add(&mut self, seen: Seen) {
        self.painted.push(seen.painted.as_secs_f64() * 1000.0);
        self.memory.push(seen.memory.iter().map(|(_, size)| size).sum::<u64>() as f64 / 1024.0);
        self.processes = seen.memory;
        self.is_shared |= seen.is_shared;
    }
}

fn words(processes: &[(String, u64)]) -> String {
    let each: Vec<String> = processes.iter().map(|(name, size)| format!("{name} {}", size / 1024)).collect();
    each.join(" + ")
}

/// Starts a program on a display of its own, watches it until it has come to rest, and ends it.
fn look_at(program: &Path, home: &Path, expected: Expected) -> Result<Seen> {
    let display = Display::start()?;
    let mut watch = Watch::start(&display)?;
    let mut command = command(program, home, &display);
    let started = Instant::now();
    let mut child = command.spawn().with_context(|| format!("{} can't be started", program.display()))?;
    let seen = watch_child(&mut watch, started, &child, expected);
    let ended = end(&mut child);
    let seen = seen.with_context(|| format!("{} was not seen", program.display()))?;
    ended?;
    Ok(seen)
}

fn command(program: &Path, home: &Path, display: &Display) -> Command {
    let mut command = Command::new(program);
    command
        .env("DISPLAY", &display.name)
        .env("WAYLAND_DISPLAY", "")
        .env("GDK_BACKEND", "x11")
        .env("NO_AT_BRIDGE", "1")
        .env("LANG", "C.UTF-8")
        .env("HOME", home)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    for (name, folder) in [("DATA", "data"), ("CONFIG", "config"), ("CACHE", "cache"), ("STATE", "state")] {
        command.env(format!("XDG_{name}_HOME"), home.join(folder));
    }
    command
}

fn watch_child(watch: &mut Watch, started: Instant, child: &Child, expected: Expected) -> Result<Seen> {
    watch.until_quiet(expected, QUIET, LIMIT)?;
    thread::sleep(SETTLE);
    let tree = process_tree(child.id());
    let memory: Vec<_> = tree.iter().filter_map(|process| memory_of(*process)).collect();
    if memory.len() < 3 {
        bail!("it has not the three processes of a web view: {memory:?}");
    }
    Ok(Seen {
        painted: watch.first_seen()?.duration_since(started),
        has_organization: open_files(child.id()).iter().any(|file| is_in(file, "organizations")),
        memory,
        is_shared: other_web_view_runs(&tree),
    })
}

fn is_in(file: &Path, folder: &str) -> bool {
    file.parent().and_then(Path::file_name).is_some_and(|name| name == folder)
}

/// Ends a program with all that it started.
fn end(child: &mut Child) -> Result<()> {
    let tree = process_tree(child.id());
    for process in tree.into_iter().rev() {
        if let Some(id) = i32::try_from(process).ok().and_then(rustix::process::Pid::from_raw) {
            // One that ended by itself is fine.
            let _ = rustix::process::kill_process(id, rustix::process::Signal::TERM);
        }
    }
    let deadline = Instant::now() + GRACE;
    while child.try_wait()?.is_none() {
        if Instant::now() > deadline {
            child.kill()?;
            child.wait()?;
            break;
        }
        thread::sleep(Duration::from_millis(20));
    }
    Ok(())
}
