//! `tcgen check`: are the generated files what the specs give? `tcgen generate --diff` shows the same without judging.

use std::io::{BufWriter, Write};

use miette::{IntoDiagnostic, Result};
use rayon::prelude::*;
use tencentcloud_codegen::output::Change;

use crate::Outcome;
use crate::args::CheckArgs;
use crate::diff::is_coloured;
use crate::generate::{count, files, stale};
use crate::message::Messages;
use crate::patch::{Place, Size, patch};
use crate::selection::{Crate, Selected};

pub(crate) fn run(args: &CheckArgs, messages: &Messages) -> Result<Outcome> {
    let selected = Selected::new(&args.selection)?;
    match show(&selected, messages)? {
        None => Ok(Outcome::Good),
        Some(size) => {
            messages.note(format_args!("{size}: run `tcgen generate`"));
            Ok(Outcome::Finding)
        }
    }
}

/// Prints what generating would change, as a patch for the project's folder. Nothing is returned, and a note says so, if
/// all generated files are current.
pub(crate) fn show(selected: &Selected, messages: &Messages) -> Result<Option<Size>> {
    messages.progress().start(selected.crates.len());
    let checked: Vec<Checked> = selected
        .crates
        .par_iter()
        .map(|of| {
            let progress = messages.progress();
            progress.during(&of.service, || check(selected, of, messages))
        })
        .collect::<Result<_>>()?;
    let number = checked.iter().map(|of| of.files).sum();
    let mut changes: Vec<Change> = checked.into_iter().flat_map(|of| of.changes).collect();
    changes.extend(stale(selected)?);
    if changes.is_empty() {
        let files = count(number, "generated file");
        let are = if number == 1 { "is" } else { "are" };
        let root = selected.root.display();
        messages.note(format_args!("{files} in {root} {are} current"));
        return Ok(None);
    }
    changes.sort_by(|a, b| a.path.cmp(&b.path));
    let place = Place::new(&selected.project, &selected.root);
    let stdout = std::io::stdout();
    let is_coloured = is_coloured(&stdout);
    let mut out = BufWriter::new(stdout.lock());
    let mut size = Size::default();
    for change in &changes {
        let (text, of_file) = patch(&place, change, is_coloured);
        size += of_file;
        // A closed pipe is no reason to fail: the exit code says the rest.
        let _ = out.write_all(text.as_bytes());
    }
    let _ = out.flush();
    if place.folder == selected.root {
        let folder = place.folder.display();
        messages.note(format_args!("paths start in {folder}"));
    }
    Ok(Some(size))
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
