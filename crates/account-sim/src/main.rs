//! `account-sim`: the simulated service on a port of this machine.

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
    time::Duration,
};

use account_sim::{Choices, Clock, Credentials, Generator, Server, ServerOptions, Service, Turbulence, demo};
use clap::Parser;
use jiff::Timestamp;
use serde::Serialize;

/// The vendor's account service, simulated.
///
/// Prints one line of JSON with its address and its tokens, and runs until it is interrupted.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// The port on 127.0.0.1; 0: any that is free
    #[arg(long, default_value_t = 4010)]
    port: u16,
    /// How many licenses to make up
    #[arg(long, default_value_t = 240, conflicts_with = "demo")]
    licenses: usize,
    /// Where randomness starts: the same seed and moment make the same organization
    #[arg(long, default_value_t = 1, conflicts_with = "demo")]
    seed: u64,
    /// How many teams to make up; left out: by the number of licenses
    #[arg(long, conflicts_with = "demo")]
    teams: Option<u64>,
    /// The demo organization instead of a made up one
    #[arg(long)]
    demo: bool,
    /// Add licenses whose holders make revoke, transfer and read fail
    #[arg(long, conflicts_with = "demo")]
    special_people: bool,
    /// How long every request waits
    #[arg(long, default_value_t = 0)]
    latency_ms: u64,
    /// The moment at which the clock starts, such as 2026-11-23T09:00:00Z; left out: now
    #[arg(long)]
    now: Option<Timestamp>,
    /// After how many pages licenses move, come and go while a list is read
    #[arg(long, default_value_t = 0)]
    turbulence: u32,
    /// A file that is written at the end: every POST that arrived and what came of it, as JSON
    #[arg(long)]
    ledger: Option<PathBuf>,
    #[command(flatten)]
    choices: Choices,
}

/// The first line of the output.
#[derive(Serialize)]
struct Greeting {
    url: String,
    #[serde(flatten)]
    credentials: Credentials,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("account-sim: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> io::Result<()> {
    // Before the first line is printed: whoever reads it may end this at once.
    let ended = end_signal()?;
    let service = service(&arguments);
    let latency = Duration::from_millis(arguments.latency_ms);
    let server = Server::start(service.clone(), ServerOptions { port: arguments.port, latency }).await?;
    let greeting = Greeting { url: server.url(), credentials: service.credentials() };
    let mut output = io::stdout();
    serde_json::to_writer(&mut output, &greeting)?;
    writeln!(output)?;
    output.flush()?;
    ended.await;
    server.shutdown().await;
    if let Some(file) = arguments.ledger {
        std::fs::write(file, serde_json::to_vec(&service.ledger())?)?;
    }
    Ok(())
}

fn service(arguments: &Arguments) -> Service {
    let clock = arguments.now.map_or_else(Clock::system, Clock::starting_at);
    let now = arguments.now.unwrap_or_else(|| clock.now());
    let organization = if arguments.demo {
        demo(now)
    } else {
        let mut generator = Generator::new(arguments.licenses, arguments.seed);
        if let Some(teams) = arguments.teams {
            generator = generator.teams(teams);
        }
        if arguments.special_people {
            generator = generator.special_people();
        }
        generator.build(now)
    };
    let service = Service::new(organization, clock, arguments.choices.clone());
    if arguments.turbulence > 0 {
        service.set_turbulence(Some(Turbulence::new(arguments.seed, arguments.turbulence)));
    }
    service
}

/// Ctrl-C, or what a supervisor sends.
#[cfg(unix)]
fn end_signal() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Ctrl-C, or the console that closes.
#[cfg(windows)]
fn end_signal() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::windows::{ctrl_break, ctrl_c, ctrl_close};

    let mut interrupt = ctrl_c()?;
    let mut stop = ctrl_break()?;
    let mut close = ctrl_close()?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = stop.recv() => {}
            _ = close.recv() => {}
        }
    })
}
