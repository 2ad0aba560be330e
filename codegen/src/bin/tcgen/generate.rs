//! `tcgen generate`: specs → Rust.
//!
//! ```text
//! selection ──▶ crates ──each, in parallel: read, plan, emit──▶ files, beside their places ──▶ all moved there at once
//! ```

use std::collections::BTreeSet;
use std::path::Path;

use miette::{Context, IntoDiagnostic, Result};
use rayon::prelude::*;
use tencentcloud_codegen::emit::crate_files;
use tencentcloud_codegen::output::{self, Change, Files, Staged};
use tencentcloud_codegen::plan::Plan;
use tencentcloud_codegen::specs::{Layer, Name};

use crate::Outcome;
use crate::args::GenerateArgs;
use crate::fingerprint::{self, Fingerprint, Fingerprints, Store};
use crate::message::Messages;
use crate::selection::{Crate, Selected};

pub(crate) fn run(args: &GenerateArgs, messages: &Messages) -> Result<Outcome> {
    let selected = Selected::new(&args.selection)?;
    let store = Store::new(args.cache.as_deref(), &selected.root);
    let mut fingerprints = store.read();
    let known = if args.force {
        Fingerprints::default()
    } else {
        fingerprints.clone()
    };
    let program = fingerprint::this_program().into_diagnostic()?;
    messages.progress().start(selected.crates.len());
    let crates = largest_first(&selected).into_par_iter().with_max_len(1);
    let crates: Vec<StagedCrate> = crates
        .map(|of| {
            messages.progress().during(&of.service, || {
                let from = fingerprint::of_sources(&selected, of, &program)?;
                if known.is_current(&selected.root, of, &from) {
                    return Ok(StagedCrate::current(of));
                }
                stage(&selected, of, from, messages)
            })
        })
        .collect::<Result<_>>()?;
    let mut tally = Tally::default();
    let mut staged = Staged::default();
    for of in crates {
        tally.add(&of);
        staged.append(of.staged);
        tally.changes.extend(of.changes);
        if let Some(fingerprint) = of.fingerprint {
            fingerprints.note(of.service, fingerprint);
        }
    }
    for change in stale(&selected)? {
        staged.add(&selected.root, &change).into_diagnostic()?;
        tally.changes.push(told(&change));
    }
    staged.commit().into_diagnostic()?;
    if selected.owns_root {
        fingerprints.retain(|service| selected.crates.iter().any(|of| of.service == service));
    }
    if tally.current < tally.crates {
        // Without it, the next run takes longer: no reason to fail.
        if let Err(error) = store.write(&fingerprints) {
            messages.warning(error);
        }
    }
    tally.show(&selected, messages);
    Ok(Outcome::Good)
}

/// The crates, those with the most to read first: so no core waits for another at the end.
fn largest_first(selected: &Selected) -> Vec<&Crate> {
    let mut crates: Vec<&Crate> = selected.crates.iter().collect();
    crates.sort_by_cached_key(|of| {
        let layers = of
            .versions
            .iter()
            .flat_map(|name| selected.specs.layers(name));
        std::cmp::Reverse(layers.map(size).sum::<u64>())
    });
    crates
}

fn size(layer: &Layer) -> u64 {
    match layer {
        // Five actions take about a kilobyte each.
        Layer::Builtin(service) => 1000 * service.actions as u64,
        Layer::File(path) => std::fs::metadata(path).map_or(0, |file| file.len()),
    }
}

/// A crate whose files are ready.
struct StagedCrate {
    service: String,
    /// What the next run compares it with; nothing if it was not generated.
    fingerprint: Option<Fingerprint>,
    staged: Staged,
    files: usize,
    changes: Vec<Told>,
}

impl StagedCrate {
    /// One that is as it was after the last run.
    fn current(of: &Crate) -> Self {
        Self {
            service: of.service.clone(),
            fingerprint: None,
            staged: Staged::default(),
            files: 0,
            changes: Vec::new(),
        }
    }
}

