//! `tcgen.toml`: what `generate` and `check` work on.

use std::path::{Path, PathBuf};

use miette::{IntoDiagnostic, NamedSource, Result, SourceSpan, WrapErr, miette};
use serde::Deserialize;
use tencentcloud_codegen::emit::CrateOptions;

const FILE: &str = "tcgen.toml";

/// The content of `tcgen.toml`. Paths in it start at its folder.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct Config {
    /// Spec files or folders of them.
    pub(crate) specs: Vec<PathBuf>,
    /// The folder for the crates.
    pub(crate) out: PathBuf,
    /// What the crates have in common.
    crates: Crates,
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
    /// Reads the named file, or the nearest `tcgen.toml` in this folder or above.
    pub(crate) fn find(named: Option<&Path>) -> Result<Self> {
        let path = match named {
            Some(path) => path.to_owned(),
            None => nearest()?,
        };
        let text = std::fs::read_to_string(&path)
            .into_diagnostic()
            .wrap_err_with(|| format!("cannot read {}", path.display()))?;
        let mut config: Self = toml::from_str(&text).map_err(|error| {
            let span = error
                .span()
                .map_or_else(|| SourceSpan::from(0), SourceSpan::from);
            miette!(
                labels = vec![miette::LabeledSpan::at(span, "here")],
                "{}",
                error.message()
            )
            .with_source_code(NamedSource::new(path.display().to_string(), text.clone()))
        })?;
        let folder = path.parent().unwrap_or(Path::new(""));
        if config.specs.is_empty() || config.out.as_os_str().is_empty() {
            return Err(miette!(
                help = "specs = [\"specs\"]\nout = \"generated\"",
                "{} must name `specs` and `out`",
                path.display()
            ));
        }
        for spec in &mut config.specs {
            *spec = folder.join(&spec);
        }
        config.out = folder.join(&config.out);
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

fn nearest() -> Result<PathBuf> {
    let here = std::env::current_dir().into_diagnostic()?;
    let found = here.ancestors().map(|folder| folder.join(FILE)).find(|path| path.is_file()).ok_or_else(|| {
        miette!(
            help = "give --spec PATH --out DIR, or write a tcgen.toml:\n\nspecs = [\"specs\"]\nout = \"generated\"",
            "no {FILE} in {} or above",
            here.display()
        )
    })?;
    // Seen from here, so that messages stay short.
    Ok(if found.parent() == Some(&here) {
        PathBuf::from(FILE)
    } else {
        found
    })
}
