//! `tcgen.toml`: what `generate`, `check` and `update` work on.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use miette::{IntoDiagnostic, NamedSource, Result, SourceSpan, WrapErr, miette};
use semver::Version;
use serde::Deserialize;
use tencentcloud_codegen::emit::CrateOptions;

pub(crate) const FILE: &str = "tcgen.toml";

/// The content of `tcgen.toml`. Paths in it start at its folder.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct Config {
    /// Spec files or folders of them, each laid over those before it.
    pub(crate) specs: Vec<PathBuf>,
    /// Whether they are laid over the built-in catalogue; only where there are none, when absent.
    pub(crate) builtin: Option<bool>,
    /// The services; all that the specs describe, when absent.
    pub(crate) services: Option<Services>,
    /// The folder for the crates.
    pub(crate) out: PathBuf,
    /// Where it was read.
    #[serde(skip)]
    pub(crate) path: PathBuf,
    /// What the crates have in common.
    crates: Crates,
    /// What `update` does.
    pub(crate) update: Update,
}

/// Which services.
#[derive(Debug, Clone, Deserialize)]
#[serde(
    untagged,
    expecting = "expected a list of names, a table of services, or \"all\""
)]
pub(crate) enum Services {
    /// `services = "all"`
    All(All),
    /// `services = ["cvm", "sts"]`
    Names(Vec<String>),
    /// `[services.cvm]`
    Table(BTreeMap<String, Service>),
}

/// The word for all services.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum All {
    /// Every one.
    All,
}

/// What is generated of a service.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct Service {
    /// Only these versions.
    pub(crate) versions: Vec<String>,
    /// Only these actions and the types they reach.
    pub(crate) actions: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct Crates {
    /// The start of their names.
    prefix: String,
    /// The version of those that have none below.
    version: Version,
    /// The versions of the crates of single services, kept by `update`.
    versions: BTreeMap<String, Version>,
    /// The version requirement of the runtime.
    runtime_version: String,
    /// Where the runtime is, seen from the folder of a crate; only the registry's when absent.
    runtime_path: Option<String>,
}

impl Default for Crates {
    fn default() -> Self {
        let CrateOptions {
            prefix,
            version,
            runtime_version,
            runtime_path,
        } = CrateOptions::default();
        Self {
            prefix,
            version: Version::parse(&version).expect("the default is a version"),
            versions: BTreeMap::new(),
            runtime_version,
            runtime_path,
        }
    }
}

/// What `update` does.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct Update {
    /// The folder, among those of `specs`, for what a catalogue tells; the first one when absent.
    pub(crate) catalogue: Option<PathBuf>,
    /// The folder, among those of `specs`, for what pages tell; the last one when absent.
    pub(crate) pages: Option<PathBuf>,
    /// Whether sentences and examples of a catalogue are left out.
    pub(crate) facts: bool,
    /// Files with facts that are added to what a catalogue tells.
    pub(crate) overlay: Vec<PathBuf>,
    /// The services that are taken from a catalogue beside those that there are specs of.
    pub(crate) services: Option<UpdateServices>,
}

/// Which services are new.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged, expecting = "expected a list of names, or \"all\"")]
pub(crate) enum UpdateServices {
    /// `services = "all"`
    All(All),
    /// `services = ["cvm", "sts"]`
    Names(Vec<String>),
}

impl Config {
    /// Reads the named file, or else the nearest `tcgen.toml` in this folder or above; nothing where there is none.
    pub(crate) fn find(named: Option<&Path>) -> Result<Option<Self>> {
        let path = Self::find_path(named)?;
        path.map(|path| Self::read(&path)).transpose()
    }

    /// Where that is.
    pub(crate) fn find_path(named: Option<&Path>) -> Result<Option<PathBuf>> {
        match named {
            Some(path) => Ok(Some(path.to_owned())),
            None => nearest(),
        }
    }

