//! The built-in catalogue: what is known of every service, without sentences and examples.
//!
//! It is made from the folder `specs/` of this project and part of the crate, so that code can be generated for any service
//! with nothing else at hand. Names, types, limits, known values and error codes are in it; documentation text comes from
//! pages, or from a catalogue with text, laid over it (see [`Spec::lay_over`]).
//!
//! ```
//! use tencentcloud_codegen::builtin::Builtin;
//!
//! let builtin = Builtin::new();
//! for service in builtin.services() {
//!     println!("{} {}: {} actions", service.name, service.version, service.actions);
//! }
//! ```

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::plan::{did_you_mean, similar};
use crate::spec::Spec;

const DATA: &[u8] = include_bytes!("builtin.bin");

/// The built-in catalogue.
///
/// Its form: the length of the index as four bytes, the smallest first; the index, which is the list of [`Service`]s as
/// JSON; then for each service version its spec as JSON. Index and specs are compressed one by one (DEFLATE), so that who
/// wants one service unpacks one.
#[derive(Debug, Clone)]
pub struct Builtin {
    services: Vec<Service>,
    specs: &'static [u8],
}

/// A service version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// The short name, `cvm`.
    pub name: String,
    /// The version of the API, `2017-03-12`.
    pub version: String,
    /// The name for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// How many actions it has.
    pub actions: usize,
    /// Where its spec is, and how long it is.
    at: (usize, usize),
}

/// A service that the built-in catalogue does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnknownService {
    /// There is none of that name.
    #[error("no service `{name}` in the built-in catalogue{}", did_you_mean(.similar))]
    Name {
        /// What was asked for.
        name: String,
        /// Names that look like it.
        similar: Vec<String>,
    },
    /// There is none of that version.
    #[error("`{name}` has no version {version} in the built-in catalogue: it has {}", .known.join(", "))]
    Version {
        /// The service.
        name: String,
        /// What was asked for.
        version: String,
        /// The versions that it has.
        known: Vec<String>,
    },
}

impl Default for Builtin {
    fn default() -> Self {
        Self::new()
    }
}

impl Builtin {
    /// Opens the catalogue. That is quick: specs are unpacked when they are asked for.
    ///
    /// # Panics
    ///
    /// Never: the data is part of this crate, and a test reads all of it.
    pub fn new() -> Self {
        Self::open(DATA).expect("the built-in catalogue is whole")
    }

    fn open(data: &'static [u8]) -> Option<Self> {
        let (length, data) = data.split_first_chunk()?;
        let (index, specs) = data.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        let services = serde_json::from_slice(&unpacked(index)?).ok()?;
        Some(Self { services, specs })
    }

    /// All service versions, by name and version.
    pub fn services(&self) -> &[Service] {
        &self.services
    }

    /// The versions of a service, the newest last.
    ///
    /// # Errors
    ///
    /// When there is no such service.
    pub fn versions(&self, name: &str) -> Result<&[Service], UnknownService> {
        let start = self
            .services
            .partition_point(|service| *service.name < *name);
        let count = self.services[start..].partition_point(|service| service.name == name);
        if count == 0 {
            let names = self.services.iter().map(|service| &service.name);
            return Err(UnknownService::Name {
                name: name.to_owned(),
                similar: similar(name, names),
            });
        }
        Ok(&self.services[start..start + count])
    }

    /// A version of a service.
    ///
    /// # Errors
    ///
    /// When there is no such service, or it has no such version.
    pub fn version(&self, name: &str, version: &str) -> Result<&Service, UnknownService> {
        let versions = self.versions(name)?;
        let found = versions.iter().find(|service| service.version == version);
        found.ok_or_else(|| UnknownService::Version {
            name: name.to_owned(),
            version: version.to_owned(),
            known: versions
                .iter()
                .map(|service| service.version.clone())
                .collect(),
        })
    }

