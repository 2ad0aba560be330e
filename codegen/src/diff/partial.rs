//! Sides that do not tell everything: a page describes one action of many.

use crate::spec::{Action, Member, Spec, keep_code_names, keep_name, more_exact};

/// Adds to a spec of pages what it does not tell, from the other side: then what is left out is no difference.
///
/// Actions and data types that it does not describe are taken as they are. Of those that it does, it counts, but for what
/// pages do not say: they call signed and unsigned numbers `Integer` and any form of a time `String`, and are silent about
/// how an action is sent and about Rust names.
pub fn complete(pages: &mut Spec, other: &Spec) {
    pages.service = pages.service.take().or_else(|| other.service.clone());
    pages.version = pages.version.take().or_else(|| other.version.clone());
    pages.endpoint = pages.endpoint.take().or_else(|| other.endpoint.clone());
    pages.title = pages.title.take().or_else(|| other.title.clone());
    if pages.doc.is_empty() {
        pages.doc.clone_from(&other.doc);
    }
    if pages.errors.is_empty() {
        pages.errors.clone_from(&other.errors);
    }
    if pages.regions.is_empty() {
        pages.regions.clone_from(&other.regions);
    }
    for (name, known) in &other.actions {
        match pages.actions.get_mut(name) {
            Some(action) => complete_action(action, known),
            None => drop(pages.actions.insert(name.clone(), known.clone())),
        }
    }
    for (name, known) in &other.types {
        match pages.types.get_mut(name) {
            Some(of) => {
                keep_name(&mut of.rust_name, known.rust_name.as_ref());
                of.deprecated |= known.deprecated;
                complete_members(&mut of.members, &known.members);
            }
            None => drop(pages.types.insert(name.clone(), known.clone())),
        }
    }
}

/// Adds the error codes of the other side to a spec of a source that tells none.
pub fn complete_error_codes(spec: &mut Spec, other: &Spec) {
    spec.errors.clone_from(&other.errors);
    for (name, action) in &mut spec.actions {
        if let Some(known) = other.actions.get(name) {
            action.errors.clone_from(&known.errors);
        }
    }
}

fn complete_action(action: &mut Action, known: &Action) {
    keep_name(&mut action.rust_name, known.rust_name.as_ref());
    keep_code_names(&mut action.errors, &known.errors);
    action.rate_limit = action.rate_limit.or(known.rate_limit);
    action.region = action.region.or(known.region);
    if action.regions.is_empty() {
        action.regions.clone_from(&known.regions);
    }
    action.endpoint = action.endpoint.take().or_else(|| known.endpoint.clone());
    action.pages = action.pages.take().or_else(|| known.pages.clone());
    action.streaming |= known.streaming;
    action.unsigned |= known.unsigned;
    action.body = action.body.or(known.body);
    complete_members(&mut action.request, &known.request);
    complete_members(&mut action.response, &known.response);
}

fn complete_members(members: &mut [Member], known: &[Member]) {
    for member in members {
        let Some(known) = known.iter().find(|known| known.name == member.name) else {
            continue;
        };
        keep_name(&mut member.rust_name, known.rust_name.as_ref());
        if let Some(ty) = more_exact(&member.ty, &known.ty) {
            member.ty = ty.clone();
        }
    }
}
