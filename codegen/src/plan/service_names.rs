//! The Rust names of everything at the root of a service version.

use std::collections::BTreeMap;

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

/// The Rust names of everything at the root of a service version, whichever actions were chosen.
pub(super) struct ServiceNames<'a> {
    pub(super) modules: BTreeMap<&'a str, String>,
    pub(super) methods: BTreeMap<&'a str, String>,
    pub(super) requests: BTreeMap<&'a str, String>,
    pub(super) responses: BTreeMap<&'a str, String>,
    pub(super) errors: BTreeMap<&'a str, String>,
    pub(super) types: BTreeMap<&'a str, String>,
    pub(super) service_error: String,
}

impl<'a> ServiceNames<'a> {
    pub(super) fn new(spec: &'a Spec, service: &str) -> Self {
        let actions: Vec<&str> = spec.actions.keys().map(String::as_str).collect();
        let mut types = Scope::new(RESERVED_TYPES);
        let service_error = types
            .assign([service], |service| format!("{}Error", camel(service)))
            .remove(0);
        let of_actions =
            |scope: &mut Scope, name: &dyn Fn(&str) -> String| -> BTreeMap<&'a str, String> {
                actions
                    .iter()
                    .copied()
                    .zip(scope.assign(actions.iter().copied(), name))
                    .collect()
            };
        Self {
            modules: of_actions(&mut Scope::new(RESERVED_MODULES), &snake),
            methods: of_actions(&mut Scope::new(RESERVED_METHODS), &snake),
            requests: of_actions(&mut types, &|action| format!("{}Request", camel(action))),
            responses: of_actions(&mut types, &|action| format!("{}Response", camel(action))),
            errors: of_actions(&mut types, &|action| format!("{}Error", camel(action))),
            types: {
                let names = types.assign(spec.types.keys().map(String::as_str), camel);
                spec.types.keys().map(String::as_str).zip(names).collect()
            },
            service_error,
        }
    }
}
