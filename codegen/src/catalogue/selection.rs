//! Which service versions are wanted.

use std::collections::{BTreeMap, BTreeSet};

use super::source::ServiceVersion;
use super::{Catalogue, Source};
use crate::plan::suggest::{did_you_mean, similar};

/// A wish for what is not there.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum SelectionError {
    /// There is no such service.
    #[error("there is no service `{name}`{hint}")]
    UnknownService {
        /// What was asked for.
        name: String,
        /// What may have been meant.
        hint: String,
    },
    /// No chosen service has this version.
    #[error("no version {version} in {there}")]
    UnknownVersion {
        /// What was asked for.
        version: String,
        /// What is there.
        there: String,
    },
}

impl Catalogue {
    /// The service versions of some services, or of all if none are named. A service goes by its short name or by the name
    /// of its folder: `as` or `autoscaling`.
    pub fn select(
        &self,
        services: &[String],
        date: Option<&str>,
    ) -> Result<Vec<&ServiceVersion>, SelectionError> {
        let mut versions = self.versions();
        if !services.is_empty() {
            let folders = self.folders(&versions, services);
            if let Some(name) = folders.unknown.first() {
                return Err(SelectionError::UnknownService {
                    name: (*name).clone(),
                    hint: did_you_mean(&similar(name, folders.names.iter())),
                });
            }
            versions.retain(|version| folders.chosen.contains(&version.service));
        }
        let Some(date) = date else {
            return Ok(versions);
        };
        let chosen: Vec<_> = versions
            .iter()
            .copied()
            .filter(|version| version.date() == date)
            .collect();
        if chosen.is_empty() {
            const SHOWN: usize = 5;
            let mut there: Vec<_> = versions
                .iter()
                .take(SHOWN)
                .map(|version| format!("{} {}", version.service, version.date()))
                .collect();
            if versions.len() > SHOWN {
                there.push("…".to_owned());
            }
            return Err(SelectionError::UnknownVersion {
                version: date.to_owned(),
                there: there.join(", "),
            });
        }
        Ok(chosen)
    }

    /// The service versions of those of these services that there are, and the folders of all others.
    pub fn known(&self, services: &[String]) -> (Vec<&ServiceVersion>, BTreeSet<&str>) {
        let versions = self.versions();
        let folders = self.folders(&versions, services);
        let (known, others): (Vec<_>, Vec<_>) = versions
            .into_iter()
            .partition(|version| folders.chosen.contains(&version.service));
        let others = others.into_iter().map(|version| version.service.as_str());
        (known, others.collect())
    }

    /// The folders of the named services.
    fn folders<'a>(&self, versions: &[&ServiceVersion], services: &'a [String]) -> Folders<'a> {
        let all: BTreeSet<&str> = versions
            .iter()
            .map(|version| version.service.as_str())
            .collect();
        let (chosen, others): (Vec<&String>, Vec<&String>) = services
            .iter()
            .partition(|name| all.contains(name.as_str()));
        let mut folders = Folders {
            chosen: chosen.into_iter().cloned().collect(),
            unknown: Vec::new(),
            names: BTreeSet::new(),
        };
        if others.is_empty() {
            return folders;
        }
        // Few services have another name than their folder; which ones, only the files know.
        let rest = versions
            .iter()
            .filter(|version| !folders.chosen.contains(&version.service));
        let names: BTreeMap<String, &str> = rest
            .filter_map(|version| {
                let name = self
                    .sources
                    .iter()
                    .find_map(|source: &Source| source.short_name(version));
                Some((name?, version.service.as_str()))
            })
            .collect();
        folders.names.extend(folders.chosen.iter().cloned());
        for name in others {
            match names.get(name) {
                Some(folder) => drop(folders.chosen.insert((*folder).to_owned())),
                None => folders.unknown.push(name),
            }
        }
        folders.names.extend(names.into_keys());
        folders
    }
}

/// What names of services stand for.
struct Folders<'a> {
    /// The folders of those that there are.
    chosen: BTreeSet<String>,
    /// Those that there are not.
    unknown: Vec<&'a String>,
    /// All names there are, where that had to be found out.
    names: BTreeSet<String>,
}
