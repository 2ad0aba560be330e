//! Generating from a `build.rs`.

use std::fmt;
use std::path::{Path, PathBuf};

#[cfg(feature = "builtin")]
use crate::builtin::{Builtin, UnknownService};
use crate::emit;
use crate::output::{FileError, Files};
use crate::plan::PlanError;
use crate::spec::{Disagreement, Spec, SpecError};
use crate::specs::{Chosen, Layer, Name, Specs, UnknownAction};

/// Generates clients from a `build.rs`.
///
/// ```no_run
/// tencentcloud_codegen::Builder::new()
///     .service("cvm")
///     .actions(["RunInstances", "DescribeInstances", "TerminateInstances"])
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
    #[cfg(feature = "builtin")]
    services: Vec<(String, Option<String>)>,
    specs: Vec<PathBuf>,
    actions: Chosen,
}

/// A spec to generate from.
struct Source {
    spec: Spec,
    /// The service version that it is of.
    version: Name,
    /// What messages call it: where it is from.
    name: String,
    /// What the layers of the spec tell otherwise than those below them.
    contradictions: Vec<String>,
}

impl Builder {
    /// A builder that knows no specs.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a service of the [built-in catalogue](crate::builtin), by its short name: the newest version that has all chosen
    /// actions. A spec of the same version that [`spec`](Self::spec) adds is laid over it.
    #[cfg(feature = "builtin")]
    pub fn service(mut self, name: impl Into<String>) -> Self {
        self.services.push((name.into(), None));
        self
    }

    /// Adds a version of a service, such as `2017-03-12`, of the [built-in catalogue](crate::builtin).
    #[cfg(feature = "builtin")]
    pub fn service_version(mut self, name: impl Into<String>, version: impl Into<String>) -> Self {
        self.services.push((name.into(), Some(version.into())));
        self
    }

    /// Adds a spec file, or a folder of specs. A relative path starts at the folder of the package. Of several specs of one
    /// service version, a later one is laid over an earlier one.
    pub fn spec(mut self, path: impl Into<PathBuf>) -> Self {
        self.specs.push(path.into());
        self
    }

    /// Chooses an action. Once one is chosen, code is generated for the chosen ones and the types they reach only.
    ///
    /// An action that several services have is taken from each of them; `cvm.DescribeInstances` names one service.
    pub fn action(mut self, name: impl Into<String>) -> Self {
        self.actions.insert(name);
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
        let (specs, sources) = self.sources()?;
        for Source {
            spec,
            version,
            name,
            contradictions,
        } in sources
        {
            let plan = match self.actions.plan(&spec) {
                Ok(Some(plan)) => plan,
                Ok(None) => continue,
                Err(source) => {
                    let source = specs.located(&version, source);
                    return Err(BuildError::Plan { name, source });
                }
            };
            let file = PathBuf::from(format!("{}.rs", plan.service));
            if written.contains(&folder.join(&file)) {
                return Err(BuildError::TwoVersions {
                    service: plan.service,
                    name,
                });
            }
            for note in plan.notes.iter().chain(&contradictions) {
                tell_cargo("warning", format_args!("{name}: {note}"));
            }
            files.insert(&file, emit::single_file(&plan));
            written.push(folder.join(file));
        }
        files.write(folder)?;
        Ok(written)
    }

    /// The specs, with all chosen actions in them.
    fn sources(&self) -> Result<(Specs, Vec<Source>), BuildError> {
        let mut specs = Specs::default();
        for path in &self.specs {
            tell_cargo("rerun-if-changed", path.display());
            specs.add(path)?;
        }
        let layers = specs.names().flat_map(|name| specs.layers(name));
        for file in layers.filter_map(Layer::path) {
            tell_cargo("rerun-if-changed", file.display());
        }
        #[cfg(feature = "builtin")]
        self.add_services(&mut specs)?;
        if self.specs.is_empty() && specs.names().next().is_none() {
            return Err(BuildError::NoSpecs);
        }
        // Nothing of a spec is known to change when the build script does not.
        tell_cargo("rerun-if-changed", "build.rs");
        let names: Vec<Name> = specs.names().cloned().collect();
        let sources: Vec<Source> = names
            .iter()
            .map(|name| read(&specs, name))
            .collect::<Result<_, SpecError>>()?;
        let known = sources.iter();
        self.actions
            .check(known.map(|source| (&source.spec, source.name.clone())))?;
        Ok((specs, sources))
    }

    /// Adds the chosen services.
    #[cfg(feature = "builtin")]
    fn add_services(&self, specs: &mut Specs) -> Result<(), BuildError> {
        if self.services.is_empty() {
            return Ok(());
        }
        let builtin = Builtin::new();
        for (service, version) in &self.services {
            let is_described = specs.names().any(|name| name.service == *service);
            let version = match version {
                Some(version) => version.clone(),
                None => match self.version_of(&builtin, service) {
                    Ok(version) => version,
                    // What the catalogue does not have is in a spec.
                    Err(_) if is_described => continue,
                    Err(error) => return Err(error.into()),
                },
            };
            specs.add_builtin(service, Some(&version))?;
        }
        Ok(())
    }

    /// The newest version of a service that has the most chosen actions.
    #[cfg(feature = "builtin")]
    fn version_of(&self, builtin: &Builtin, service: &str) -> Result<String, UnknownService> {
        let versions = builtin.versions(service)?;
        let newest = match versions {
            [only] => Some(only),
            // The last of those that are equal.
            all => all
                .iter()
                .max_by_key(|version| self.actions.of(&builtin.spec(version)).len()),
        };
        Ok(newest
            .map(|version| version.version.clone())
            .unwrap_or_default())
    }
}

fn read(specs: &Specs, name: &Name) -> Result<Source, SpecError> {
    let layered = specs.read(name)?;
    let contradictions = layered.disagreements.into_iter();
    Ok(Source {
        spec: layered.spec,
        contradictions: contradictions
            .filter(|(_, found)| matches!(found, Disagreement::Contradiction { .. }))
            .map(|(layer, found)| format!("{layer}: {found}"))
            .collect(),
        name: specs.called(name),
        version: name.clone(),
    })
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
    /// Neither [`Builder::service`] nor [`Builder::spec`] was called.
    #[error(
        "no specs: call `Builder::service` with the name of a service, or `Builder::spec` with a spec file or a folder of specs"
    )]
    NoSpecs,
    /// `OUT_DIR` is not set.
    #[error(
        "OUT_DIR is not set: `Builder::generate` is for build scripts; elsewhere use `Builder::generate_to`"
    )]
    NoOutDir,
    /// Two versions of one service would have the same file.
    #[error("{name}: a second version of `{service}` among the specs: choose one")]
    TwoVersions {
        /// The service.
        service: String,
        /// The second spec.
        name: String,
    },
    /// There is no such service.
    #[cfg(feature = "builtin")]
    #[error(transparent)]
    UnknownService(#[from] UnknownService),
    /// A chosen action is in none of the specs.
    #[error(transparent)]
    UnknownAction(#[from] UnknownAction),
    /// A spec cannot be read.
    #[error(transparent)]
    Spec(#[from] SpecError),
    /// A spec cannot be planned.
    #[error("{name}: {source}")]
    Plan {
        /// The spec.
        name: String,
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
