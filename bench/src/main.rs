//! Measures what the figures of `cargo xtask bench` are made of. Each command prints a line of JSON for each figure
//! (see [`measured::Measured`]) and whatever else people may want to read on the other stream; `xtask` knows the bounds.

#[cfg(target_os = "linux")]
mod linux;
mod measured;

use std::process::ExitCode;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(target_os = "linux")]
fn run() -> anyhow::Result<()> {
    linux::run()
}

#[cfg(not(target_os = "linux"))]
fn run() -> anyhow::Result<()> {
    anyhow::bail!("the benches run on Linux only: elsewhere nothing tells what they measure")
}
