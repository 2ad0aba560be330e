//! One side of a comparison: whatever a user can name becomes specs.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use miette::{IntoDiagnostic, Result, WrapErr, miette};
use tencentcloud_codegen::catalogue::{
    Catalogue, Content, Memory, Overlay, ServiceVersion, SourceError,
};
use tencentcloud_codegen::diff::report::Origin;
use tencentcloud_codegen::fetch::Address;
use tencentcloud_codegen::folder;
use tencentcloud_codegen::spec::{Spec, SpecError};
use tencentcloud_codegen::specs::{Layer, Name, Specs};

use super::git::{Checkout, Revision};
use crate::args::{DiffArgs, ParseArgs};
use crate::config::{self, Config};
use crate::message::Messages;
use crate::{parse, selection};

/// A side of the comparison.
pub(super) struct Side {
    /// How the user named it.
    pub(super) name: String,
    pub(super) source: Source,
    /// The commit that a revision is.
    commit: Option<String>,
    /// What the source is read from, where that is temporary.
    checkout: Option<Checkout>,
}

/// Where specs come from.
pub(super) enum Source {
    /// Files in layers, or the built-in catalogue.
    Specs(Specs),
    /// Pages, read already: they tell some actions or data types of a service.
    Pages(Vec<Spec>),
    /// A catalogue.
    Catalogue(Box<Catalogue>),
}

/// How much a side tells: what it does not, is no difference.
#[derive(Clone, Copy)]
pub(super) struct Tells {
    /// All actions and data types of a service.
    pub(super) whole: bool,
    /// Error codes.
    pub(super) error_codes: bool,
    /// Which names things have in Rust.
    pub(super) rust_names: bool,
}

impl Side {
    pub(super) fn open(name: &str, args: &DiffArgs, messages: &Messages) -> Result<Self> {
        let mut commit = None;
        let (source, checkout) = if name == "builtin" {
            (Source::Specs(selection::builtin()?), None)
        } else if let Some(revision) = name.strip_prefix("git:") {
            let revision = Revision::new(revision)?;
            commit = revision.commit();
            let (source, checkout) = if let Some(checkout) = revision.path() {
                let checkout = checkout?;
                let source = of_path(&checkout.path, name, args, messages)?;
                (source, checkout)
            } else {
                let (config, checkout) = revision.project()?;
                (Source::Specs(selection::layers(&config)?), checkout)
            };
            (source, Some(checkout))
        } else if Address::is_meant(name) || name == "-" {
            (pages(name, name, args, messages)?, None)
        } else {
            (of_path(Path::new(name), name, args, messages)?, None)
        };
        Ok(Self {
            name: name.to_owned(),
            source,
            commit,
            checkout,
        })
    }

    /// How much it tells.
    pub(super) fn tells(&self) -> Tells {
        Tells {
            whole: !matches!(self.source, Source::Pages(_)),
            rust_names: matches!(self.source, Source::Specs(_)),
            error_codes: match &self.source {
                Source::Specs(_) | Source::Pages(_) => true,
                Source::Catalogue(catalogue) => catalogue.has_error_codes(),
            },
        }
    }

    /// What a report says of it.
    pub(super) fn origin(&self) -> Origin<'_> {
        let Tells { whole, error_codes } = self.tells();
        Origin {
            name: &self.name,
            commit: self.commit.as_deref(),
            whole,
            error_codes,
        }
    }

    /// The services that it names.
    pub(super) fn services(&self) -> BTreeSet<String> {
        match &self.source {
            Source::Specs(specs) => specs.names().map(|name| name.service.clone()).collect(),
            Source::Pages(specs) => specs.iter().filter_map(|s| s.service.clone()).collect(),
            Source::Catalogue(catalogue) => {
                let versions = catalogue.versions().into_iter();
                versions.map(|version| version.service.clone()).collect()
            }
        }
    }

    /// The file in which a service version is described, if it is there to stay.
    pub(super) fn file(&self, name: &Name) -> Option<PathBuf> {
        let Source::Specs(specs) = &self.source else {
            return None;
        };
        let layer = specs.layers(name).iter().rev().find_map(Layer::path)?;
        self.checkout.is_none().then(|| layer.to_owned())
    }
}

static OVERLAY: LazyLock<Overlay> = LazyLock::new(Overlay::built_in);

