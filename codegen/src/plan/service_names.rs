//! The Rust names of everything at the root of a service version.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::names::{Scope, camel, snake};
use crate::spec::Spec;

/// Names at the root of a service version that are not a data type's: what the generated code itself uses, the prelude
/// and the primitive types' companions.
const RESERVED_TYPES: &[&str] = &[
    "Box", "Client", "Err", "None", "Ok", "Option", "Result", "Some", "String", "Vec",
];

/// Modules of a service version that are not an action's.
const RESERVED_MODULES: &[&str] = &["errors", "runtime", "types"];

/// Methods of every client.
const RESERVED_METHODS: &[&str] = &[
    "clone",
    "clone_from",
    "from",
    "into",
    "new",
    "to_owned",
    "try_from",
    "try_into",
];

/// The Rust names at the root of a service version. They do not depend on what was chosen, but only what was is named.
pub(super) struct ServiceNames<'a> {
    pub(super) modules: BTreeMap<&'a str, String>,
    pub(super) methods: BTreeMap<&'a str, String>,
    /// The methods that give the pages of actions.
    pub(super) pages: BTreeMap<&'a str, String>,
    pub(super) requests: BTreeMap<&'a str, String>,
    pub(super) responses: BTreeMap<&'a str, String>,
    pub(super) errors: BTreeMap<&'a str, String>,
    pub(super) types: BTreeMap<&'a str, String>,
    pub(super) service_error: String,
}

impl<'a> ServiceNames<'a> {
    /// Names for these actions and data types of the service.
    pub(super) fn new(
        spec: &'a Spec,
        service: &str,
        actions: &[&'a str],
        types: &BTreeSet<&'a str>,
    ) -> Self {
        let rivals = Rivals::new(spec, service, actions, types);
        let mut root = Scope::new(RESERVED_TYPES);
        let service_error = root
            .assign([service], |service| format!("{}Error", camel(service)))
            .remove(0);
        let mut of_actions = |suffix: &str| {
            let actions = rivals.actions_with(suffix);
            let name = |action: &str| format!("{}{suffix}", camel(action));
            named(&mut root, actions, name)
        };
        let (requests, responses, errors) = (
            of_actions("Request"),
            of_actions("Response"),
            of_actions("Error"),
        );
        let alike: Vec<&str> = rivals.actions_with("");
        let mut methods_taken = Scope::new(RESERVED_METHODS);
        let methods = named(&mut methods_taken, rivals.methods(), snake);
        // Behind all actions: one can be called `DescribeHostsPages`.
        let pages = named(&mut methods_taken, alike.clone(), pages_method);
        Self {
            modules: named(&mut Scope::new(RESERVED_MODULES), alike, snake),
            methods,
            pages,
            requests,
            responses,
            errors,
            types: named(&mut root, rivals.types(), camel),
            service_error,
        }
    }
}

/// `DescribeHosts` → `describe_hosts_pages`.
fn pages_method(action: &str) -> String {
    format!("{}_pages", snake(action).trim_start_matches("r#"))
}

fn named<'a>(
    scope: &mut Scope,
    wire_names: Vec<&'a str>,
    name: impl Fn(&str) -> String,
) -> BTreeMap<&'a str, String> {
    let names = scope.assign(wire_names.iter().copied(), name);
    wire_names.into_iter().zip(names).collect()
}

