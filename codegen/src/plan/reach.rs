//! Which data types reach which.

use std::collections::BTreeSet;

use crate::spec::{Member, Spec, TypeRef};

/// The names of all data types that members reach, directly or through other data types.
pub(crate) fn reached<'a>(
    spec: &'a Spec,
    members: impl IntoIterator<Item = &'a Member>,
) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut to_visit: Vec<&Member> = members.into_iter().collect();
    while let Some(member) = to_visit.pop() {
        let Some(name) = member.ty.name() else {
            continue;
        };
        if let Some((name, ty)) = spec.types.get_key_value(name)
            && reached.insert(name.as_str())
        {
            to_visit.extend(&ty.members);
        }
    }
    reached
}

/// Whether a member of the data type `owner` would make it contain itself. A list does not: its items are on the heap.
pub(crate) fn contains_itself(spec: &Spec, owner: &str, member: &Member) -> bool {
    let TypeRef::Named(first) = &member.ty else {
        return false;
    };
    let mut seen = BTreeSet::new();
    let mut to_visit = vec![first.as_str()];
    while let Some(name) = to_visit.pop() {
        if name == owner {
            return true;
        }
        if let Some(ty) = spec.types.get(name)
            && seen.insert(name)
        {
            to_visit.extend(ty.members.iter().filter_map(|member| match &member.ty {
                TypeRef::Named(name) => Some(name.as_str()),
                _ => None,
            }));
        }
    }
    false
}
