//! The crates: which of them become another one, and the version that they need for it.

mod release;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use miette::{IntoDiagnostic, Result};
use rayon::prelude::*;
use tencentcloud_codegen::diff::{self, Advice, Changes, Severity};
use tencentcloud_codegen::emit::{CrateOptions, crate_files, crate_manifest};
use tencentcloud_codegen::output::{Change, Files};
use tencentcloud_codegen::plan::Plan;
use tencentcloud_codegen::spec::Spec;
use tencentcloud_codegen::specs::{Name, Specs};

use self::release::Release;
use super::changelog::{self, Dated};
use super::gone::Gone;
use crate::config::{Config, Services};
use crate::fingerprint::{self, Fingerprint, Fingerprints, Store};
use crate::generate::{self, stale};
use crate::message::Messages;
use crate::selection::{Crate, Selected};

/// The manifest in the folder of a crate.
const MANIFEST: &str = "Cargo.toml";

/// What the crates are compared with.
#[derive(Clone, Copy)]
pub(super) struct Before<'a> {
    /// The specs as they were.
    pub(super) specs: &'a Specs,
    /// The actions that were chosen and are not there any more.
    pub(super) gone: &'a Gone,
    /// What is different since.
    pub(super) changes: &'a Changes,
}

/// The crates of the project as they are going to be.
pub(super) struct Crates {
    /// Those that are not as they were after the last run.
    generated: Vec<Generated>,
    /// What the crates need whose changes are a release, by service.
    advice: BTreeMap<String, Advice>,
}

/// A crate that was generated anew.
struct Generated {
    service: String,
    /// The files that are different.
    changes: Vec<Change>,
    fingerprint: Fingerprint,
    release: Option<Release>,
}

impl Crates {
    /// Generates the crates whose specs or files are not as they were.
    pub(super) fn new(
        selected: &Selected,
        before: &Before<'_>,
        config: &Config,
        store: &Store,
        messages: &Messages,
    ) -> Result<Self> {
        let known = store.read();
        let program = fingerprint::this_program().into_diagnostic()?;
        let stage = Stage {
            selected,
            before: *before,
            config,
            known: &known,
            program: &program,
            messages,
        };
        let progress = messages.progress();
        progress.start(selected.crates.len());
        let generated = selected
            .crates
            .par_iter()
            .with_max_len(1)
            .map(|of| progress.during(&of.service, || stage.generate(of)));
        let generated: Vec<Option<Generated>> = generated.collect::<Result<_>>()?;
        let generated: Vec<Generated> = generated.into_iter().flatten().collect();
        let advice = generated.iter().filter_map(|of| {
            let advice = of.release.as_ref()?.advice()?;
            Some((of.service.clone(), advice.clone()))
        });
        Ok(Self {
            advice: advice.collect(),
            generated,
        })
    }

    /// What the crates need that were there before, by service.
    pub(super) fn advice(&self) -> &BTreeMap<String, Advice> {
        &self.advice
    }

    /// How many crates are going to be different.
    pub(super) fn number_changed(&self) -> usize {
        let of = self.generated.iter();
        of.filter(|of| !of.changes.is_empty()).count()
    }

    /// All files of crates that are different, with their changelogs, each below the folder of the crates.
    pub(super) fn files(
        &self,
        selected: &Selected,
        changes: &Changes,
        dated: &Dated,
    ) -> Result<Vec<(PathBuf, Change)>> {
        let mut files = Vec::new();
        for of in &self.generated {
            files.extend(of.changes.iter().cloned());
            if let Some(release) = &of.release {
                let folder = Path::new(&of.service);
                let entry = release.entry(changes, dated);
                files.push(entry.change(&selected.root, folder)?);
            }
        }
        files.extend(stale(selected)?);
        let root = &selected.root;
        Ok(files.into_iter().map(|file| (root.clone(), file)).collect())
    }

    /// Leaves for the next run what the crates were generated from.
    pub(super) fn note_fingerprints(
        &self,
        selected: &Selected,
        store: &Store,
        messages: &Messages,
    ) {
        let mut fingerprints = store.read();
        for of in &self.generated {
            fingerprints.note(of.service.clone(), of.fingerprint.clone());
        }
        fingerprints.retain(|service| selected.crates.iter().any(|of| of.service == service));
        store.write(&fingerprints, messages);
    }
}

/// What it takes to generate a crate.
struct Stage<'a> {
    selected: &'a Selected,
    before: Before<'a>,
    config: &'a Config,
    known: &'a Fingerprints,
    program: &'a str,
    messages: &'a Messages,
}

