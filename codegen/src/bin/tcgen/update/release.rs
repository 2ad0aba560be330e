//! A release of the catalogue: which of its services are taken, and what of the specs it no longer has.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use miette::{IntoDiagnostic, Result, WrapErr};
use tencentcloud_codegen::catalogue::{Catalogue, ServiceVersion};
use tencentcloud_codegen::spec::{Spec, SpecError, find_spec_files};
use tencentcloud_codegen::specs::Drafts;

use crate::args::ImportArgs;
use crate::config::{All, Config, Services, UpdateServices};
use crate::generate::count;
use crate::import;
use crate::message::Messages;
use crate::overlays::Overlays;

/// The spec files below a folder as they are going to be; nothing, after their findings were shown, if a source has errors.
pub(super) fn drafts(
    sources: &[PathBuf],
    folder: &Path,
    config: &Config,
    prune: bool,
    messages: &Messages,
) -> Result<Option<Drafts>> {
    let catalogue = Catalogue::open(sources).into_diagnostic()?;
    if !catalogue.has_error_codes() {
        messages.note(
            "the sources have no error codes: those that are known are kept (the wheel tencentcloud-sdk-python has them)",
        );
    }
    let known = Known::read(folder)?;
    let Taken { versions, is_whole } = taken(&catalogue, &known, config, messages)?;
    let overlays = Overlays::of_update(&config.update.overlay, is_whole && config.update.facts)?;
    let args = ImportArgs {
        sources: Vec::new(),
        out: Some(folder.to_owned()),
        services: Vec::new(),
        api_version: None,
        facts: config.update.facts,
        overlays: Vec::new(),
        report: false,
        strict: false,
        keep_going: false,
    };
    let Some(specs) = import::specs(&catalogue, &versions, &overlays, &args, messages)? else {
        return Ok(None);
    };
    let mut drafts = Drafts::default();
    for (path, text) in specs {
        drafts.insert(folder.join(path), Some(text));
    }
    let gone = known
        .files
        .iter()
        .filter(|file| !drafts.contains_key(*file));
    let gone = gone_of_catalogue(gone)?;
    if prune {
        drafts.extend(gone.into_iter().map(|file| (file, None)));
    } else {
        tell_gone(&gone, messages);
    }
    Ok(Some(drafts))
}

/// The spec files that there are.
struct Known {
    files: Vec<PathBuf>,
    services: BTreeSet<String>,
}

impl Known {
    fn read(folder: &Path) -> Result<Self> {
        let files = match find_spec_files(folder) {
            Ok(_) if !folder.exists() => Vec::new(),
            Err(SpecError::Empty { .. }) => Vec::new(),
            found => found.into_diagnostic()?,
        };
        let services = files.iter().filter_map(|file| {
            let service = file.parent()?.file_name()?;
            Some(service.to_string_lossy().into_owned())
        });
        Ok(Self {
            services: services.collect(),
            files,
        })
    }
}

/// What is taken of a catalogue.
struct Taken<'a> {
    versions: Vec<&'a ServiceVersion>,
    /// Whether that is all of it.
    is_whole: bool,
}

/// What there are specs of or `tcgen.toml` names; all where it says so, or where there are no specs yet and it does not
/// choose services.
fn taken<'a>(
    catalogue: &'a Catalogue,
    known: &Known,
    config: &Config,
    messages: &Messages,
) -> Result<Taken<'a>> {
    let chosen = config.update.services.as_ref();
    let are_all_generated = matches!(config.services, None | Some(Services::All(All::All)));
    let is_whole = match chosen {
        Some(UpdateServices::All(All::All)) => true,
        Some(UpdateServices::Names(names)) if !names.is_empty() => false,
        _ => known.files.is_empty() && are_all_generated,
    };
    if is_whole {
        return Ok(Taken {
            versions: catalogue.versions(),
            is_whole,
        });
    }
    let mut services = known.services.clone();
    if let Some(UpdateServices::Names(names)) = chosen {
        // What is named on purpose has to be there.
        let named = catalogue.select(names, None).into_diagnostic();
        named.wrap_err("`update.services` of tcgen.toml names what the sources do not have")?;
        services.extend(names.iter().cloned());
    }
    match &config.services {
        None | Some(Services::All(_)) => {}
        Some(Services::Names(names)) => services.extend(names.iter().cloned()),
        Some(Services::Table(table)) => services.extend(table.keys().cloned()),
    }
    let services: Vec<String> = services.into_iter().collect();
    let (versions, others) = catalogue.known(&services);
    tell_others(&others, messages);
    Ok(Taken { versions, is_whole })
}

/// How many are named.
const NAMED: usize = 5;

fn tell_others(others: &BTreeSet<&str>, messages: &Messages) {
    if others.is_empty() {
        return;
    }
    let named: Vec<&str> = others.iter().take(NAMED).copied().collect();
    let more = if others.len() > NAMED { ", …" } else { "" };
    messages.note(format_args!(
        "{} of the sources not taken: {}{more}; `services` of [update] in tcgen.toml takes them in: their names, or \"all\"",
        count(others.len(), "service"),
        named.join(", "),
    ));
}

/// Without the files that pages have told something of: no catalogue says that it is gone.
fn gone_of_catalogue<'a>(gone: impl Iterator<Item = &'a PathBuf>) -> Result<Vec<PathBuf>> {
    let mut of_catalogue = Vec::new();
    for file in gone {
        let of_pages = Spec::read(file).into_diagnostic()?.of_pages();
        if of_pages.actions.is_empty() && of_pages.types.is_empty() {
            of_catalogue.push(file.clone());
        }
    }
    Ok(of_catalogue)
}

fn tell_gone(gone: &[PathBuf], messages: &Messages) {
    if gone.is_empty() {
        return;
    }
    let named = gone
        .iter()
        .take(NAMED)
        .map(|file| file.display().to_string());
    let named: Vec<String> = named.collect();
    let more = if gone.len() > NAMED { ", …" } else { "" };
    messages.warning(format_args!(
        "{} that the sources do not have: {}{more}; kept, --prune deletes them",
        count(gone.len(), "service version"),
        named.join(", "),
    ));
}
