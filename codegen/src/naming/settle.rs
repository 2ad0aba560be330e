//! Who has which name, decided once and written down.

use std::collections::BTreeMap;
use std::fmt;

use super::item::codes;
use super::rivals;
use super::scope::{Claim, resolve};
use super::{Item, Owner, REQUEST_ID};
use crate::spec::{Member, Spec};

/// A name that was written into a spec.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// What has the name.
    pub item: Item,
    /// The name.
    pub rust_name: String,
    /// The name that follows from the one on the wire, and who has it; nothing if the item had its name before.
    pub instead: Option<(String, Item)>,
}

impl fmt::Display for Settled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            item, rust_name, ..
        } = self;
        match &self.instead {
            Some((name, holder)) => {
                write!(f, "{item} is `{rust_name}`: `{name}` is {holder}")
            }
            None => write!(f, "{item} stays `{rust_name}`"),
        }
    }
}

/// Writes a `rust_name` to each item of a spec that cannot have the name that follows from its wire name, so that whatever
/// was there `before` keeps its name. Returns what was written.
///
/// - What has a `rust_name` keeps it. What has none and had one before gets that again.
/// - What was there before has the name that it had, also if that spec was never settled: then it is that which it would
///   have been given without a spec before.
/// - What is new gets the name that follows from its wire name, or the first free one after it.
///
/// Names that were chosen twice, by hand, stay: who generates from the spec tells.
pub fn settle(spec: &mut Spec, before: Option<&Spec>) -> Vec<Settled> {
    let settled = decide(spec, before);
    write(spec, &settled);
    settled
}

/// Whether some items of a spec would have the same name, so that nothing can be generated from it.
pub fn has_clash(spec: &Spec) -> bool {
    clashes(spec).next().is_some()
}

/// The names that would settle a spec on its own.
pub(super) fn clashes(spec: &Spec) -> impl Iterator<Item = Settled> {
    let settled = decide(spec, None).into_iter();
    settled.filter(|one| one.instead.is_some())
}

fn write(spec: &mut Spec, settled: &[Settled]) {
    for one in settled {
        one.item.name(spec, &one.rust_name);
    }
}

fn decide(spec: &Spec, before: Option<&Spec>) -> Vec<Settled> {
    let Some(before) = before else {
        return decide_after(spec, &Spec::default());
    };
    let never_settled = decide(before, None);
    if never_settled.is_empty() {
        return decide_after(spec, before);
    }
    let mut before = before.clone();
    write(&mut before, &never_settled);
    decide_after(spec, &before)
}

fn decide_after(spec: &Spec, before: &Spec) -> Vec<Settled> {
    let mut settled = root(spec, before);
    let (requests, responses) = (Owner::Request, Owner::Response);
    for (name, action) in &spec.actions {
        let known = before.actions.get(name);
        let known = known.map_or((&[][..], &[][..]), |known| {
            (&known.request, &known.response)
        });
        settled.extend(members(&action.request, known.0, name, requests));
        settled.extend(members(&action.response, known.1, name, responses));
    }
    for (name, of) in &spec.types {
        let known = before.types.get(name);
        let known = known.map_or(&[][..], |known| &known.members);
        settled.extend(members(&of.members, known, name, Owner::Type));
    }
    settled.extend(error_codes(spec, before));
    settled
}

/// Actions and data types: what is made from an action's name stands beside the data types.
fn root(spec: &Spec, before: &Spec) -> Vec<Settled> {
    let names_actions = |spec: &Spec| spec.actions.values().any(|of| of.rust_name.is_some());
    let names_types = |spec: &Spec| spec.types.values().any(|of| of.rust_name.is_some());
    if !names_actions(before) && !names_types(before) && !rivals::at_the_root(spec) {
        return Vec::new();
    }
    let actions = spec.actions.iter().map(|(name, action)| {
        let known = before.actions.get(name);
        Claim {
            item: Item::Action(name.clone()),
            given: action.rust_name.as_deref(),
            inherited: known.and_then(|known| known.rust_name.as_deref()),
            was_there: known.is_some(),
            is_fixed: false,
        }
    });
    let types = spec.types.iter().map(|(name, of)| {
        let known = before.types.get(name);
        Claim {
            item: Item::Type(name.clone()),
            given: of.rust_name.as_deref(),
            inherited: known.and_then(|known| known.rust_name.as_deref()),
            was_there: known.is_some(),
            is_fixed: false,
        }
    });
    let mut claims: Vec<Claim<'_>> = actions.chain(types).collect();
    let service = spec.service.as_deref();
    claims.extend(service.map(|_| fixed(Item::Service)));
    resolve(claims, service)
}

