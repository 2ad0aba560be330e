//! What has a Rust name in a spec.

use std::collections::BTreeMap;
use std::fmt;

use crate::spec::{Action, ErrorCode, Member, Spec};

/// Something in a spec that has a Rust name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// The service itself, which names the enum of all its error codes.
    Service,
    /// An action, which names a module, methods and types.
    Action(String),
    /// A data type.
    Type(String),
    /// A member.
    Member {
        /// What it is a member of.
        of: Owner,
        /// Its name on the wire.
        name: String,
    },
    /// An error code, wherever in the service version it is documented.
    Code(String),
}

/// What has members.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// The request of an action.
    Request(String),
    /// The response of an action.
    Response(String),
    /// A data type.
    Type(String),
}

impl Item {
    /// The name on the wire; nothing for the service.
    pub fn wire(&self) -> Option<&str> {
        match self {
            Self::Service => None,
            Self::Action(name)
            | Self::Type(name)
            | Self::Code(name)
            | Self::Member { name, .. } => Some(name),
        }
    }

    /// Whether a spec has it.
    pub fn is_in(&self, spec: &Spec) -> bool {
        match self {
            Self::Service => spec.service.is_some(),
            Self::Action(name) => spec.actions.contains_key(name),
            Self::Type(name) => spec.types.contains_key(name),
            Self::Member { of, name } => {
                let mut members = of.members(spec).iter();
                members.any(|member| member.name == *name)
            }
            Self::Code(code) => codes(spec).any(|known| known.code == *code),
        }
    }

    /// Gives it a Rust name.
    pub(crate) fn name(&self, spec: &mut Spec, rust_name: &str) {
        let name = || Some(rust_name.to_owned());
        match self {
            Self::Service => {}
            Self::Action(wire) => {
                if let Some(action) = spec.actions.get_mut(wire) {
                    action.rust_name = name();
                }
            }
            Self::Type(wire) => {
                if let Some(of) = spec.types.get_mut(wire) {
                    of.rust_name = name();
                }
            }
            Self::Member { of, name: wire } => {
                let members = of.members_mut(spec).into_iter().flatten();
                for member in members.filter(|member| member.name == *wire) {
                    member.rust_name = name();
                }
            }
            Self::Code(code) => {
                for error in codes_mut(spec).filter(|error| error.code == *code) {
                    error.rust_name = name();
                }
            }
        }
    }
}

impl Owner {
    /// Its members in a spec.
    pub(super) fn members<'s>(&self, spec: &'s Spec) -> &'s [Member] {
        let action = |name| spec.actions.get(name);
        let members = match self {
            Self::Request(name) => action(name).map(|action| &action.request),
            Self::Response(name) => action(name).map(|action| &action.response),
            Self::Type(name) => spec.types.get(name).map(|of| &of.members),
        };
        members.map_or(&[], Vec::as_slice)
    }

    fn members_mut<'s>(&self, spec: &'s mut Spec) -> Option<&'s mut Vec<Member>> {
        match self {
            Self::Request(name) => Some(&mut spec.actions.get_mut(name)?.request),
            Self::Response(name) => Some(&mut spec.actions.get_mut(name)?.response),
            Self::Type(name) => Some(&mut spec.types.get_mut(name)?.members),
        }
    }
}

/// The error codes of a service version, those of all its actions, too.
pub(super) fn codes(spec: &Spec) -> impl Iterator<Item = &ErrorCode> {
    let of_actions = spec.actions.values().flat_map(|action| &action.errors);
    spec.errors.iter().chain(of_actions)
}

/// The error codes that a spec gives a name.
pub(crate) fn named_codes(spec: &Spec) -> BTreeMap<Item, String> {
    let named = codes(spec).filter_map(|error| {
        let name = error.rust_name.clone()?;
        Some((Item::Code(error.code.clone()), name))
    });
    named.collect()
}

fn codes_mut(spec: &mut Spec) -> impl Iterator<Item = &mut ErrorCode> {
    let actions = spec.actions.values_mut();
    let of_actions = actions.flat_map(|action: &mut Action| &mut action.errors);
    spec.errors.iter_mut().chain(of_actions)
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Service => f.write_str("the enum of all error codes"),
            Self::Action(name) => write!(f, "action `{name}`"),
            Self::Type(name) => write!(f, "data type `{name}`"),
            Self::Member { of, name } => write!(f, "member `{name}` of {of}"),
            Self::Code(code) => write!(f, "error code `{code}`"),
        }
    }
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(name) => write!(f, "the request of `{name}`"),
            Self::Response(name) => write!(f, "the response of `{name}`"),
            Self::Type(name) => write!(f, "data type `{name}`"),
        }
    }
}
