//! The command `cargo semver-checks`, and what it prints: it has no output for machines.

use std::collections::BTreeSet;
use std::error::Error;
use std::path::Path;
use std::process::Command;

/// Something that it says breaks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Finding {
    /// The name of the lint: `struct_pub_field_missing`.
    pub(crate) lint: String,
    /// What it is about, and where.
    pub(crate) text: String,
}

impl Finding {
    /// What the item is called, without modules and types: `Thing`, `Thing.size`, `Thing::new`.
    ///
    /// The sentences are such as `struct play::Thing, previously in file …`, `field size of struct Thing, previously in …`,
    /// `play::Thing::new takes 0 parameters in …`, `variant ThingError::Other 1 -> 2 in …`.
    pub(crate) fn item(&self) -> String {
        let words: Vec<&str> = self.text.split([' ', ',']).collect();
        match words.as_slice() {
            ["field", field, "of", "struct", path, ..] => format!("{}.{field}", last(path, 1)),
            ["struct" | "enum", path, ..] => last(path, 1),
            ["variant", path, ..] | [path, ..] => last(path, 2),
            [] => String::new(),
        }
    }
}

/// The last parts of a path.
fn last(path: &str, number: usize) -> String {
    let parts: Vec<&str> = path.split("::").collect();
    parts[parts.len().saturating_sub(number)..].join("::")
}

/// The version of the command.
pub(crate) fn version() -> Result<String, Box<dyn Error>> {
    let output = cargo().args(["semver-checks", "--version"]).output()?;
    if !output.status.success() {
        return Err(
            "there is no cargo-semver-checks: `cargo install cargo-semver-checks --locked` installs it".into(),
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// What breaks between two crates, which are folders below one.
pub(crate) fn breaks(folder: &Path) -> Result<BTreeSet<Finding>, Box<dyn Error>> {
    let output = cargo()
        .args([
            "semver-checks",
            "--color",
            "never",
            "--release-type",
            "minor",
        ])
        .arg("--manifest-path")
        .arg(folder.join("new/Cargo.toml"))
        .arg("--baseline-root")
        .arg(folder.join("old"))
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env_remove("RUSTFLAGS")
        .current_dir(folder)
        .output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    match output.status.code() {
        Some(0) => Ok(BTreeSet::new()),
        Some(FOUND) => Ok(findings(&text)),
        _ => Err(format!(
            "cargo semver-checks failed on {}:\n{text}{}",
            folder.display(),
            String::from_utf8_lossy(&output.stderr)
        )
        .into()),
    }
}

/// Its exit code for findings; others are for what it cannot do.
const FOUND: i32 = 100;

fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// The findings in its output: a line `--- failure LINT: …`, some sentences, then `Failed in:` and a line for each place.
fn findings(text: &str) -> BTreeSet<Finding> {
    let mut findings = BTreeSet::new();
    let mut lint = None;
    let mut is_list = false;
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("--- failure ") {
            lint = rest.split(':').next().map(str::to_owned);
            is_list = false;
        } else if line == "Failed in:" {
            is_list = true;
        } else if line.is_empty() {
            is_list = false;
        } else if let (true, Some(lint)) = (is_list, &lint) {
            findings.insert(Finding {
                lint: lint.clone(),
                text: line.trim().to_owned(),
            });
        }
    }
    findings
}
