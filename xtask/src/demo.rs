//! Starts the app for a person, or takes the tour of it where nobody could see a window.

use std::process::Command;
use std::time::Duration;

use anyhow::Result;

use crate::build::{self, Profile, Programs};
use crate::machine::{self, Purpose};
use crate::process;
use crate::tools;

const TOUR_LIMIT: Duration = Duration::from_mins(5);

/// The app with the demo organization.
pub fn demo() -> Result<bool> {
    let visible = machine::has_display();
    machine::prepare(if visible { Purpose::Build } else { Purpose::DriveWindow })?;
    build::user_interface()?;
    let programs = build::programs(Profile::Debug)?;
    if visible {
        return process::run_for_a_person(Command::new(programs.app).arg("--demo"));
    }
    println!("\nThere is no display here, so the app takes its tour in a virtual one.\n");
    let finished = process::run(&mut tour(&programs)?, TOUR_LIMIT)?;
    if let Some(problem) = &finished.problem {
        eprintln!("the tour failed: {problem}");
    }
    Ok(finished.success)
}

/// The app as users get it.
pub fn run() -> Result<bool> {
    machine::prepare(Purpose::Build)?;
    build::user_interface()?;
    let programs = build::programs(Profile::Release)?;
    process::run_for_a_person(&mut Command::new(programs.app))
}

/// The tour through the app's screens; it prints a line for each step and leaves its pictures in `target/tour`.
pub fn tour(programs: &Programs) -> Result<Command> {
    let mut command = beside_a_keychain(programs);
    command.arg("node").arg("e2e/tour.mjs").arg(tools::target_folder()?.join("tour"));
    Ok(command)
}

/// A command that continues with the program to run; that program finds the app and a keychain of its own.
pub fn beside_a_keychain(programs: &Programs) -> Command {
    let mut command = Command::new("bash");
    command
        .current_dir(tools::root())
        .arg("e2e/with-keyring.sh")
        .env("SEATKEEPER_APP", &programs.app)
        .env("SEATKEEPER_SIMULATOR", &programs.simulator);
    command
}
