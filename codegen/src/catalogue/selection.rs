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
            let folders = self.folders(&versions, services)?;
            versions.retain(|version| folders.contains(&version.service));
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

    /// The folders of the named services.
    fn folders(
        &self,
        versions: &[&ServiceVersion],
        services: &[String],
    ) -> Result<BTreeSet<String>, SelectionError> {
        let folders: BTreeSet<&str> = versions
            .iter()
            .map(|version| version.service.as_str())
            .collect();
        let is_folder = |name: &String| folders.contains(name.as_str());
        let (mut chosen, others): (BTreeSet<String>, Vec<&String>) = (
            services
                .iter()
                .filter(|name| is_folder(name))
                .cloned()
                .collect(),
            services.iter().filter(|name| !is_folder(name)).collect(),
        );
        if others.is_empty() {
            return Ok(chosen);
        }
        // Few services have another name than their folder; which ones, only the files know.
        let names: BTreeMap<String, &str> = versions
            .iter()
            .filter_map(|version| {
                let name = self
                    .sources
                    .iter()
                    .find_map(|source: &Source| source.short_name(version));
                Some((name?, version.service.as_str()))
            })
            .collect();
        for name in others {
            let Some(folder) = names.get(name) else {
                return Err(SelectionError::UnknownService {
                    name: name.clone(),
                    hint: did_you_mean(&similar(name, names.keys())),
                });
            };
            chosen.insert((*folder).to_owned());
        }
        Ok(chosen)
    }
}
