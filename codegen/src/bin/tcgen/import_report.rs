//! `tcgen import --report`: what was read from each source, and what became of it.

use std::fmt::Write as _;
use std::io::Write;

use miette::{IntoDiagnostic, Result};
use serde_json::{Map, json};
use tencentcloud_codegen::catalogue::Counts;

use crate::import::SourceTally;
use crate::message::Messages;

/// Prints the report to standard output: a table for each source, or for machines one JSON object for each.
pub(crate) fn print(sources: &[(&str, &SourceTally)], messages: &Messages) -> Result<()> {
    let parts: Vec<String> = sources
        .iter()
        .map(|(name, tally)| {
            if messages.are_for_machines() {
                json_line(name, tally)
            } else {
                table(name, tally)
            }
        })
        .collect();
    let between = if messages.are_for_machines() {
        ""
    } else {
        "\n"
    };
    std::io::stdout()
        .lock()
        .write_all(parts.join(between).as_bytes())
        .into_diagnostic()
}

fn json_line(name: &str, SourceTally { counts, codes }: &SourceTally) -> String {
    let keys: Map<_, _> = counts
        .keys()
        .map(|(key, count)| (format!("{}.{}", key.level, key.name), json!(count)))
        .collect();
    let mut line = json!({ "source": name, "keys": keys, "findings": codes });
    for (what, count) in rows(counts) {
        line[what.replace([' ', ','], "_").replace("__", "_")] = json!(count);
    }
    format!("{line}\n")
}

/// What was read besides keys.
fn rows(counts: &Counts) -> [(&'static str, u64); 10] {
    let unused = counts.examples - counts.whole_examples - counts.partial_examples;
    [
        ("service versions", counts.versions),
        ("actions", counts.actions),
        ("data types", counts.types),
        ("members", counts.members),
        ("examples", counts.examples),
        ("examples, whole", counts.whole_examples),
        ("examples, in part", counts.partial_examples),
        ("examples, not used", unused),
        ("error codes", counts.error_codes),
        ("unknown keys", counts.unknown_keys),
    ]
}

fn table(name: &str, SourceTally { counts, codes }: &SourceTally) -> String {
    let mut table = format!("{name}\n");
    let mut line = |what: &str, count: u64, note: &str| {
        let line = format!("  {what:32}  {count:>8}  {note}");
        let _ = writeln!(table, "{}", line.trim_end());
    };
    for (what, count) in rows(counts) {
        line(what, count, "");
    }
    for (key, count) in counts.keys().filter(|(_, count)| *count > 0) {
        let name = format!("key {}.{}", key.level, key.name);
        if key.is_used {
            line(&name, count, "used");
        } else {
            line(&name, count, &format!("not used: {}", key.becomes));
        }
    }
    for (code, count) in codes {
        line(code, *count as u64, "findings");
    }
    table
}