    /// The folder of the nearest `tcgen.toml`, or this one where there is none.
    pub(crate) fn folder() -> Result<PathBuf> {
        let nearest = nearest()?;
        let folder = nearest.as_deref().and_then(Path::parent);
        let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
        Ok(folder.unwrap_or(Path::new(".")).to_owned())
    }

    /// Reads a file.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path)
            .into_diagnostic()
            .wrap_err_with(|| format!("cannot read {}", path.display()))?;
        Self::of_text(path, &text)
    }

    /// Reads the text of a file that is, or was, at this path.
    pub(crate) fn of_text(path: &Path, text: &str) -> Result<Self> {
        let mut config: Self = toml::from_str(text).map_err(|error| {
            let span = error
                .span()
                .map_or_else(|| SourceSpan::from(0), SourceSpan::from);
            miette!(
                labels = vec![miette::LabeledSpan::at(span, "here")],
                "{}",
                error.message()
            )
            .with_source_code(NamedSource::new(
                path.display().to_string(),
                text.to_owned(),
            ))
        })?;
        let folder = path.parent().unwrap_or(Path::new(""));
        if config.out.as_os_str().is_empty() {
            return Err(miette!(
                help = "out = \"generated\"",
                "{} must name `out`, the folder for the crates",
                path.display()
            ));
        }
        if config.specs.is_empty() && config.services.is_none() {
            return Err(miette!(
                help = "services = [\"cvm\", \"sts\"]    # of the built-in catalogue; `tcgen list` shows them\n\
                        specs = [\"specs\"]            # spec files of your own",
                "{} must name `services` or `specs`",
                path.display()
            ));
        }
        let update = &mut config.update;
        for (key, chosen) in [("catalogue", &update.catalogue), ("pages", &update.pages)] {
            if let Some(chosen) = chosen
                && !config.specs.contains(chosen)
            {
                return Err(miette!(
                    help = "add it to `specs` at its place: what a later folder tells is laid over what earlier ones do",
                    "{}: `update.{key}` is `{}`, which is none of `specs`",
                    path.display(),
                    chosen.display()
                ));
            }
        }
        let of_update = [&mut update.catalogue, &mut update.pages];
        let of_update = of_update.into_iter().flatten().chain(&mut update.overlay);
        for path in of_update.chain(&mut config.specs) {
            *path = folder.join(&path);
        }
        config.out = folder.join(&config.out);
        path.clone_into(&mut config.path);
        Ok(config)
    }

    /// What generated crates are told about their surroundings.
    pub(crate) fn crate_options(&self) -> CrateOptions {
        let Crates {
            prefix,
            version,
            versions: _,
            runtime_version,
            runtime_path,
        } = &self.crates;
        CrateOptions {
            prefix: prefix.clone(),
            version: version.to_string(),
            runtime_version: runtime_version.clone(),
            runtime_path: runtime_path.clone(),
        }
    }

    /// The file or folder of `specs` for what a catalogue tells.
    pub(crate) fn catalogue_folder(&self) -> Option<&PathBuf> {
        self.update.catalogue.as_ref().or(self.specs.first())
    }

    /// The file or folder of `specs` for what pages tell.
    pub(crate) fn pages_folder(&self) -> Option<&PathBuf> {
        self.update.pages.as_ref().or(self.specs.last())
    }

    /// The version of the crate of a service.
    pub(crate) fn version(&self, service: &str) -> &Version {
        let Crates {
            version, versions, ..
        } = &self.crates;
        versions.get(service).unwrap_or(version)
    }
}

fn nearest() -> Result<Option<PathBuf>> {
    let here = std::env::current_dir().into_diagnostic()?;
    let mut folders = here.ancestors().map(|folder| folder.join(FILE));
    Ok(folders.find(|path| path.is_file()).map(|found| {
        // Seen from here, so that messages stay short.
        if found.parent() == Some(&here) {
            PathBuf::from(FILE)
        } else {
            found
        }
    }))
}
