//! `tcgen.toml`: what `generate` and `check` work on.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use miette::{IntoDiagnostic, NamedSource, Result, SourceSpan, WrapErr, miette};
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
    /// The folder of the file, from which its paths are seen.
    #[serde(skip)]
    pub(crate) folder: PathBuf,
    /// What the crates have in common.
    crates: Crates,
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
    /// Their version.
    version: String,
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
            version,
            runtime_version,
            runtime_path,
        }
    }
}

impl Config {
    /// Reads the named file, or else the nearest `tcgen.toml` in this folder or above; nothing where there is none.
    pub(crate) fn find(named: Option<&Path>) -> Result<Option<Self>> {
        let path = match named {
            Some(path) => Some(path.to_owned()),
            None => nearest()?,
        };
        path.map(|path| Self::read(&path)).transpose()
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
        for spec in &mut config.specs {
            *spec = folder.join(&spec);
        }
        config.out = folder.join(&config.out);
        folder.clone_into(&mut config.folder);
        Ok(config)
    }

    /// What generated crates are told about their surroundings.
    pub(crate) fn crate_options(&self) -> CrateOptions {
        let Crates {
            prefix,
            version,
            runtime_version,
            runtime_path,
        } = &self.crates;
        CrateOptions {
            prefix: prefix.clone(),
            version: version.clone(),
            runtime_version: runtime_version.clone(),
            runtime_path: runtime_path.clone(),
        }
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