    /// What is known of a service version.
    ///
    /// # Panics
    ///
    /// Never: the data is part of this crate, and a test reads all of it.
    pub fn spec(&self, service: &Service) -> Spec {
        let json = unpacked(self.packed(service)).expect("the built-in catalogue is whole");
        let json = String::from_utf8(json).expect("specs are text");
        let name = format!("{} {}", service.name, service.version);
        Spec::from_json(&json, Path::new(&name))
            .expect("specs of the built-in catalogue are well formed")
    }

    /// The spec as it is stored: what has the same bytes is the same.
    pub fn packed(&self, service: &Service) -> &'static [u8] {
        let (start, length) = service.at;
        &self.specs[start..start + length]
    }
}

fn unpacked(packed: &[u8]) -> Option<Vec<u8>> {
    miniz_oxide::inflate::decompress_to_vec(packed).ok()
}

/// The catalogue of these specs, in the form that [`Builtin`] reads. Specs that do not tell their service version are left
/// out.
///
/// # Panics
///
/// Never: all that a spec holds is JSON.
pub fn pack(specs: &[Spec]) -> Vec<u8> {
    let mut services = Vec::new();
    let mut packed = Vec::new();
    let mut specs: Vec<&Spec> = specs.iter().collect();
    specs.sort_by_key(|spec| (&spec.service, &spec.version));
    for spec in specs {
        let (Some(name), Some(version)) = (&spec.service, &spec.version) else {
            continue;
        };
        let json = serde_json::to_vec(spec).expect("a spec has only string keys");
        let start = packed.len();
        packed.extend(miniz_oxide::deflate::compress_to_vec(&json, LEVEL));
        services.push(Service {
            name: name.clone(),
            version: version.clone(),
            title: spec.title.clone(),
            actions: spec.actions.len(),
            at: (start, packed.len() - start),
        });
    }
    let index = serde_json::to_vec(&services).expect("an index has only string keys");
    let index = miniz_oxide::deflate::compress_to_vec(&index, LEVEL);
    let length = u32::try_from(index.len()).expect("an index has some kilobytes");
    [&length.to_le_bytes()[..], &index, &packed].concat()
}

/// The smallest, which takes a second for everything.
const LEVEL: u8 = 10;

#[cfg(test)]
mod tests {
    use super::*;

    fn spec(service: &str, version: &str) -> Spec {
        Spec {
            service: Some(service.to_owned()),
            version: Some(version.to_owned()),
            ..Spec::default()
        }
    }

    fn open(specs: &[Spec]) -> Builtin {
        Builtin::open(pack(specs).leak()).expect("it was just packed")
    }

    #[test]
    fn gives_back_what_was_packed() {
        let specs = [
            spec("vpc", "2017-03-12"),
            spec("cvm", "2020-01-01"),
            spec("cvm", "2017-03-12"),
        ];
        let builtin = open(&specs);
        let versions = builtin.versions("cvm").unwrap();
        let dates: Vec<&str> = versions.iter().map(|service| &*service.version).collect();
        assert_eq!(dates, ["2017-03-12", "2020-01-01"]);
        assert_eq!(builtin.spec(&versions[0]), specs[2]);
        let vpc = builtin.version("vpc", "2017-03-12").unwrap();
        assert_eq!(builtin.spec(vpc), specs[0]);
    }

    #[test]
    fn what_is_not_there_is_told_with_what_is() {
        let builtin = open(&[spec("cvm", "2017-03-12"), spec("vpc", "2017-03-12")]);
        assert_eq!(
            builtin.versions("cvn").unwrap_err().to_string(),
            "no service `cvn` in the built-in catalogue; did you mean `cvm`?"
        );
        assert_eq!(
            builtin
                .version("cvm", "2018-01-01")
                .unwrap_err()
                .to_string(),
            "`cvm` has no version 2018-01-01 in the built-in catalogue: it has 2017-03-12"
        );
    }

    #[test]
    fn all_that_is_built_in_can_be_read() {
        let builtin = Builtin::new();
        for service in builtin.services() {
            let spec = builtin.spec(service);
            assert_eq!(spec.actions.len(), service.actions, "{}", service.name);
        }
    }
}
