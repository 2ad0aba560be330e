//! The whole catalogue, generated and put to the test.
//!
//! ```text
//! cargo run --release -p tcgen-tests --example catalogue -- check               every service, compiled, warnings denied
//! cargo run --release -p tcgen-tests --example catalogue -- check --sample 8    eight of them
//! cargo run --release -p tcgen-tests --example catalogue -- replay WHEEL        the documented examples, there and back
//! ```
//!
//! Works in a folder of its own below `target/`, on the specs of this repository or on those that are named.

mod check;
mod driver;
mod replay;
mod verdict;
mod workspace;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

/// Generates the whole catalogue, or a part of it, and puts it to the test.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Compiles the generated crates (`cargo check`), all features, warnings denied
    Check(Selection),
    /// Decodes and encodes the documented examples of a catalogue, which is named instead of specs: wheels or folders
    Replay {
        #[command(flatten)]
        selection: Selection,
        /// List the examples of these classes: exact, lenient, members, refused, broken
        #[arg(long = "list", num_args = 1.., value_name = "CLASS")]
        lists: Vec<String>,
    },
}

/// Which services.
#[derive(Args)]
struct Selection {
    /// Only these services, by their short names
    #[arg(long = "service", num_args = 1.., value_name = "NAME")]
    services: Vec<String>,
    /// Only so many services, drawn at random
    #[arg(long, value_name = "COUNT", conflicts_with = "services")]
    sample: Option<usize>,
    /// Draw others
    #[arg(long, default_value = "1", value_name = "TEXT")]
    seed: String,
    /// Spec files, or folders of them; those of this repository when none is named
    #[arg(value_name = "SPEC")]
    specs: Vec<PathBuf>,
    /// The folder to work in
    #[arg(long, value_name = "DIR")]
    folder: Option<PathBuf>,
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Check(selection) => check::run(&selection),
        Command::Replay { selection, lists } => replay::run(&selection, &lists),
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
