//! The Rust names of everything at the root of a service version.

use std::collections::{BTreeMap, BTreeSet};

use super::PlanError;
use crate::naming::{self, ActionNames, Clash, Item};
use crate::spec::Spec;

/// The Rust names at the root of a service version, of what was chosen. They do not depend on that.
pub(super) struct ServiceNames<'a> {
    pub(super) actions: BTreeMap<&'a str, ActionNames>,
    /// The structs of data types.
    pub(super) types: BTreeMap<&'a str, String>,
    /// The enum of all error codes.
    pub(super) error: String,
    /// The variants of error codes that the spec names.
    codes: BTreeMap<&'a str, &'a str>,
}

impl<'a> ServiceNames<'a> {
    /// Names for these actions and data types of the service.
    pub(super) fn new(
        spec: &'a Spec,
        service: &str,
        actions: impl IntoIterator<Item = &'a str>,
        types: &BTreeSet<&'a str>,
    ) -> Result<Self, PlanError> {
        let error = naming::service_error(service);
        let actions = actions.into_iter().map(|wire| {
            let rust_name = spec.actions[wire].rust_name.as_deref();
            (wire, ActionNames::of(wire, rust_name, &error))
        });
        let types = types.iter().map(|&wire| {
            let rust_name = spec.types[wire].rust_name.as_deref();
            (wire, naming::structure(wire, rust_name, &error))
        });
        let names = Self {
            actions: actions.collect(),
            types: types.collect(),
            codes: named_codes(spec)?,
            error,
        };
        names.check(spec)?;
        Ok(names)
    }

    /// The name of the variant of an error code.
    pub(super) fn variant(&self, code: &str) -> String {
        naming::variant(code, self.codes.get(code).copied())
    }

    /// Nothing has the name of something else.
    fn check(&self, spec: &Spec) -> Result<(), PlanError> {
        let action = |wire: &&str| Item::Action((*wire).to_owned());
        let mut types = vec![(self.error.as_str(), Item::Service)];
        let (mut methods, mut modules) = (Vec::new(), Vec::new());
        for (wire, names) in &self.actions {
            for name in [&names.request, &names.response, &names.error] {
                types.push((name, action(wire)));
            }
            methods.push((names.method.as_str(), action(wire)));
            methods.push((&names.pages, action(wire)));
            modules.push((names.module.as_str(), action(wire)));
        }
        let structs = self.types.iter();
        types.extend(structs.map(|(wire, name)| (name.as_str(), Item::Type((*wire).to_owned()))));
        for names in [methods, modules, types] {
            check(spec, names)?;
        }
        Ok(())
    }
}

/// Checks that different items have different names.
pub(super) fn check<'n>(
    spec: &Spec,
    names: impl IntoIterator<Item = (&'n str, Item)>,
) -> Result<(), PlanError> {
    let mut names: Vec<(&str, Item)> = names.into_iter().collect();
    names.sort_by_key(|(name, _)| *name);
    match names.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        None => Ok(()),
        Some(pair) => {
            let items = [pair[0].1.clone(), pair[1].1.clone()];
            Err(Clash::new(spec, pair[0].0, items).into())
        }
    }
}

/// The error codes that the spec names, which it must not do in two ways.
fn named_codes(spec: &Spec) -> Result<BTreeMap<&str, &str>, PlanError> {
    let of_actions = spec.actions.values().flat_map(|action| &action.errors);
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    for error in spec.errors.iter().chain(of_actions) {
        let Some(name) = &error.rust_name else {
            continue;
        };
        let known = *names.entry(&error.code).or_insert(name);
        if known != name {
            return Err(PlanError::TwoNames {
                code: error.code.clone(),
                names: [known.to_owned(), name.clone()],
            });
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::{Action, Type};

    #[test]
    fn names_do_not_depend_on_what_is_chosen() {
        let mut spec = Spec::default();
        let actions = ["GetDNS", "GetDns", "GetDNSPages", "New", "Errors", "3D"];
        let types = ["GetDnsRequest", "CvmError", "3DModel", "X3DModel", "Tag"];
        let (action, of) = (Action::default(), Type::default());
        spec.actions
            .extend(actions.map(|name| (name.to_owned(), action.clone())));
        spec.types
            .extend(types.map(|name| (name.to_owned(), of.clone())));
        naming::settle(&mut spec, None);
        let names = |actions: &[&'static str], types: &[&'static str]| {
            let types = types.iter().copied().collect();
            let names = ServiceNames::new(&spec, "cvm", actions.iter().copied(), &types);
            names.unwrap_or_else(|error| panic!("{error}"))
        };
        let all = names(&actions, &types);
        for action in actions {
            let one = names(&[action], &[]);
            assert_eq!(one.actions[action], all.actions[action], "{action}");
        }
        for of in types {
            assert_eq!(names(&[], &[of]).types[of], all.types[of], "{of}");
        }
    }
}
