//! The measurements. Paths of programs and folders come from `xtask`.

mod application;
mod bulk;
mod journal;
mod jumps;
mod list;
mod machine;
mod plans;
mod queries;
mod script;
mod searches;
mod service;
mod start;
mod unchanged;
mod watch;

use std::{path::PathBuf, time::Duration};

use anyhow::Result;
use clap::Parser;

#[derive(Debug, Parser)]
enum Command {
    /// Fills a folder with an organization, as the app keeps it after its first sync
    Prepare {
        /// The program `account-sim`
        #[arg(long)]
        simulator: PathBuf,
        /// How many licenses
        #[arg(long)]
        licenses: u32,
        /// The app's folder; what is there is removed
        #[arg(long)]
        folder: PathBuf,
    },
    /// `sync_full_to_ideal`, `sync_script_to_us`
    List {
        /// The program `account-sim`
        #[arg(long)]
        simulator: PathBuf,
        /// A folder for what is written; what is there is removed
        #[arg(long)]
        folder: PathBuf,
    },
    /// `sync_unchanged_bytes`, `sync_unchanged_to_first_cpu`
    Unchanged {
        /// The program `account-sim`
        #[arg(long)]
        simulator: PathBuf,
        /// A folder for what is written; what is there is removed
        #[arg(long)]
        folder: PathBuf,
    },
    /// `query_filter_p95`, `grow_10x`
    Queries {
        /// A prepared folder with 100,000 licenses
        #[arg(long)]
        large: PathBuf,
        /// A prepared folder with 10,000 licenses
        #[arg(long)]
        small: PathBuf,
    },
    /// `query_jump_p95`
    Jumps {
        /// A prepared folder with 100,000 licenses
        #[arg(long)]
        large: PathBuf,
    },
    /// `plan_50000`
    Plans {
        /// The program `account-sim`
        #[arg(long)]
        simulator: PathBuf,
        /// A folder for what is written; what is there is removed
        #[arg(long)]
        folder: PathBuf,
    },
    /// `bulk_1000_to_ideal`, `bulk_script_to_us`, `journal_share`
    Bulk {
        /// The program `account-sim`
        #[arg(long)]
        simulator: PathBuf,
        /// A folder for what is written; what is there is removed
        #[arg(long)]
        folder: PathBuf,
    },
    /// Searches to type into the window, with what each keystroke finds, as JSON
    Searches {
        /// A prepared folder
        #[arg(long)]
        large: PathBuf,
        /// The file to write
        #[arg(long)]
        file: PathBuf,
    },
    /// `start_to_table_to_blank`, `memory_to_blank`
    Start(start::Windows),
}

pub fn run() -> Result<()> {
    let command = Command::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(carry_out(command))?;
    // What a figure does not wait for is not waited for at the end either.
    runtime.shutdown_timeout(Duration::from_secs(1));
    Ok(())
}

async fn carry_out(command: Command) -> Result<()> {
    match command {
        Command::Prepare { simulator, licenses, folder } => {
            application::prepare(&simulator, licenses, &folder).await
        }
        Command::List { simulator, folder } => list::measure(&simulator, &folder).await,
        Command::Unchanged { simulator, folder } => unchanged::measure(&simulator, &folder).await,
        Command::Queries { large, small } => queries::measure(&large, &small).await,
        Command::Jumps { large } => jumps::measure(&large).await,
        Command::Plans { simulator, folder } => plans::measure(&simulator, &folder).await,
        Command::Bulk { simulator, folder } => bulk::measure(&simulator, &folder).await,
        Command::Searches { large, file } => searches::write_for_the_window(&large, &file).await,
        Command::Start(windows) => tokio::task::spawn_blocking(move || start::measure(&windows)).await?,
    }
}
