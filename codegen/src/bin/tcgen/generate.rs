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
use tencentcloud_codegen::spec::Disagreement;
use tencentcloud_codegen::specs::{Layer, Name};

use crate::args::GenerateArgs;
use crate::fingerprint::{self, Fingerprint, Fingerprints, Store};
use crate::message::Messages;
use crate::selection::{Crate, Selected};
use crate::told::Told;
use crate::{Outcome, check};

pub(crate) fn run(args: &GenerateArgs, messages: &Messages) -> Result<Outcome> {
    let selected = Selected::new(&args.selection)?;
    if args.diff {
        if let Some(size) = check::show(&selected, messages)? {
            messages.note(size);
        }
        return Ok(Outcome::Good);
    }
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
        tally.changes.append(of.changes);
        if let Some(fingerprint) = of.fingerprint {
            fingerprints.note(of.service, fingerprint);
        }
    }
    for change in stale(&selected)? {
        staged.add(&selected.root, &change).into_diagnostic()?;
        tally.changes.add(&selected.root, &change);
    }
    staged.commit().into_diagnostic()?;
    if selected.owns_root {
        fingerprints.retain(|service| selected.crates.iter().any(|of| of.service == service));
    }
    if tally.current < tally.crates {
        store.write(&fingerprints, messages);
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
    changes: Told,
}

impl StagedCrate {
    /// One that is as it was after the last run.
    fn current(of: &Crate) -> Self {
        Self {
            service: of.service.clone(),
            fingerprint: None,
            staged: Staged::default(),
            files: 0,
            changes: Told::default(),
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
    let (mut staged, mut told) = (Staged::default(), Told::default());
    for change in &changes {
        staged.add(&selected.root, change).into_diagnostic()?;
        told.add(&selected.root, change);
    }
    Ok(StagedCrate {
        service: of.service.clone(),
        fingerprint: Some(Fingerprint::new(from, &files)),
        staged,
        files: files.len(),
        changes: told,
    })
}

/// The files of a crate, by their paths below the root.
pub(crate) fn files(selected: &Selected, of: &Crate, messages: &Messages) -> Result<Files> {
    let mut plans = Vec::new();
    for name in &of.versions {
        let planned = plan(selected, of, name)?;
        messages.disagreements(&planned.disagreements);
        for note in planned.notes(selected) {
            messages.warning(note);
        }
        plans.extend(planned.plan);
    }
    let mut files = Files::default();
    files.insert_folder(of.folder(), crate_files(&plans, &of.options));
    Ok(files)
}

/// What is planned of a service version.
pub(crate) struct Planned {
    pub(crate) name: Name,
    /// None if it has no chosen action.
    pub(crate) plan: Option<Plan>,
    /// What the layers of its spec do not agree on.
    pub(crate) disagreements: Vec<(String, Disagreement)>,
}

impl Planned {
    /// What could not be taken over as documented.
    pub(crate) fn notes(&self, selected: &Selected) -> impl Iterator<Item = String> {
        let called = selected.specs.called(&self.name);
        let notes = self.plan.iter().flat_map(|plan| &plan.notes);
        notes.map(move |note| format!("{called}: {note}"))
    }
}

/// Plans a service version.
pub(crate) fn plan(selected: &Selected, of: &Crate, name: &Name) -> Result<Planned> {
    let layered = selected.specs.read(name).into_diagnostic()?;
    let plan = of.actions.plan(&layered.spec);
    let plan = plan.map_err(|error| selected.specs.located(name, error));
    let plan = plan
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot generate from {}", selected.specs.called(name)))?;
    Ok(Planned {
        name: name.clone(),
        plan,
        disagreements: layered.disagreements,
    })
}

/// The deletions of generated files below the root that are of no crate.
pub(crate) fn stale(selected: &Selected) -> Result<Vec<Change>> {
    if !selected.owns_root {
        return Ok(Vec::new());
    }
    let crates: BTreeSet<&Path> = selected.crates.iter().map(Crate::folder).collect();
    output::stale(&selected.root, Path::new(""), &|path| crates.contains(path)).into_diagnostic()
}

#[derive(Default)]
struct Tally {
    crates: usize,
    current: usize,
    files: usize,
    changes: Told,
}

impl Tally {
    fn add(&mut self, of: &StagedCrate) {
        self.crates += 1;
        self.current += usize::from(of.fingerprint.is_none());
        self.files += of.files;
    }

    fn show(mut self, selected: &Selected, messages: &Messages) {
        self.changes.list(messages);
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
            "{} of {} generated in {root}: {}{current}",
            count(self.files, "file"),
            count(self.crates - self.current, "crate"),
            self.changes,
        ));
    }
}

/// A number and a noun.
pub(crate) fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
