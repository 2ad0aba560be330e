//! `tcgen generate`: specs → Rust.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use miette::{Context, IntoDiagnostic, Result, miette};
use tencentcloud_codegen::emit::{CrateOptions, crate_files};
use tencentcloud_codegen::output::{Change, Files};
use tencentcloud_codegen::plan::Plan;
use tencentcloud_codegen::spec::{Spec, find_spec_files};

use crate::Outcome;
use crate::args::{GenerateArgs, Selection};
use crate::config::Config;
use crate::message::Messages;

pub(crate) fn run(args: &GenerateArgs, messages: &Messages) -> Result<Outcome> {
    let wanted = Wanted::new(&args.selection, messages)?;
    let changes = wanted.files.write(&wanted.root).into_diagnostic()?;
    for change in &changes {
        messages.note(format_args!(
            "{} {}",
            verb(change),
            wanted.root.join(&change.path).display()
        ));
    }
    messages.note(format_args!(
        "{} generated in {}, {} changed",
        count(wanted.files.len(), "file"),
        wanted.root.display(),
        changes.len()
    ));
    Ok(Outcome::Good)
}

fn verb(change: &Change) -> &'static str {
    match (&change.old, &change.new) {
        (None, _) => "added  ",
        (_, None) => "deleted",
        _ => "changed",
    }
}

/// The files that the specs give, and the folder they belong in.
pub(crate) struct Wanted {
    pub(crate) files: Files,
    pub(crate) root: PathBuf,
}

impl Wanted {
    /// What the command line selects, or else `tcgen.toml`.
    pub(crate) fn new(selection: &Selection, messages: &Messages) -> Result<Self> {
        if let Some(out) = &selection.out {
            let actions = (!selection.actions.is_empty()).then_some(selection.actions.as_slice());
            let files = files(
                &selection.specs,
                actions,
                &CrateOptions::default(),
                messages,
            )?;
            return Ok(Self {
                files,
                root: out.clone(),
            });
        }
        let config = Config::find(selection.config.as_deref())?;
        let mut files = files(&config.specs, None, &config.crate_options(), messages)?;
        // Everything in this folder comes from these specs: what does not is stale.
        files.own(Path::new(""));
        Ok(Self {
            files,
            root: config.out,
        })
    }
}

fn files(
    paths: &[PathBuf],
    actions: Option<&[String]>,
    options: &CrateOptions,
    messages: &Messages,
) -> Result<Files> {
    let mut services: BTreeMap<String, Vec<Plan>> = BTreeMap::new();
    for path in paths {
        for file in find_spec_files(path).into_diagnostic()? {
            let spec = Spec::read(&file).into_diagnostic()?;
            let plan = Plan::new(&spec, actions)
                .into_diagnostic()
                .wrap_err_with(|| format!("cannot generate from {}", file.display()))?;
            for note in &plan.notes {
                messages.warning(format_args!("{}: {note}", file.display()));
            }
            services.entry(plan.service.clone()).or_default().push(plan);
        }
    }
    let mut files = Files::default();
    for (service, mut plans) in services {
        plans.sort_by(|a, b| a.version.cmp(&b.version));
        if let Some(pair) = plans
            .windows(2)
            .find(|pair| pair[0].version == pair[1].version)
        {
            return Err(miette!(
                "two specs are of {service} {}: give one of them",
                pair[0].version
            ));
        }
        files.insert_folder(Path::new(&service), crate_files(&plans, options));
    }
    Ok(files)
}

/// A number and a noun.
pub(crate) fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
