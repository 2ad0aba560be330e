//! Which names could become the same Rust name, found out without making any.
//!
//! Making up a Rust name takes much longer than looking at its letters, a service has thousands of names, and in most of
//! them there is nothing to settle.

use super::REQUEST_ID;
use super::names::service_error;
use super::rule::letters;
use crate::spec::{Member, Spec};

/// Whether some members could have one name.
pub(super) fn among_members(members: &[Member], is_response: bool) -> bool {
    let mut of: Vec<u64> = members.iter().map(|m| hash(name_of(m))).collect();
    if is_response && members.iter().all(|member| member.name != REQUEST_ID) {
        of.push(hash(REQUEST_ID));
    }
    has_two_alike(of)
}

fn name_of(member: &Member) -> &str {
    member.rust_name.as_deref().unwrap_or(&member.name)
}

/// Whether some different error codes could have one name.
pub(super) fn among_codes<'a>(codes: impl Iterator<Item = &'a str>) -> bool {
    has_two_alike(codes.map(hash).collect())
}

/// Whether some actions and data types could have one name, or names that are made from theirs.
pub(super) fn at_the_root(spec: &Spec) -> bool {
    let service = spec.service.as_deref().map(service_error);
    let mut types: Vec<u64> = service.iter().map(|name| hash(name)).collect();
    let mut functions = Vec::new();
    for (wire, action) in &spec.actions {
        let stem = hash(action.rust_name.as_deref().unwrap_or(wire));
        types.extend(["request", "response", "error"].map(|end| fold(stem, end.bytes())));
        functions.extend([stem, fold(stem, "pages".bytes())]);
    }
    for (wire, of) in &spec.types {
        types.push(hash(of.rust_name.as_deref().unwrap_or(wire)));
    }
    has_two_alike(types) || has_two_alike(functions)
}

fn has_two_alike(mut hashes: Vec<u64>) -> bool {
    hashes.sort_unstable();
    hashes.windows(2).any(|pair| pair[0] == pair[1])
}

/// FNV-1a of the letters of a name. Different ones with the same hash do no harm: they are looked at closely.
fn hash(name: &str) -> u64 {
    fold(0xcbf2_9ce4_8422_2325, letters(name))
}

/// What becomes of a hash when there is more behind.
fn fold(hash: u64, letters: impl Iterator<Item = u8>) -> u64 {
    letters.fold(hash, |hash, letter| {
        (hash ^ u64::from(letter)).wrapping_mul(0x0100_0000_01b3)
    })
}
