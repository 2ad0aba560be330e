//! What may have been renamed: something is gone, and something like it is new.
//!
//! It is a hint for who reads both changes. On the wire, and in Rust, an old name that is gone is gone.

use std::collections::{BTreeMap, BTreeSet};

use super::rule::{self, Rule};
use super::{Change, Part, Subject};
use crate::plan::similar;
use crate::spec::{Member, Spec};

/// Notes on each change that removes something what it may be called now, and the other way around.
pub(super) fn suggest(changes: &mut [Change], old: &Spec, new: &Spec) {
    for pair in members(changes) {
        note(changes, pair);
    }
    for pair in wholes(changes, old, new) {
        note(changes, pair);
    }
}

/// The numbers of the change that removes it and of the one that adds it.
type Pair = (usize, usize);

fn note(changes: &mut [Change], (removed, added): Pair) {
    let name = |change: &Change| {
        let Change { place, .. } = change;
        let member = place.member.as_deref();
        member.or(place.subject.name()).map(str::to_owned)
    };
    changes[removed].perhaps = name(&changes[added]);
    changes[added].perhaps = name(&changes[removed]);
}

/// Members of the same type with names alike.
fn members(changes: &[Change]) -> Vec<Pair> {
    type Of = (Subject, Option<Part>, String);
    let mut candidates: BTreeMap<Of, Candidates> = BTreeMap::new();
    for (at, change) in changes.iter().enumerate() {
        let is_removed = change.rule == &rule::MEMBER_REMOVED;
        let is_added = [&rule::MEMBER_ADDED, &rule::REQUIRED_MEMBER_ADDED].contains(&change.rule);
        let words = change.before.as_ref().or(change.after.as_ref());
        let (Some(words), Some(name)) = (words, &change.place.member) else {
            continue;
        };
        if !is_removed && !is_added {
            continue;
        }
        let ty = words.trim_end_matches(", required").to_owned();
        let place = (change.place.subject.clone(), change.place.part, ty);
        let of = candidates.entry(place).or_default();
        let side = if is_removed {
            &mut of.removed
        } else {
            &mut of.added
        };
        side.push((name.clone(), at));
    }
    candidates
        .into_values()
        .flat_map(Candidates::pairs)
        .collect()
}

/// How many members two actions or data types must have in common: many have one of the same name and type.
const ENOUGH: usize = 2;

/// The rule for what is gone, and the one for what is new.
type Rules = [&'static Rule; 2];

/// The members of an action or data type of this name.
type ShapeOf<'a> = &'a dyn Fn(&Spec, &str) -> Option<BTreeSet<String>>;

/// Actions and data types with the same members and names alike.
fn wholes(changes: &[Change], old: &Spec, new: &Spec) -> Vec<Pair> {
    let of_action = |spec: &Spec, name: &str| {
        let action = spec.actions.get(name);
        action.map(|action| shape(&action.request))
    };
    let of_type = |spec: &Spec, name: &str| spec.types.get(name).map(|of| shape(&of.members));
    let kinds: [(Rules, ShapeOf<'_>); 2] = [
        ([&rule::ACTION_REMOVED, &rule::ACTION_ADDED], &of_action),
        ([&rule::DATA_TYPE_REMOVED, &rule::DATA_TYPE_ADDED], &of_type),
    ];
    let mut pairs = Vec::new();
    for ([removed, added], shape_of) in kinds {
        let mut candidates: BTreeMap<BTreeSet<String>, Candidates> = BTreeMap::new();
        for (at, change) in changes.iter().enumerate() {
            let Some(name) = change.place.subject.name() else {
                continue;
            };
            let (spec, is_removed) = match change.rule {
                rule if rule == removed => (old, true),
                rule if rule == added => (new, false),
                _ => continue,
            };
            let shape = shape_of(spec, name).filter(|shape| shape.len() >= ENOUGH);
            let Some(shape) = shape else {
                continue;
            };
            let of = candidates.entry(shape).or_default();
            let side = if is_removed {
                &mut of.removed
            } else {
                &mut of.added
            };
            side.push((name.to_owned(), at));
        }
        pairs.extend(candidates.into_values().flat_map(Candidates::pairs));
    }
    pairs
}

/// The members with their types.
fn shape(members: &[Member]) -> BTreeSet<String> {
    let members = members.iter();
    members
        .map(|member| format!("{}: {}", member.name, member.ty))
        .collect()
}

/// What is gone and what is new of one shape.
#[derive(Default)]
struct Candidates {
    removed: Vec<(String, usize)>,
    added: Vec<(String, usize)>,
}

impl Candidates {
    /// Each that is gone with the one that is most like it, unless another one took that.
    fn pairs(mut self) -> Vec<Pair> {
        let mut pairs = Vec::new();
        for (name, removed) in self.removed {
            let names: Vec<String> = self.added.iter().map(|(name, _)| name.clone()).collect();
            let best = similar(&name, names.iter()).into_iter().next();
            let best = best.and_then(|best| names.iter().position(|name| *name == best));
            if let Some(best) = best {
                pairs.push((removed, self.added.remove(best).1));
            }
        }
        pairs
    }
}