fn members(
    members: &[Member],
    before: &[Member],
    owner: &str,
    kind: fn(String) -> Owner,
) -> Vec<Settled> {
    let of = || kind(owner.to_owned());
    let had_names = before.iter().any(|member| member.rust_name.is_some());
    let is_response = matches!(of(), Owner::Response(_));
    if !had_names && !rivals::among_members(members, is_response) {
        return Vec::new();
    }
    let mut claims: BTreeMap<&str, Claim<'_>> = BTreeMap::new();
    for member in members {
        let known = before.iter().find(|known| known.name == member.name);
        claims.entry(&member.name).or_insert_with(|| Claim {
            item: Item::Member {
                of: of(),
                name: member.name.clone(),
            },
            given: member.rust_name.as_deref(),
            inherited: known.and_then(|known| known.rust_name.as_deref()),
            was_there: known.is_some(),
            is_fixed: is_response && member.name == REQUEST_ID,
        });
    }
    if is_response {
        claims.entry(REQUEST_ID).or_insert_with(|| {
            fixed(Item::Member {
                of: of(),
                name: REQUEST_ID.to_owned(),
            })
        });
    }
    resolve(claims.into_values().collect(), None)
}

/// Codes have one name in a service version, whichever of its enums they are in.
fn error_codes(spec: &Spec, before: &Spec) -> Vec<Settled> {
    let names = |spec| codes_by_name(spec);
    let (now, known) = (names(spec), names(before));
    let has_names = |codes: &Codes<'_>| codes.values().any(|code| code.rust_name.is_some());
    if !has_names(&now) && !has_names(&known) && !rivals::among_codes(now.keys().copied()) {
        return Vec::new();
    }
    let mut settled = Vec::new();
    let claims = now.iter().map(|(code, found)| {
        let known = known.get(code);
        Claim {
            item: Item::Code((*code).to_owned()),
            given: found.rust_name,
            inherited: known.and_then(|known| known.rust_name),
            was_there: known.is_some(),
            is_fixed: false,
        }
    });
    settled.extend(resolve(claims.collect(), None));
    // Where one of its places tells the name, the others do.
    let elsewhere = now.iter().filter(|(_, found)| found.is_named_in_part);
    settled.extend(elsewhere.filter_map(|(code, found)| {
        Some(Settled {
            item: Item::Code((*code).to_owned()),
            rust_name: found.rust_name?.to_owned(),
            instead: None,
        })
    }));
    settled
}

/// The error codes of a service version, each once.
type Codes<'a> = BTreeMap<&'a str, Code<'a>>;

struct Code<'a> {
    rust_name: Option<&'a str>,
    /// Whether it has the name in some of its places only.
    is_named_in_part: bool,
}

fn codes_by_name(spec: &Spec) -> Codes<'_> {
    let mut all: Codes<'_> = BTreeMap::new();
    for error in codes(spec) {
        let rust_name = error.rust_name.as_deref();
        let code = all.entry(&error.code).or_insert(Code {
            rust_name,
            is_named_in_part: false,
        });
        code.is_named_in_part |= code.rust_name != rust_name;
        code.rust_name = code.rust_name.or(rust_name);
    }
    all
}

/// One that is there whatever the spec says.
fn fixed(item: Item) -> Claim<'static> {
    Claim {
        item,
        given: None,
        inherited: None,
        was_there: true,
        is_fixed: true,
    }
}
