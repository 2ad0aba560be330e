//! `tcgen update`: new documentation → specs, crates, their versions and changelogs, all of it or nothing.
//!
//! ```text
//! wheels ──import──┐                        ┌─ compare ──▶ changes ─┬─▶ report
//!                  ├─▶ specs, old and new ──┤                       ├─▶ versions ──▶ tcgen.toml
//! pages ───parse───┘                        └─ generate ─▶ crates ──┴─▶ changelogs
//!
//! spec files, crates, tcgen.toml and changelogs ──▶ written at once
//! ```
//!
//! Each stage is that of another command; here they are put together over files that are not written yet.

mod changelog;
mod crates;
mod gone;
mod manifest;
mod overrides;
mod release;
mod sources;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use miette::{IntoDiagnostic, Result, WrapErr, miette};
use tencentcloud_codegen::diff::report::{Origin, Sides};
use tencentcloud_codegen::output::{self, Change, Recovered};
use tencentcloud_codegen::specs::Drafts;

use self::changelog::Dated;
use self::crates::{Before, Crates};
use self::sources::Sources;
use crate::Outcome;
use crate::args::{ParseArgs, UpdateArgs};
use crate::config::Config;
use crate::diff::{self, Comparison, Reporter};
use crate::fingerprint::Store;
use crate::generate::count;
use crate::message::Messages;
use crate::parse;
use crate::selection::{Selected, layers_with_drafts};
use crate::told::Told;

/// The file, beside `tcgen.toml`, that is there while files are being replaced.
const JOURNAL: &str = ".tcgen-update";

pub(crate) fn run(args: &UpdateArgs, messages: &Messages) -> Result<Outcome> {
    let reporter = Reporter::new(&args.report)?;
    let path = Config::find_path(args.config.as_deref())?.ok_or_else(|| {
        miette!(
            help = "write one, such as:\n\nspecs = [\"specs\"]\nout = \"generated\"",
            "no tcgen.toml here or in a folder above: there is nothing to update"
        )
    })?;
    let journal = path.with_file_name(JOURNAL);
    recover(&journal, args, messages)?;
    let mut config = Config::read(&path)?;
    let sources = Sources::of(&args.sources)?;
    let Some(drafts) = drafts(&sources, &config, args, messages)? else {
        messages.note("nothing written");
        return Ok(Outcome::Finding);
    };

    let old = layers_with_drafts(&config, Drafts::default())?;
    let new = layers_with_drafts(&config, drafts.clone())?;
    let changes = diff::between(&old, &new, messages)?;
    let services: BTreeSet<String> = new.names().map(|name| name.service.clone()).collect();
    reporter.check(&changes, services)?;
    overrides::tell(&drafts, &old, &new, messages)?;

    let gone = gone::take_out(&mut config, &old, &new, messages)?;
    let selected = Selected::of_config(&config, new, &[])
        .wrap_err("the crates cannot be generated from the new specs")?;
    let store = Store::new(args.fetch.cache.as_deref(), &selected.root);
    let before = Before {
        specs: &old,
        gone: &gone,
        changes: &changes,
    };
    let crates = Crates::new(&selected, &before, &config, &store, messages)?;
    let dated = Dated {
        date: args.date.clone().unwrap_or_else(today),
        sources: sources.to_string(),
    };
    let mut files = crates.files(&selected, &changes, &dated)?;
    files.extend(manifest::change(&config, crates.advice(), &gone)?);
    files.extend(spec_files(&drafts)?);

    if !args.dry_run && !files.is_empty() {
        output::write_all(&files, &journal).into_diagnostic()?;
        crates.note_fingerprints(&selected, &store, messages);
    }
    let project = path.display().to_string();
    let comparison = Comparison {
        sides: Sides {
            old: Origin::whole(&project),
            new: Origin::whole(&dated.sources),
        },
        changes: &changes,
        advice: crates.advice().clone(),
        prefix: &config.crate_options().prefix,
        files: Some(&selected.specs),
    };
    let outcome = reporter.tell(comparison, messages);
    conclude(&files, &crates, args.dry_run, messages);
    Ok(outcome)
}

