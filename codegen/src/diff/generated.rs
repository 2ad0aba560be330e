//! Which changes show in code that is generated of some actions only.

use std::collections::BTreeSet;

use super::{Change, Subject};
use crate::plan::reached;
use crate::spec::Spec;
use crate::specs::Chosen;

/// What is generated of a service version.
#[derive(Debug)]
pub struct Generated {
    actions: BTreeSet<String>,
    types: BTreeSet<String>,
}

impl Generated {
    /// The chosen actions, or all if none is chosen, and the data types that they reach, on either side of a comparison.
    pub fn new(chosen: &Chosen, sides: [&Spec; 2]) -> Self {
        let (mut actions, mut types) = (BTreeSet::new(), BTreeSet::new());
        for spec in sides {
            let of_side: BTreeSet<String> = if chosen.is_empty() {
                spec.actions.keys().cloned().collect()
            } else {
                chosen.of(spec).into_iter().collect()
            };
            let members = of_side
                .iter()
                .filter_map(|name| spec.actions.get(name))
                .flat_map(|action| action.request.iter().chain(&action.response));
            types.extend(reached(spec, members).into_iter().map(str::to_owned));
            actions.extend(of_side);
        }
        Self { actions, types }
    }

    /// Whether a change, which must be of this service version, is of something that is generated.
    pub fn has(&self, change: &Change) -> bool {
        match &change.place.subject {
            Subject::Version => true,
            Subject::Action(name) => self.actions.contains(name),
            Subject::DataType(name) => self.types.contains(name),
        }
    }
}
