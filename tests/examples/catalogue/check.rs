//! Does everything compile?

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::time::Instant;

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use serde_json::Value;

use crate::Selection;
use crate::workspace::Workspace;

/// Says whether all of it does.
pub(crate) fn run(selection: &Selection) -> Result<bool, Box<dyn Error>> {
    let workspace = Workspace::generate(selection)?;
    let start = Instant::now();
    let mut cargo = workspace
        .cargo()
        .args(["check", "--workspace", "--all-features", "--keep-going"])
        .args(["--message-format", "json-diagnostic-short"])
        .stdout(Stdio::piped())
        .spawn()?;
    let mut failed: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let output = cargo.stdout.take().ok_or("cargo has no output")?;
    for line in BufReader::new(output).lines() {
        let message: Value = serde_json::from_str(&line?)?;
        if message["reason"] == "compiler-message" {
            let of = message["target"]["name"].as_str().unwrap_or_default();
            let text = message["message"]["rendered"].as_str().unwrap_or_default();
            failed
                .entry(of.to_owned())
                .or_default()
                .push(text.to_owned());
        }
    }
    let status = cargo.wait()?;
    for (name, messages) in &failed {
        println!("{name}: {} errors and warnings", messages.len());
        for message in messages.iter().take(3) {
            println!("  {}", message.trim_end());
        }
    }
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let cpu = (usage.user_time() + usage.system_time()).num_milliseconds();
    println!(
        "{} crates, {} service versions, {} actions, {} data types: {} with errors or warnings",
        workspace.services.len(),
        workspace.plans().count(),
        workspace.actions(),
        workspace
            .plans()
            .map(|plan| plan.types.len())
            .sum::<usize>(),
        failed.len(),
    );
    println!(
        "{:.1} s, {:.1} CPU s, those of what was not checked before and of dependencies",
        start.elapsed().as_secs_f64(),
        f64::from(u32::try_from(cpu).unwrap_or(u32::MAX)) / 1000.0
    );
    Ok(status.success() && failed.is_empty())
}
