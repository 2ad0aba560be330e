//! Names that must differ from each other, and who gets which.

use std::collections::BTreeMap;

use super::names::{ActionNames, field_by_rule, service_error, structure, variant};
use super::rule::{camel, is_written_as_rust};
use super::{Item, Settled};

/// Something that wants a name, or several that are made from one.
#[derive(Debug)]
pub(super) struct Claim<'a> {
    pub(super) item: Item,
    /// What the spec calls it in Rust.
    pub(super) given: Option<&'a str>,
    /// What the spec before called it.
    pub(super) inherited: Option<&'a str>,
    /// Whether the spec before had it.
    pub(super) was_there: bool,
    /// Whether it has its name whatever else there is: it cannot have another one.
    pub(super) is_fixed: bool,
}

/// What must not have the same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Space {
    Type,
    Module,
    Method,
    Field,
    Variant,
}

/// Gives names to all. What has one keeps it; then comes what was there before, and then what is new: actions before data
/// types, what is written as in Rust (`DnsFormat`) before what is not, and then by letters. The order of the documentation
/// does not count. Returns the names that do not follow from those on the wire and are not in the spec yet.
pub(super) fn resolve(mut claims: Vec<Claim<'_>>, service: Option<&str>) -> Vec<Settled> {
    claims.sort_by(|a, b| order(a).cmp(&order(b)));
    let service_error = service.map(service_error).unwrap_or_default();
    let names = |item: &Item, own: Option<&str>| names(item, own, &service_error);
    let mut taken: BTreeMap<(Space, String), usize> = BTreeMap::new();
    let mut settled = Vec::new();
    for (at, claim) in claims.iter().enumerate() {
        let own = claim.given.or(claim.inherited);
        let mut wanted = names(&claim.item, own);
        let holder = wanted.iter().find_map(|name| {
            let holder = &claims[*taken.get(name)?];
            Some((name.1.clone(), holder))
        });
        match (own, holder) {
            (Some(own), _) if claim.given.is_none() => settled.push(Settled {
                item: claim.item.clone(),
                rust_name: own.to_owned(),
                instead: None,
            }),
            // What was there before does not move, for a name that somebody chose: that is told by who wants to use it.
            (None, Some((_, holder)))
                if claim.is_fixed || claim.was_there && holder.given.is_some() => {}
            (None, Some((name, holder))) => {
                let free = (1..).map(|number| another(&claim.item, number));
                let free = free.map(|name| (names(&claim.item, Some(&name)), name));
                let (free, rust_name) = free
                    .into_iter()
                    .find(|(names, _)| names.iter().all(|name| !taken.contains_key(name)))
                    .expect("there are more numbers than names");
                wanted = free;
                settled.push(Settled {
                    item: claim.item.clone(),
                    rust_name,
                    instead: Some((name, holder.item.clone())),
                });
            }
            _ => {}
        }
        for name in wanted {
            taken.entry(name).or_insert(at);
        }
    }
    settled
}

/// Who comes first.
fn order<'a>(claim: &'a Claim<'_>) -> impl Ord + 'a {
    let has_name = claim.is_fixed || claim.given.or(claim.inherited).is_some();
    let wire = claim.item.wire().unwrap_or_default();
    let is_type = matches!(claim.item, Item::Type(_));
    (
        !has_name,
        !claim.was_there,
        is_type,
        !is_written_as_rust(wire),
        wire,
    )
}

/// All names that an item has.
fn names(item: &Item, own: Option<&str>, service_error: &str) -> Vec<(Space, String)> {
    match item {
        Item::Service => vec![(Space::Type, service_error.to_owned())],
        Item::Action(wire) => {
            let names = ActionNames::of(wire, own, service_error);
            vec![
                (Space::Module, names.module),
                (Space::Method, names.method),
                (Space::Method, names.pages),
                (Space::Type, names.request),
                (Space::Type, names.response),
                (Space::Type, names.error),
            ]
        }
        Item::Type(wire) => vec![(Space::Type, structure(wire, own, service_error))],
        Item::Member { name, .. } => {
            let field = own.map_or_else(|| field_by_rule(name), str::to_owned);
            vec![(Space::Field, field)]
        }
        Item::Code(code) => vec![(Space::Variant, variant(code, own))],
    }
}

/// The names that an item can have instead of the one that follows from its wire name: `dns_format_`, then `dns_format_2`;
/// `DnsFormat_`, then `DnsFormat2`. What others are made from by adding to it is `GetDns2` at once.
fn another(item: &Item, number: u32) -> String {
    let wire = item.wire().unwrap_or_default();
    match item {
        Item::Member { .. } => {
            let name = field_by_rule(wire);
            let name = name.trim_start_matches("r#").trim_end_matches('_');
            match number {
                1 => format!("{name}_"),
                number => format!("{name}_{number}"),
            }
        }
        Item::Action(_) => {
            let number = number + 1;
            format!("{}{number}", camel(wire).trim_end_matches('_'))
        }
        Item::Service | Item::Type(_) | Item::Code(_) => {
            let name = camel(wire);
            let name = name.trim_end_matches('_');
            match number {
                1 => format!("{name}_"),
                number => format!("{name}{number}"),
            }
        }
    }
}
