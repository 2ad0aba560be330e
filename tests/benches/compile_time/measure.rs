//! CPU time and memory of a command with all it starts.

use std::path::Path;
use std::process::Command;

use nix::sys::resource::{UsageWho, getrusage};

/// The argument that makes this program run one command and print what it cost: the operating system adds up children
/// per process, so that each measurement needs one of its own.
pub(crate) const CHILD: &str = "--measured";

/// What a run cost.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cost {
    pub(crate) cpu_seconds: f64,
    /// Of the largest process.
    pub(crate) peak_megabytes: i64,
}

const RUNS: usize = 3;

/// The least of some runs of Cargo over a crate whose dependencies are built.
pub(crate) fn measure(folder: &Path, package: &str, arguments: &[&str]) -> Cost {
    let run = || {
        // Cargo compiles what is newer than its result.
        let source = folder.join(package).join("src/lib.rs");
        let text = std::fs::read(&source).expect("the crate was written");
        std::fs::write(&source, text).expect("the crate can be written");
        let mut command = Command::new(std::env::current_exe().expect("a program knows its path"));
        command.arg(CHILD).arg(env!("CARGO")).args(arguments);
        command.args(["--offline", "--quiet", "--package", package]);
        command
            .current_dir(folder)
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_TARGET_DIR", folder.join("target"));
        command.env_remove("RUSTC_WRAPPER").env_remove("RUSTFLAGS");
        let output = command.output().expect("this program can be started");
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        parse(&printed).unwrap_or_else(|| {
            let errors = String::from_utf8_lossy(&output.stderr).into_owned();
            eprintln!("{errors}");
            std::process::exit(1);
        })
    };
    // The first run also builds the dependencies.
    run();
    let runs = (0..RUNS).map(|_| run());
    runs.min_by(|a, b| a.cpu_seconds.total_cmp(&b.cpu_seconds))
        .expect("there are runs")
}

fn parse(printed: &str) -> Option<Cost> {
    let (cpu, peak) = printed.trim().split_once(' ')?;
    Some(Cost {
        cpu_seconds: cpu.parse().ok()?,
        peak_megabytes: peak.parse().ok()?,
    })
}

/// Runs the command in the arguments and prints what it cost.
pub(crate) fn measured_command(mut arguments: impl Iterator<Item = String>) {
    let program = arguments.next().expect("a command follows");
    let status = Command::new(program)
        .args(arguments)
        .status()
        .expect("the command can be started");
    if !status.success() {
        std::process::exit(1);
    }
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the operating system counts");
    let seconds = |time: nix::sys::time::TimeVal| {
        #[allow(
            clippy::cast_precision_loss,
            reason = "seconds and microseconds of a build are small"
        )]
        let seconds = time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
        seconds
    };
    let cpu = seconds(usage.user_time()) + seconds(usage.system_time());
    println!("{cpu} {}", usage.max_rss() / 1024);
}
