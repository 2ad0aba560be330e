//! Prints how much of what descriptions say is found, and how much of what is found is right.
//!
//! ```text
//! pip download --no-deps --dest wheels tccli tccli-intl-en
//! cargo run -p tcgen-tests --example facts                        the wheels in the folder `wheels`
//! cargo run -p tcgen-tests --example facts -- --verbose WHEEL…    these wheels, and each mistake with its text
//! ```

#[path = "../facts/mod.rs"]
mod facts;

use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let (options, wheels): (Vec<String>, Vec<String>) = std::env::args()
        .skip(1)
        .partition(|argument| argument.starts_with('-'));
    let mut wheels: Vec<PathBuf> = wheels.into_iter().map(PathBuf::from).collect();
    if wheels.is_empty() {
        wheels = tcgen_tests::wheels::conventional();
    }
    let is_verbose = options.iter().any(|option| option == "--verbose");
    if wheels.is_empty() || options.len() > usize::from(is_verbose) {
        eprintln!("usage: facts [--verbose] WHEEL…");
        return ExitCode::from(2);
    }
    let report = facts::report(&wheels);
    if is_verbose {
        print!("{}", report.mistakes);
    }
    print!("{}", report.tables());
    let below_aim = report.below_aim();
    for fact in &below_aim {
        println!("below its aim: {fact}");
    }
    ExitCode::from(u8::from(!below_aim.is_empty()))
}