fn stage(
    selected: &Selected,
    of: &Crate,
    from: String,
    messages: &Messages,
) -> Result<StagedCrate> {
    let files = files(selected, of, messages)?;
    let changes = files.changes(&selected.root).into_diagnostic()?;
    let mut staged = Staged::default();
    for change in &changes {
        staged.add(&selected.root, change).into_diagnostic()?;
    }
    Ok(StagedCrate {
        service: of.service.clone(),
        fingerprint: Some(Fingerprint::new(from, &files)),
        staged,
        files: files.len(),
        changes: changes.iter().map(told).collect(),
    })
}

/// The files of a crate, by their paths below the root.
pub(crate) fn files(selected: &Selected, of: &Crate, messages: &Messages) -> Result<Files> {
    let mut plans = Vec::new();
    for name in &of.versions {
        plans.extend(plan(selected, of, name, messages)?);
    }
    let mut files = Files::default();
    files.insert_folder(of.folder(), crate_files(&plans, &selected.options));
    Ok(files)
}

/// The plan of a version; none if it has no chosen action.
fn plan(selected: &Selected, of: &Crate, name: &Name, messages: &Messages) -> Result<Option<Plan>> {
    let layered = selected.specs.read(name).into_diagnostic()?;
    messages.disagreements(&layered.disagreements);
    let called = selected.specs.called(name);
    let plan = of.actions.plan(&layered.spec);
    let plan = plan.map_err(|error| selected.specs.located(name, error));
    let plan = plan
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot generate from {called}"))?;
    for note in plan.iter().flat_map(|plan| &plan.notes) {
        messages.warning(format_args!("{called}: {note}"));
    }
    Ok(plan)
}

/// The deletions of generated files below the root that are of no crate.
pub(crate) fn stale(selected: &Selected) -> Result<Vec<Change>> {
    if !selected.owns_root {
        return Ok(Vec::new());
    }
    let crates: BTreeSet<&Path> = selected.crates.iter().map(Crate::folder).collect();
    output::stale(&selected.root, Path::new(""), &|path| crates.contains(path)).into_diagnostic()
}

/// What is said about a change.
struct Told {
    verb: &'static str,
    path: std::path::PathBuf,
}

fn told(change: &Change) -> Told {
    let verb = match (&change.old, &change.new) {
        (None, _) => "added",
        (_, None) => "deleted",
        _ => "changed",
    };
    Told {
        verb,
        path: change.path.clone(),
    }
}

#[derive(Default)]
struct Tally {
    crates: usize,
    current: usize,
    files: usize,
    changes: Vec<Told>,
}

impl Tally {
    fn add(&mut self, of: &StagedCrate) {
        self.crates += 1;
        self.current += usize::from(of.fingerprint.is_none());
        self.files += of.files;
    }

    fn show(mut self, selected: &Selected, messages: &Messages) {
        // More than somebody reads are counted.
        const LISTED: usize = 200;
        self.changes.sort_by(|a, b| a.path.cmp(&b.path));
        if self.changes.len() <= LISTED || messages.are_for_machines() {
            for Told { verb, path } in &self.changes {
                let path = selected.root.join(path);
                messages.note(format_args!("{verb:7} {}", path.display()));
            }
        }
        let with = |verb: &str| self.changes.iter().filter(|told| told.verb == verb).count();
        let root = selected.root.display();
        if self.current == self.crates && self.changes.is_empty() {
            let crates = count(self.crates, "crate");
            let are = if self.crates == 1 { "is" } else { "are" };
            messages.note(format_args!("{crates} in {root} {are} current"));
            return;
        }
        let current = match self.current {
            0 => String::new(),
            crates => format!(", {} current", count(crates, "crate")),
        };
        messages.note(format_args!(
            "{} of {} generated in {root}: {} added, {} changed, {} deleted{current}",
            count(self.files, "file"),
            count(self.crates - self.current, "crate"),
            with("added"),
            with("changed"),
            with("deleted"),
        ));
    }
}

/// A number and a noun.
pub(crate) fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
