//! Everything a developer does, on any operating system: `cargo xtask demo | run | test [--fast] | campaign | bench |
//! bindings`.

mod bench;
mod build;
mod campaign;
mod checks;
mod count;
mod demo;
mod machine;
mod process;
mod report;
mod tools;

use std::process::ExitCode;

use anyhow::{Result, bail};

const USAGE: &str = "\
cargo xtask demo          build the app and start it with the demo organization;
                          without a display: take the tour of it, pictures in target/tour/
cargo xtask run           build the app as it is released and start it
cargo xtask test          run every check and test
cargo xtask test --fast   run those that need no window
cargo xtask campaign ...  simulated runs of bulk changes (--runs N --seed S [--trace]), and kills of the real process
                          (--kill N)
cargo xtask bench [NAME]  measure all figures, or those with the names (such as bulk), each beside what it is to reach
cargo xtask bindings      write ui/src/platform/bindings.ts anew";

fn main() -> ExitCode {
    match dispatch() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Whether all of it worked.
fn dispatch() -> Result<bool> {
    process::end_children_when_interrupted()?;
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["demo"] => demo::demo(),
        ["run"] => demo::run(),
        ["test"] => checks::test(checks::Extent::Everything),
        ["test", "--fast"] => checks::test(checks::Extent::WithoutWindow),
        ["campaign", arguments @ ..] => campaign::campaign(arguments),
        ["bench", names @ ..] => bench::bench(names),
        ["bindings"] => build::write_bindings(),
        [] | ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(true)
        }
        _ => bail!("no such task: {}\n\n{USAGE}", arguments.join(" ")),
    }
}
