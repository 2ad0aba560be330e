//! What may have been renamed, as pairs of changes.

use std::collections::HashMap;

use super::super::super::{Change, Place, Subject};

/// The changes that are perhaps two sides of a new name.
pub(super) struct Renames<'a> {
    by_place: HashMap<&'a Place, &'a Change>,
}

impl<'a> Renames<'a> {
    pub(super) fn new(changes: &'a [Change]) -> Self {
        let changes = changes.iter().filter(|change| change.perhaps.is_some());
        Self {
            by_place: changes.map(|change| (&change.place, change)).collect(),
        }
    }

    /// The change that is the other side, unless it is left out.
    pub(super) fn other(&self, change: &Change) -> Option<&'a Change> {
        let name = change.perhaps.clone()?;
        let mut place = change.place.clone();
        match (&mut place.member, &mut place.subject) {
            (Some(member), _) => *member = name,
            (None, Subject::Action(subject) | Subject::DataType(subject)) => *subject = name,
            (None, Subject::Version) => return None,
        }
        self.by_place.get(&place).copied()
    }
}

/// Whether the change takes the old name away.
pub(super) fn is_old_name(change: &Change) -> bool {
    change.before.is_some()
}
