//! The `tcgen` command.

mod args;
mod browse;
mod check;
mod config;
mod diff;
mod fingerprint;
mod generate;
mod import;
mod import_report;
mod message;
mod overlays;
mod pages;
mod parse;
mod progress;
mod report;
mod selection;
mod settle;

use std::process::ExitCode;

use clap::Parser;

use crate::args::{Args, Command};
use crate::message::Messages;

/// What is read from a catalogue is millions of short texts, on all cores at once.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How a run ended; the exit codes are part of the command's contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// All is good: 0.
    Good,
    /// A check failed or a page has errors: 1.
    Finding,
}

fn main() -> ExitCode {
    let args = Args::parse();
    let messages = Messages::new(args.message_format);
    let result = match &args.command {
        Command::Parse(args) => parse::run(args, &messages),
        Command::Import(args) => import::run(args, &messages),
        Command::Generate(args) => generate::run(args, &messages),
        Command::Check(args) => check::run(args, &messages),
        Command::Diff(args) => diff::run(args, &messages),
        Command::List(args) => browse::list(args, &messages),
        Command::Show(args) => browse::show(args),
    };
    match result {
        Ok(Outcome::Good) => ExitCode::SUCCESS,
        Ok(Outcome::Finding) => ExitCode::from(1),
        Err(error) => {
            messages.failure(&error);
            ExitCode::from(2)
        }
    }
}