/// Reads what a catalogue says of a service version, with the facts that it is known to lack.
pub(super) fn read_version(
    catalogue: &Catalogue,
    version: &ServiceVersion,
    content: Content,
    memory: &Memory,
    messages: &Messages,
) -> Result<Spec> {
    let import = catalogue.read_with(version, content, memory);
    let Some(mut spec) = import.spec else {
        for file in import.sources.iter().flat_map(|source| &source.files) {
            for finding in file.findings.iter().filter(|_| file.has_errors()) {
                messages.finding(&file.source, finding);
            }
        }
        return Err(miette!("{version} cannot be compared: it has errors"));
    };
    // Another release may lack what the overlay is about.
    OVERLAY.apply(&mut spec);
    Ok(spec)
}

/// What a path is: that shows in its name, or in what is in the folder.
fn of_path(path: &Path, name: &str, args: &DiffArgs, messages: &Messages) -> Result<Source> {
    if path.is_dir() {
        return of_folder(path, name, args, messages);
    }
    if !path.exists() {
        return Err(miette!(
            help = "`tcgen help diff` lists what can be compared",
            "there is no {name}"
        ));
    }
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    match extension.to_ascii_lowercase().as_str() {
        "json" => specs(path),
        "toml" => Ok(Source::Specs(selection::layers(&Config::read(path)?)?)),
        "whl" | "zip" => catalogue(&[path]),
        _ => pages(&path.to_string_lossy(), name, args, messages),
    }
}

fn of_folder(path: &Path, name: &str, args: &DiffArgs, messages: &Messages) -> Result<Source> {
    let config = path.join(config::FILE);
    if config.is_file() {
        return Ok(Source::Specs(selection::layers(&Config::read(&config)?)?));
    }
    let mut wheels = folder::entries(path)
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot list {name}"))?;
    wheels.retain(|path| path.extension().is_some_and(|extension| extension == "whl"));
    if !wheels.is_empty() {
        return catalogue(&wheels);
    }
    // The folders of an unpacked wheel look like those of specs.
    match Catalogue::open([path]) {
        Ok(catalogue) => return Ok(Source::Catalogue(Box::new(catalogue))),
        Err(SourceError::Empty { .. }) => {}
        Err(error) => return Err(error).into_diagnostic(),
    }
    let mut specs = Specs::default();
    match specs.add(path) {
        Ok(()) => Ok(Source::Specs(specs)),
        Err(SpecError::Empty { .. }) => pages(&path.to_string_lossy(), name, args, messages)
            .map_err(|error| {
                miette!(
                    help = "`tcgen help diff` lists what can be compared",
                    "{error}, nor specs, a catalogue or a tcgen.toml"
                )
            }),
        Err(error) => Err(error).into_diagnostic(),
    }
}

fn specs(path: &Path) -> Result<Source> {
    let mut specs = Specs::default();
    specs.add(path).into_diagnostic()?;
    Ok(Source::Specs(specs))
}

fn catalogue<P: AsRef<Path>>(paths: &[P]) -> Result<Source> {
    let catalogue = Catalogue::open(paths).into_diagnostic()?;
    Ok(Source::Catalogue(Box::new(catalogue)))
}

fn pages(path: &str, name: &str, args: &DiffArgs, messages: &Messages) -> Result<Source> {
    let args = ParseArgs {
        pages: vec![path.to_owned()],
        lists: Vec::new(),
        out: None,
        service: None,
        api_version: None,
        report: false,
        strict: false,
        keep_going: false,
        fetch: args.fetch.clone(),
    };
    match parse::specs(&args, messages)? {
        Some(specs) => Ok(Source::Pages(specs)),
        None => Err(miette!("{name} cannot be compared: it has errors")),
    }
}

/// The service version that a spec tells.
pub(super) fn name_of(spec: &Spec) -> Name {
    Name {
        service: spec.service.clone().unwrap_or_default(),
        version: spec.version.clone().unwrap_or_default(),
    }
}

/// Whether both sides have the same bytes for a service version, so that nothing can be different.
pub(super) fn has_same_bytes(old: &Specs, new: &Specs, name: &Name) -> bool {
    let (old_layers, new_layers) = (old.layers(name), new.layers(name));
    old_layers.len() == new_layers.len()
        && old_layers
            .iter()
            .zip(new_layers)
            .all(|(a, b)| matches!((old.bytes(a), new.bytes(b)), (Ok(a), Ok(b)) if a == b))
}
