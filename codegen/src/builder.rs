//! Generating from a `build.rs`.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

use crate::emit;
use crate::output::{FileError, Files};
use crate::plan::{Plan, PlanError, did_you_mean, similar};
use crate::spec::{Spec, SpecError, find_spec_files};

/// Generates clients from a `build.rs`.
///
/// ```no_run
/// tencentcloud_codegen::Builder::new()
///     .spec("specs/cvm/2017-03-12.json")
///     .action("TerminateInstances")
///     .generate();
/// ```
///
/// writes `OUT_DIR/cvm.rs`, which the crate then includes:
///
/// ```ignore
/// mod cvm {
///     include!(concat!(env!("OUT_DIR"), "/cvm.rs"));
/// }
/// ```
#[derive(Debug, Clone, Default)]
#[must_use = "nothing is generated before `generate` or `generate_to`"]
pub struct Builder {
    specs: Vec<PathBuf>,
    actions: BTreeSet<String>,
}

impl Builder {
    /// A builder that knows no specs.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a spec file, or a folder of specs. A relative path starts at the folder of the package.
    pub fn spec(mut self, path: impl Into<PathBuf>) -> Self {
        self.specs.push(path.into());
        self
    }

    /// Chooses an action. Once one is chosen, code is generated for the chosen ones and the types they reach only.
    ///
    /// An action that several services have is taken from each of them; `cvm.DescribeInstances` names one service.
    pub fn action(mut self, name: impl Into<String>) -> Self {
        self.actions.insert(name.into());
        self
    }

    /// Chooses several actions; see [`action`](Self::action).
    pub fn actions(self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        names.into_iter().fold(self, Self::action)
    }

    /// Generates into `OUT_DIR` and tells Cargo when to do so again.
    ///
    /// A failure is reported to Cargo as an error of the build, with file and position: it reads as the compiler's own.
    pub fn generate(self) {
        let result = match std::env::var_os("OUT_DIR") {
            Some(out) => self.generate_to(out).map(drop),
            None => Err(BuildError::NoOutDir),
        };
        if let Err(error) = result {
            for line in error.to_string().lines() {
                println!("cargo::error={line}");
            }
        }
    }

    /// Generates one file per service version, `<service>.rs`, into a folder, and returns them. A file that is right is not
    /// touched. In a `build.rs` it also tells Cargo when to generate again.
    ///
    /// # Errors
    ///
    /// When a spec cannot be read or has no such action, or a file cannot be written. Then nothing is written.
    pub fn generate_to(self, folder: impl AsRef<Path>) -> Result<Vec<PathBuf>, BuildError> {
        let folder = folder.as_ref();
        let mut files = Files::default();
        let mut written = Vec::new();
        for (plan, path) in self.plans()? {
            let name = PathBuf::from(format!("{}.rs", plan.service));
            if written.contains(&folder.join(&name)) {
                return Err(BuildError::TwoVersions {
                    service: plan.service,
                    path,
                });
            }
            for note in &plan.notes {
                tell_cargo("warning", format_args!("{}: {note}", path.display()));
            }
            files.insert(&name, emit::single_file(&plan));
            written.push(folder.join(name));
        }
        files.write(folder)?;
        Ok(written)
    }

    fn plans(&self) -> Result<Vec<(Plan, PathBuf)>, BuildError> {
        if self.specs.is_empty() {
            return Err(BuildError::NoSpecs);
        }
        let mut specs = Vec::new();
        for path in &self.specs {
            tell_cargo("rerun-if-changed", path.display());
            for file in find_spec_files(path)? {
                tell_cargo("rerun-if-changed", file.display());
                let spec = Spec::read(&file)?;
                specs.push((spec, file));
            }
        }
        if self.actions.is_empty() {
            return specs
                .into_iter()
                .map(|(spec, path)| plan(&spec, None, path))
                .collect();
        }
        self.choose(specs)
    }

    /// The plans of the specs that have chosen actions; an action that no spec has is an error.
    fn choose(&self, specs: Vec<(Spec, PathBuf)>) -> Result<Vec<(Plan, PathBuf)>, BuildError> {
        let has = |spec: &Spec, action: &str| spec.actions.contains_key(name_in(action, spec));
        if let Some(action) = self
            .actions
            .iter()
            .find(|action| !specs.iter().any(|(spec, _)| has(spec, action)))
        {
            let known = specs.iter().flat_map(|(spec, _)| spec.actions.keys());
            let name = action.rsplit('.').next().unwrap_or(action);
            return Err(BuildError::UnknownAction {
                specs: specs
                    .iter()
                    .map(|(_, path)| path.display().to_string())
                    .collect(),
                action: action.clone(),
                similar: similar(name, known),
            });
        }
        let mut plans = Vec::new();
        for (spec, path) in specs {
            let chosen: Vec<String> = self
                .actions
                .iter()
                .filter(|action| has(&spec, action))
                .map(|action| name_in(action, &spec).to_owned())
                .collect();
            if !chosen.is_empty() {
                plans.push(plan(&spec, Some(&chosen), path)?);
            }
        }
        Ok(plans)
    }
}

fn plan(
    spec: &Spec,
    actions: Option<&[String]>,
    path: PathBuf,
) -> Result<(Plan, PathBuf), BuildError> {
    match Plan::new(spec, actions) {
        Ok(plan) => Ok((plan, path)),
        Err(source) => Err(BuildError::Plan { path, source }),
    }
}

/// The action's name without the service in front, if it is this spec's service.
fn name_in<'a>(action: &'a str, spec: &Spec) -> &'a str {
    match (action.split_once('.'), &spec.service) {
        (Some((service, name)), Some(own)) if service == own => name,
        _ => action,
    }
}

/// Only Cargo reads this, and only from a build script; elsewhere standard output belongs to the program.
fn tell_cargo(what: &str, value: impl fmt::Display) {
    if std::env::var_os("OUT_DIR").is_some() && std::env::var_os("CARGO_MANIFEST_DIR").is_some() {
        println!("cargo::{what}={value}");
    }
}

/// Why nothing was generated.
///
/// Its `Debug` is its `Display`, so that a `build.rs` whose `main` returns it says what is wrong and nothing else.
#[derive(thiserror::Error)]
pub enum BuildError {
    /// [`Builder::spec`] was not called.
    #[error("no specs: call `Builder::spec` with a spec file or a folder of specs")]
    NoSpecs,
    /// `OUT_DIR` is not set.
    #[error(
        "OUT_DIR is not set: `Builder::generate` is for build scripts; elsewhere use `Builder::generate_to`"
    )]
    NoOutDir,
    /// Two versions of one service would have the same file.
    #[error("{}: a second version of `{service}` among the specs: choose one", path.display())]
    TwoVersions {
        /// The service.
        service: String,
        /// The second spec.
        path: PathBuf,
    },
    /// A chosen action is in none of the specs.
    #[error("no action `{action}` in {}{}", .specs.join(", "), did_you_mean(.similar))]
    UnknownAction {
        /// The chosen name.
        action: String,
        /// The specs.
        specs: Vec<String>,
        /// Names that look like it.
        similar: Vec<String>,
    },
    /// A spec cannot be read.
    #[error(transparent)]
    Spec(#[from] SpecError),
    /// A spec cannot be planned.
    #[error("{}: {source}", path.display())]
    Plan {
        /// The spec.
        path: PathBuf,
        /// Why.
        source: PlanError,
    },
    /// A file cannot be written.
    #[error(transparent)]
    File(#[from] FileError),
}

impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
