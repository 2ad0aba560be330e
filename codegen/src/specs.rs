//! The specs to generate from: one for each service version, put together from layers.
//!
//! ```text
//! built-in catalogue ──┐
//! specs/cvm/….json   ──┼─ laid over each other, in this order ──▶ Spec
//! pages/cvm/….json   ──┘
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};

#[cfg(feature = "builtin")]
use crate::builtin::{self, Builtin, UnknownService};
use crate::plan::{Plan, PlanError, did_you_mean, similar};
use crate::spec::{Disagreement, Spec, SpecError, find_spec_files, peek};

/// A service version.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    /// The short name of the service; empty when its spec does not tell.
    pub service: String,
    /// The version of the API; empty when its spec does not tell.
    pub version: String,
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.service, self.version)
    }
}

/// Where a part of a spec is from.
#[derive(Debug, Clone)]
pub enum Layer {
    /// The built-in catalogue.
    #[cfg(feature = "builtin")]
    Builtin(builtin::Service),
    /// A file.
    File(PathBuf),
}

impl Layer {
    /// The file, if it is one.
    pub fn path(&self) -> Option<&Path> {
        match self {
            #[cfg(feature = "builtin")]
            Self::Builtin(_) => None,
            Self::File(path) => Some(path),
        }
    }
}

impl fmt::Display for Layer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            #[cfg(feature = "builtin")]
            Self::Builtin(_) => f.write_str("the built-in catalogue"),
            Self::File(path) => path.display().fmt(f),
        }
    }
}

/// The service versions that there are specs of. Nothing but their names is read before it is asked for.
#[derive(Debug, Clone, Default)]
pub struct Specs {
    layers: BTreeMap<Name, Vec<Layer>>,
    #[cfg(feature = "builtin")]
    builtin: Option<Builtin>,
}

/// A spec, and what is to be said about its layers.
#[derive(Debug, Clone, PartialEq)]
pub struct Layered {
    /// What all layers know.
    pub spec: Spec,
    /// What they do not agree on, with the layer that says otherwise than those below it.
    pub disagreements: Vec<(String, Disagreement)>,
}

impl Specs {
    /// Adds a spec file, or a folder of them, over what there is.
    ///
    /// # Errors
    ///
    /// When the files cannot be read or are no specs.
    pub fn add(&mut self, path: &Path) -> Result<(), SpecError> {
        for file in find_spec_files(path)? {
            let (service, version) = peek(&file)?;
            let name = Name {
                service: service.unwrap_or_default(),
                version: version.unwrap_or_default(),
            };
            self.layers.entry(name).or_default().push(Layer::File(file));
        }
        Ok(())
    }

    /// Puts what the built-in catalogue knows of these versions of a service under what there is: of all its versions, or
    /// of one.
    ///
    /// # Errors
    ///
    /// When neither the catalogue nor a spec that was added has such a service.
    #[cfg(feature = "builtin")]
    pub fn add_builtin(
        &mut self,
        service: &str,
        version: Option<&str>,
    ) -> Result<(), UnknownService> {
        let builtin = self.builtin.get_or_insert_default();
        let known = match version {
            Some(version) => builtin.version(service, version).map(std::slice::from_ref),
            None => builtin.versions(service),
        };
        let is_known =
            |name: &Name| name.service == service && version.is_none_or(|v| v == name.version);
        let known = match known {
            Ok(known) => known,
            // What the catalogue does not have yet can be in a spec of the user's.
            Err(_) if self.layers.keys().any(is_known) => return Ok(()),
            Err(error) => return Err(error),
        };
        for service in known {
            let name = Name {
                service: service.name.clone(),
                version: service.version.clone(),
            };
            let layers = self.layers.entry(name).or_default();
            if !matches!(layers.first(), Some(Layer::Builtin(_))) {
                layers.insert(0, Layer::Builtin(service.clone()));
            }
        }
        Ok(())
    }

    /// The service versions, by name.
    pub fn names(&self) -> impl Iterator<Item = &Name> {
        self.layers.keys()
    }

    /// Keeps these service versions only.
    pub fn retain(&mut self, keep: impl Fn(&Name) -> bool) {
        self.layers.retain(|name, _| keep(name));
    }

    /// Where a spec is from, the lowest layer first.
    pub fn layers(&self, name: &Name) -> &[Layer] {
        self.layers.get(name).map_or(&[], Vec::as_slice)
    }

    /// What messages call a spec: its file, or its name and what it is put together of.
    pub fn called(&self, name: &Name) -> String {
        match self.layers(name) {
            [only @ Layer::File(_)] => only.to_string(),
            layers => {
                let layers: Vec<String> = layers.iter().map(ToString::to_string).collect();
                format!("{name} of {}", layers.join(" and "))
            }
        }
    }

    /// What tells a layer from another: its bytes.
    ///
    /// # Errors
    ///
    /// When its file cannot be read.
    pub fn bytes(&self, layer: &Layer) -> Result<Vec<u8>, SpecError> {
        match layer {
            #[cfg(feature = "builtin")]
            Layer::Builtin(service) => {
                let builtin = self.builtin.as_ref().map(|builtin| builtin.packed(service));
                Ok(builtin.unwrap_or_default().to_vec())
            }
            Layer::File(path) => std::fs::read(path).map_err(|source| SpecError::Read {
                path: path.clone(),
                source,
            }),
        }
    }