/// Puts right what a run that was killed has left, if there was one.
fn recover(journal: &Path, args: &UpdateArgs, messages: &Messages) -> Result<()> {
    if args.dry_run {
        if journal.exists() {
            return Err(miette!(
                help = "run it once without --dry-run: that puts the files back first",
                "an update was interrupted while it replaced files, as {} says",
                journal.display()
            ));
        }
        return Ok(());
    }
    match output::recover(journal).into_diagnostic()? {
        Some(Recovered::Undone(files)) => messages.note(format_args!(
            "an update that was interrupted is undone: {} put back",
            count(files, "file")
        )),
        Some(Recovered::Finished) => {
            messages.note("an update that was interrupted is finished");
        }
        None => {}
    }
    Ok(())
}

/// The spec files that are going to be different; nothing, after their findings were shown, if a source has errors.
fn drafts(
    sources: &Sources,
    config: &Config,
    args: &UpdateArgs,
    messages: &Messages,
) -> Result<Option<Drafts>> {
    let mut drafts = Drafts::default();
    if !sources.catalogues.is_empty() {
        let folder = folder(config.catalogue_folder(), config)?;
        match release::drafts(&sources.catalogues, folder, config, args.prune, messages)? {
            Some(of_release) => drafts = of_release,
            None => return Ok(None),
        }
    }
    if !sources.pages.is_empty() {
        let folder = folder(config.pages_folder(), config)?;
        let parse_args = ParseArgs {
            pages: sources.pages.clone(),
            lists: Vec::new(),
            out: Some(folder.to_owned()),
            service: args.service.clone(),
            api_version: args.api_version.clone(),
            report: false,
            strict: false,
            keep_going: false,
            fetch: args.fetch.clone(),
        };
        let Some(of_pages) = parse::drafts(&parse_args, folder, &drafts, messages)? else {
            return Ok(None);
        };
        drafts.extend(of_pages.into_iter().map(|(path, text)| (path, Some(text))));
    }
    let mut different = Drafts::default();
    for (path, text) in drafts {
        if read_if_there(&path)? != text {
            different.insert(path, text);
        }
    }
    Ok(Some(different))
}

/// A folder of specs to write to.
fn folder<'a>(folder: Option<&'a PathBuf>, config: &Config) -> Result<&'a Path> {
    let folder = folder.ok_or_else(|| {
        miette!(
            help =
                "specs = [\"specs\"]    # and `builtin = true`, to lay them over what is built in",
            "{} names no folder of `specs` to update",
            config.path.display()
        )
    })?;
    if folder.is_file() {
        return Err(miette!(
            help = "name a folder of `specs` as `catalogue` or `pages` of [update] in tcgen.toml",
            "{} is a file: an update writes SERVICE/VERSION.json below a folder",
            folder.display()
        ));
    }
    Ok(folder)
}

/// The changes of spec files, each below the folder of specs that it is in.
fn spec_files(drafts: &Drafts) -> Result<Vec<(PathBuf, Change)>> {
    let changes = drafts.iter().map(|(path, new)| {
        let folder = path
            .parent()
            .and_then(Path::parent)
            .unwrap_or(Path::new(""));
        let below = path.strip_prefix(folder).unwrap_or(path);
        let change = Change {
            path: below.to_owned(),
            old: read_if_there(path)?,
            new: new.clone(),
        };
        Ok((folder.to_owned(), change))
    });
    changes.collect()
}

fn read_if_there(path: &Path) -> Result<Option<String>> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error)
            .into_diagnostic()
            .wrap_err_with(|| format!("cannot read {}", path.display())),
    }
}

fn today() -> String {
    time::OffsetDateTime::now_utc().date().to_string()
}

/// Says which files are different, and how much that is.
fn conclude(files: &[(PathBuf, Change)], crates: &Crates, is_dry_run: bool, messages: &Messages) {
    if files.is_empty() {
        messages.note("nothing to update: specs and crates are current");
        return;
    }
    let mut told = Told::default();
    for (root, change) in files {
        told.add(root, change);
    }
    told.list(messages);
    let would = if is_dry_run { "would be " } else { "" };
    let specs = files.iter().filter(|(_, change)| {
        let extension = change.path.extension();
        extension.is_some_and(|extension| extension == "json")
    });
    messages.note(format_args!(
        "{} and {} {would}updated; {}: {told}",
        count(specs.count(), "spec"),
        count(crates.number_changed(), "crate"),
        count(files.len(), "file"),
    ));
}
