//! A version of a crate that is going to be released.

use semver::Version;
use tencentcloud_codegen::diff::{Advice, Changes};
use tencentcloud_codegen::plan::Plan;

use crate::update::changelog::{Content, Dated, Entry};

/// A version that gets an entry in the changelog.
pub(super) enum Release {
    /// The first one of a crate.
    First {
        version: Version,
        /// The versions of the API, with the numbers of their actions.
        actions: Vec<(String, usize)>,
    },
    /// The next one.
    Next {
        advice: Advice,
        /// The changes of what is generated, by their numbers.
        changes: Vec<usize>,
        /// Whether the crate has several versions of the API.
        has_modules: bool,
    },
}

impl Release {
    /// The first one of a crate that has these plans.
    pub(super) fn first(version: Version, plans: &[Plan]) -> Self {
        let actions = plans.iter();
        let actions = actions.map(|plan| (plan.version.clone(), plan.actions.len()));
        Self::First {
            version,
            actions: actions.collect(),
        }
    }

    /// The number of the version.
    pub(super) fn version(&self) -> &Version {
        match self {
            Self::First { version, .. } => version,
            Self::Next { advice, .. } => &advice.version,
        }
    }

    /// How that comes about; nothing for the first one.
    pub(super) fn advice(&self) -> Option<&Advice> {
        match self {
            Self::First { .. } => None,
            Self::Next { advice, .. } => Some(advice),
        }
    }

    /// What its changelog says.
    pub(super) fn entry<'a>(&'a self, all: &'a Changes, dated: &'a Dated) -> Entry<'a> {
        let content = match self {
            Self::First { actions, .. } => Content::First(actions),
            Self::Next {
                changes,
                has_modules,
                ..
            } => Content::Changes {
                list: changes.iter().map(|&at| &all.list[at]).collect(),
                has_modules: *has_modules,
            },
        };
        Entry {
            version: self.version(),
            dated,
            content,
        }
    }
}