    /// Reads a spec, one layer laid over the other.
    ///
    /// # Errors
    ///
    /// When a file cannot be read or is no spec.
    pub fn read(&self, name: &Name) -> Result<Layered, SpecError> {
        let mut layers = self.layers(name).iter();
        let mut layered = Layered {
            spec: layers
                .next()
                .map_or(Ok(Spec::default()), |layer| self.read_layer(layer))?,
            disagreements: Vec::new(),
        };
        for layer in layers {
            let found = layered.spec.lay_over(self.read_layer(layer)?);
            let origin = layer.to_string();
            let found = found.into_iter().map(|found| (origin.clone(), found));
            layered.disagreements.extend(found);
        }
        Ok(layered)
    }

    /// Adds to a clash of names in a spec which of its layers the two items are from. The one that an upper layer brings
    /// can have another name: it came later, and what is built in cannot be edited.
    #[must_use]
    pub fn located(&self, name: &Name, error: PlanError) -> PlanError {
        let layers = self.layers(name);
        let PlanError::Clash(mut clash) = error else {
            return error;
        };
        if layers.len() > 1 {
            let mut lowest = [layers.len(); 2];
            for (at, layer) in layers.iter().enumerate() {
                let Ok(spec) = self.read_layer(layer) else {
                    continue;
                };
                for ((item, files), lowest) in clash.items.iter_mut().zip(&mut lowest) {
                    if item.is_in(&spec) {
                        files.push(layer.to_string());
                        *lowest = at.min(*lowest);
                    }
                }
            }
            if let Some((at, _)) = &mut clash.way_out
                && lowest[0] != lowest[1]
            {
                *at = usize::from(lowest[1] > lowest[0]);
            }
        }
        PlanError::Clash(clash)
    }

    fn read_layer(&self, layer: &Layer) -> Result<Spec, SpecError> {
        match layer {
            #[cfg(feature = "builtin")]
            Layer::Builtin(service) => {
                let builtin = self.builtin.as_ref().expect("the layer is from there");
                Ok(builtin.spec(service))
            }
            Layer::File(path) => Spec::read(path),
        }
    }
}

/// Actions that a user chose, by name: `TerminateInstances`, or `cvm.TerminateInstances` of one service.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chosen(BTreeSet<String>);

/// A chosen action that none of the specs has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no action `{action}` in {}{}", .specs.join(", "), did_you_mean(.similar))]
pub struct UnknownAction {
    /// The chosen name.
    pub action: String,
    /// The specs.
    pub specs: Vec<String>,
    /// Names that look like it.
    pub similar: Vec<String>,
}

impl Chosen {
    /// Chooses one more.
    pub fn insert(&mut self, name: impl Into<String>) {
        self.0.insert(name.into());
    }

    /// Whether none is chosen, which stands for all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The chosen actions that a spec has.
    pub fn of(&self, spec: &Spec) -> Vec<String> {
        let names = self.0.iter().map(|action| name_in(action, spec));
        names
            .filter(|name| spec.actions.contains_key(*name))
            .map(str::to_owned)
            .collect()
    }

    /// The plan of a spec: of the chosen actions that it has, or of all if none is chosen. None if it has no chosen one.
    ///
    /// # Errors
    ///
    /// When no code can be generated from it.
    pub fn plan(&self, spec: &Spec) -> Result<Option<Plan>, PlanError> {
        if self.is_empty() {
            return Plan::new(spec, None).map(Some);
        }
        let chosen = self.of(spec);
        if chosen.is_empty() {
            return Ok(None);
        }
        Plan::new(spec, Some(&chosen)).map(Some)
    }

    /// Checks that each chosen action is in one of the specs, which come with what messages call them.
    ///
    /// # Errors
    ///
    /// When one is in none.
    pub fn check<'a>(
        &self,
        specs: impl Iterator<Item = (&'a Spec, String)> + Clone,
    ) -> Result<(), UnknownAction> {
        let is_known = |action: &&String| {
            let mut specs = specs.clone();
            specs.any(|(spec, _)| spec.actions.contains_key(name_in(action, spec)))
        };
        let Some(action) = self.0.iter().find(|action| !is_known(action)) else {
            return Ok(());
        };
        let known = specs.clone().flat_map(|(spec, _)| spec.actions.keys());
        let name = action.rsplit('.').next().unwrap_or(action);
        Err(UnknownAction {
            similar: similar(name, known),
            specs: specs.map(|(_, name)| name).collect(),
            action: action.clone(),
        })
    }
}

impl<T: Into<String>> FromIterator<T> for Chosen {
    fn from_iter<I: IntoIterator<Item = T>>(names: I) -> Self {
        Self(names.into_iter().map(Into::into).collect())
    }
}

/// The action's name without the service in front, if it is this spec's service.
fn name_in<'a>(action: &'a str, spec: &Spec) -> &'a str {
    match (action.split_once('.'), &spec.service) {
        (Some((service, name)), Some(own)) if service == own => name,
        _ => action,
    }
}
