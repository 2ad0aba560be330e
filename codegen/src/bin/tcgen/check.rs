//! `tcgen check`: are the generated files what the specs give?

use std::io::Write;

use miette::{IntoDiagnostic, Result};
use similar::TextDiff;
use tencentcloud_codegen::output::Change;

use crate::Outcome;
use crate::args::CheckArgs;
use crate::generate::{Wanted, count};
use crate::message::Messages;

pub(crate) fn run(args: &CheckArgs, messages: &Messages) -> Result<Outcome> {
    let wanted = Wanted::new(&args.selection, messages)?;
    let changes = wanted.files.changes(&wanted.root).into_diagnostic()?;
    let files = count(wanted.files.len(), "generated file");
    if changes.is_empty() {
        messages.note(format_args!(
            "{files} in {} are current",
            wanted.root.display()
        ));
        return Ok(Outcome::Good);
    }
    let mut out = std::io::stdout().lock();
    for change in &changes {
        // A closed pipe is no reason to fail: the exit code says the rest.
        let _ = write!(out, "{}", diff(change));
    }
    messages.note(format_args!(
        "{} of {files} in {} would change: run `tcgen generate`",
        changes.len(),
        wanted.root.display()
    ));
    Ok(Outcome::Finding)
}

fn diff(change: &Change) -> String {
    let path = change.path.display();
    let name = |text: &Option<String>, side: &str| match text {
        Some(_) => format!("{side}/{path}"),
        None => "/dev/null".to_owned(),
    };
    let (old, new) = (
        change.old.as_deref().unwrap_or_default(),
        change.new.as_deref().unwrap_or_default(),
    );
    TextDiff::from_lines(old, new)
        .unified_diff()
        .header(&name(&change.old, "generated"), &name(&change.new, "specs"))
        .to_string()
}
