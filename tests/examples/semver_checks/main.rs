//! Asks cargo-semver-checks whether a change breaks, beside our own verdict.
//!
//! ```text
//! cargo install cargo-semver-checks --locked                                          it has to fit the compiler
//! cargo run --release -p tcgen-tests --example semver_checks -- cases                 each rule in each position
//! cargo run --release -p tcgen-tests --example semver_checks -- releases OLD NEW --service sts cvm    two tccli wheels
//! ```
//!
//! Works in a folder of its own below `target/`. The exit code is 1 if it finds a break where we say that there is none.

#![allow(
    clippy::unwrap_used,
    reason = "the cases of the tests are read here, too"
)]

mod crates;
mod report;
mod tool;
mod verdicts;

#[path = "../../tests/diff/cases.rs"]
#[allow(
    dead_code,
    clippy::panic,
    clippy::unwrap_used,
    reason = "they are cases of tests, which use more of them"
)]
mod cases;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Asks cargo-semver-checks whether a change breaks, beside our own verdict
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Each rule in each position, as in the tests of our verdict
    Cases,
    /// Generated crates of two releases
    Releases {
        /// The older tccli wheel, or the folder of an unpacked one
        old: PathBuf,
        /// The newer one
        new: PathBuf,
        /// These services, by their short names
        #[arg(long = "service", num_args = 1.., required = true, value_name = "NAME")]
        services: Vec<String>,
    },
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Cases => verdicts::of_cases(),
        Command::Releases { old, new, services } => verdicts::of_releases(&old, &new, &services),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}