impl Stage<'_> {
    /// Nothing if the crate is as it was.
    fn generate(&self, of: &Crate) -> Result<Option<Generated>> {
        let root = &self.selected.root;
        let from = fingerprint::of_sources(self.selected, of, self.program)?;
        let is_other = self.has_other_specs(of)?;
        if !is_other && self.known.is_current(root, of, &from) {
            return Ok(None);
        }
        let plans = self.plans(of, is_other)?;
        let mut files = Files::default();
        files.insert_folder(of.folder(), crate_files(&plans, &of.options));
        let mut generated = Generated {
            service: of.service.clone(),
            changes: files.changes(root).into_diagnostic()?,
            fingerprint: Fingerprint::new(from, &files),
            release: None,
        };
        if !is_other || generated.changes.is_empty() {
            return Ok(Some(generated));
        }
        let release = self.release(of, &plans)?;
        let of = Crate {
            options: CrateOptions {
                version: release.version().to_string(),
                ..of.options.clone()
            },
            ..of.clone()
        };
        if let Some(manifest) = crate_manifest(&plans, &of.options) {
            files.insert(of.folder().join(MANIFEST), manifest);
        }
        let from = fingerprint::of_sources(self.selected, &of, self.program)?;
        generated.changes = files.changes(root).into_diagnostic()?;
        generated.fingerprint = Fingerprint::new(from, &files);
        generated.release = Some(release);
        Ok(Some(generated))
    }

    /// Whether the crate is made from other specs than before.
    fn has_other_specs(&self, of: &Crate) -> Result<bool> {
        let new = &self.selected.specs;
        let service = |name: &&Name| name.service == of.service;
        let chosen = |name: &&Name| of.versions.contains(name);
        let mut before = self.before.specs.names().filter(service);
        if before.any(|name| self.is_gone(name)) {
            return Ok(true);
        }
        for name in new.names().filter(service).filter(chosen) {
            if !self.before.specs.is_same(new, name).into_diagnostic()? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn plans(&self, of: &Crate, is_other: bool) -> Result<Vec<Plan>> {
        let mut plans = Vec::new();
        for name in &of.versions {
            let planned = generate::plan(self.selected, of, name)?;
            if is_other {
                for note in planned.notes(self.selected) {
                    self.messages.warning(note);
                }
            }
            plans.extend(planned.plan);
        }
        Ok(plans)
    }

    fn release(&self, of: &Crate, plans: &[Plan]) -> Result<Release> {
        let current = self.config.version(&of.service).clone();
        let folder = self.selected.root.join(of.folder());
        let is_there = |file: &str| folder.join(file).exists();
        if !is_there(MANIFEST) && !is_there(changelog::FILE) {
            return Ok(Release::first(current, plans));
        }
        let changes = self.concerning(of)?;
        let severities = changes.iter().map(|&at| self.before.changes.list[at].rust);
        let advice = Advice::new(current, severities.max().unwrap_or(Severity::None));
        Ok(Release::Next {
            advice,
            changes,
            has_modules: plans.len() > 1,
        })
    }

    /// The numbers of the changes of what is generated.
    fn concerning(&self, of: &Crate) -> Result<Vec<usize>> {
        let names: Vec<&Name> = {
            let all = self.before.specs.names().chain(self.selected.specs.names());
            let mut all: Vec<&Name> = all.filter(|name| name.service == of.service).collect();
            all.sort();
            all.dedup();
            all
        };
        let mut chosen = of.actions.clone();
        for action in self.before.gone.get(&of.service).into_iter().flatten() {
            chosen.insert(action);
        }
        let mut concerning = Vec::new();
        for name in names {
            let is_chosen = of.versions.contains(name) || self.is_gone(name);
            if !is_chosen {
                continue;
            }
            let sides = [self.before.specs, &self.selected.specs];
            let sides = sides.map(|specs| specs.read(name).map(|layered| layered.spec));
            let [old, new] = sides.map(IntoDiagnostic::into_diagnostic);
            let (old, new): (Spec, Spec) = (old?, new?);
            let generated = diff::Generated::new(&chosen, [&old, &new]);
            let list = self.before.changes.list.iter().enumerate();
            concerning.extend(
                list.filter(|(_, change)| {
                    (&change.place.service, &change.place.version) == (&name.service, &name.version)
                        && generated.has(change)
                })
                .map(|(at, _)| at),
            );
        }
        Ok(concerning)
    }

    /// Whether a service version was in the crate, and is not there any more.
    fn is_gone(&self, name: &Name) -> bool {
        let service = match &self.config.services {
            Some(Services::Table(table)) => table.get(&name.service),
            _ => None,
        };
        let is_chosen = service.is_none_or(|service| {
            service.versions.is_empty() || service.versions.contains(&name.version)
        });
        is_chosen && self.selected.specs.layers(name).is_empty()
    }
}