/// What could want the name of something that was chosen: what has the same letters. Making up a Rust name takes longer
/// than finding that out, and a service has thousands of names.
struct Rivals<'a> {
    /// All actions of the service, with their letters.
    actions: Vec<(&'a str, String)>,
    /// All data types.
    data_types: Vec<(&'a str, String)>,
    chosen_actions: HashSet<String>,
    /// The letters of all chosen types: those made from actions, too.
    chosen_types: HashSet<String>,
}

impl<'a> Rivals<'a> {
    fn new(spec: &'a Spec, service: &str, actions: &[&str], types: &BTreeSet<&str>) -> Self {
        let chosen_actions: HashSet<String> = actions.iter().map(|name| letters(name)).collect();
        let of_actions = chosen_actions.iter().flat_map(|action| {
            ["request", "response", "error"].map(|end| format!("{action}{end}"))
        });
        let chosen_types = of_actions
            .chain(types.iter().map(|name| letters(name)))
            .chain([format!("{}error", letters(service))])
            .collect();
        Self {
            actions: spec.actions.keys().map(|name| with_letters(name)).collect(),
            data_types: spec.types.keys().map(|name| with_letters(name)).collect(),
            chosen_actions,
            chosen_types,
        }
    }

    /// The actions whose name, with this behind it, could be that of something chosen.
    fn actions_with(&self, suffix: &str) -> Vec<&'a str> {
        let chosen = if suffix.is_empty() {
            &self.chosen_actions
        } else {
            &self.chosen_types
        };
        let end = suffix.to_ascii_lowercase();
        let is_rival = |(_, letters): &&(&str, String)| chosen.contains(&format!("{letters}{end}"));
        let rivals = self.actions.iter().filter(is_rival);
        rivals.map(|(name, _)| *name).collect()
    }

    /// The actions whose method could be that of something chosen, or that of its pages.
    fn methods(&self) -> Vec<&'a str> {
        let is_rival = |(_, letters): &&(&str, String)| {
            let of_pages = letters.strip_suffix("pages");
            self.chosen_actions.contains(letters)
                || of_pages.is_some_and(|action| self.chosen_actions.contains(action))
        };
        let rivals = self.actions.iter().filter(is_rival);
        rivals.map(|(name, _)| *name).collect()
    }

    fn types(&self) -> Vec<&'a str> {
        let is_rival = |(_, letters): &&(&str, String)| self.chosen_types.contains(letters);
        let rivals = self.data_types.iter().filter(is_rival);
        rivals.map(|(name, _)| *name).collect()
    }
}

fn with_letters(name: &str) -> (&str, String) {
    (name, letters(name))
}

/// The letters and digits of a name in small letters: Rust names that are the same have the same.
fn letters(name: &str) -> String {
    let mut letters = name.to_ascii_lowercase();
    letters.retain(|c| c.is_ascii_alphanumeric());
    if !letters.starts_with(|c: char| c.is_ascii_alphabetic()) {
        // Nor does an identifier start with a digit.
        letters.insert(0, 'x');
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::{Action, Type};

    #[test]
    fn names_do_not_depend_on_what_is_chosen() {
        let mut spec = Spec::default();
        let actions = [
            "GetDNS",
            "GetDns",
            "GetDNSPages",
            "Get_DNS",
            "New",
            "Errors",
            "3D",
            "X3D",
        ];
        let types = [
            "GetDnsRequest",
            "GETDNSError",
            "CvmError",
            "3DModel",
            "X3DModel",
            "Tag",
        ];
        spec.actions
            .extend(actions.map(|name| (name.to_owned(), Action::default())));
        spec.types
            .extend(types.map(|name| (name.to_owned(), Type::default())));
        let all = ServiceNames::new(&spec, "cvm", &actions, &BTreeSet::from(types));
        for action in actions {
            let one = ServiceNames::new(&spec, "cvm", &[action], &BTreeSet::new());
            let names = |of: &ServiceNames<'_>| {
                [
                    &of.modules,
                    &of.methods,
                    &of.pages,
                    &of.requests,
                    &of.responses,
                    &of.errors,
                ]
                .map(|names| names[action].clone())
            };
            assert_eq!(names(&one), names(&all), "{action}");
        }
        for ty in types {
            let one = ServiceNames::new(&spec, "cvm", &[], &BTreeSet::from([ty]));
            assert_eq!(one.types[ty], all.types[ty], "{ty}");
        }
    }
}
