//! Which version the generated crate of a service needs.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use semver::Version;

use super::rule;
use super::{Change, Changes, Severity};

/// How a version number goes up, as Cargo understands compatibility.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bump {
    /// The third number.
    Patch,
    /// The second number.
    Minor,
    /// The first number.
    Major,
}

impl Bump {
    /// What a version becomes.
    #[must_use]
    pub fn of(self, version: &Version) -> Version {
        match self {
            Self::Patch => Version::new(version.major, version.minor, version.patch + 1),
            Self::Minor => Version::new(version.major, version.minor + 1, 0),
            Self::Major => Version::new(version.major + 1, 0, 0),
        }
    }

    /// What a change of this severity needs: Cargo takes the first number that is not zero for the one that breaks.
    fn needed(severity: Severity, version: &Version) -> Self {
        let (breaking, additive) = match (version.major, version.minor) {
            (0, 0) => (Self::Patch, Self::Patch),
            (0, _) => (Self::Minor, Self::Patch),
            _ => (Self::Major, Self::Minor),
        };
        match severity {
            Severity::Breaking => breaking,
            Severity::Additive | Severity::Dangerous => additive,
            Severity::None => Self::Patch,
        }
    }
}

impl fmt::Display for Bump {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        })
    }
}

/// What is advised for the crate of a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// What the worst change means for who uses the crate.
    pub rust: Severity,
    /// How its version goes up.
    pub bump: Bump,
    /// What it becomes.
    pub version: Version,
}

impl Changes {
    /// What is advised for the crate of each service, if it is at this version now. A crate has all versions of a service;
    /// one that had none before is new and keeps its first version.
    pub fn advice(&self, current: &Version) -> BTreeMap<&str, Advice> {
        let mut worst: BTreeMap<&str, Severity> = BTreeMap::new();
        let mut was_there: BTreeSet<&str> = BTreeSet::new();
        // Changes of a service stand together.
        let of_services = self
            .list
            .chunk_by(|one, next| one.place.service == next.place.service);
        for list in of_services {
            let service = list[0].place.service.as_str();
            let rust = list.iter().map(|change| change.rust).max();
            let severity = worst.entry(service).or_insert(Severity::None);
            *severity = rust.unwrap_or(Severity::None).max(*severity);
            if !list.iter().all(is_of_something_new) {
                was_there.insert(service);
            }
        }
        worst.retain(|service, _| was_there.contains(service));
        let advice = worst.into_iter().map(|(service, rust)| {
            let bump = Bump::needed(rust, current);
            let version = bump.of(current);
            let advice = Advice {
                rust,
                bump,
                version,
            };
            (service, advice)
        });
        advice.collect()
    }
}

/// Whether a change is one of those that there are where nothing of the service was there before.
fn is_of_something_new(change: &Change) -> bool {
    change.rule == &rule::VERSION_ADDED && change.rust == Severity::Additive
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_goes_up_as_cargo_understands_it() {
        let cases = [
            ("0.0.3", Severity::Breaking, "0.0.4"),
            ("0.1.3", Severity::Breaking, "0.2.0"),
            ("0.1.3", Severity::Additive, "0.1.4"),
            ("0.1.3", Severity::None, "0.1.4"),
            ("1.2.3", Severity::Breaking, "2.0.0"),
            ("1.2.3", Severity::Additive, "1.3.0"),
            ("1.2.3", Severity::None, "1.2.4"),
        ];
        for (version, severity, expected) in cases {
            let version: Version = version.parse().expect("it is a version");
            let next = Bump::needed(severity, &version).of(&version);
            assert_eq!(next.to_string(), expected, "{severity} after {version}");
        }
    }
}
