//! `tcgen check`: are the generated files what the specs give?

use std::io::Write;

use miette::{IntoDiagnostic, Result};
use rayon::prelude::*;
use similar::TextDiff;
use tencentcloud_codegen::output::Change;

use crate::Outcome;
use crate::args::CheckArgs;
use crate::generate::{count, files, stale};
use crate::message::Messages;
use crate::selection::{Crate, Selected};

pub(crate) fn run(args: &CheckArgs, messages: &Messages) -> Result<Outcome> {
    let selected = Selected::new(&args.selection)?;
    messages.progress().start(selected.crates.len());
    let checked: Vec<Checked> = selected
        .crates
        .par_iter()
        .map(|of| {
            let progress = messages.progress();
            progress.during(&of.service, || check(&selected, of, messages))
        })
        .collect::<Result<_>>()?;
    let number = checked.iter().map(|of| of.files).sum();
    let mut changes: Vec<Change> = checked.into_iter().flat_map(|of| of.changes).collect();
    changes.extend(stale(&selected)?);
    let files = count(number, "generated file");
    let root = selected.root.display();
    if changes.is_empty() {
        messages.note(format_args!("{files} in {root} are current"));
        return Ok(Outcome::Good);
    }
    let mut out = std::io::stdout().lock();
    for change in &changes {
        // A closed pipe is no reason to fail: the exit code says the rest.
        let _ = write!(out, "{}", diff(change));
    }
    messages.note(format_args!(
        "{} of {files} in {root} would change: run `tcgen generate`",
        changes.len(),
    ));
    Ok(Outcome::Finding)
}

struct Checked {
    files: usize,
    changes: Vec<Change>,
}

fn check(selected: &Selected, of: &Crate, messages: &Messages) -> Result<Checked> {
    let files = files(selected, of, messages)?;
    Ok(Checked {
        changes: files.changes(&selected.root).into_diagnostic()?,
        files: files.len(),
    })
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
