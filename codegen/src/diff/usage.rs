//! Which actions reach a data type.

use std::collections::HashMap;

use super::Usage;
use crate::plan::reached;
use crate::spec::Spec;

/// Where each data type of a spec is used.
pub(super) struct Usages<'a>(HashMap<&'a str, Usage>);

impl<'a> Usages<'a> {
    pub(super) fn new(spec: &'a Spec) -> Self {
        let mut usages: HashMap<&str, Usage> = HashMap::new();
        for action in spec.actions.values() {
            let request = reached(spec, &action.request);
            let response = reached(spec, &action.response);
            for name in request.union(&response) {
                let usage = usages.entry(name).or_default();
                usage.actions += 1;
                usage.request |= request.contains(name);
                usage.response |= response.contains(name);
            }
        }
        Self(usages)
    }

    pub(super) fn of(&self, name: &str) -> Usage {
        self.0.get(name).copied().unwrap_or_default()
    }
}
