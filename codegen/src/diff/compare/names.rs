//! Names in Rust that the two specs do not agree on.

use std::collections::{BTreeMap, BTreeSet};

use super::super::rule;
use super::{Comparison, Members};
use crate::naming::{self, ActionNames, Item};
use crate::spec::{Action, Member, Type};

impl Comparison<'_> {
    /// The name of a member's field and setter.
    pub(super) fn name_of_member(&mut self, at: &Members, old: &Member, new: &Member) {
        if old.rust_name != new.rust_name {
            let (before, after) = (naming::field(old), naming::field(new));
            self.name(at, Some(&old.name), before, after);
        }
    }

    /// What the names are made from that follow from an action's.
    pub(super) fn name_of_action(&mut self, at: &Members, wire: &str, old: &Action, new: &Action) {
        if old.rust_name != new.rust_name {
            let stem = |action: &Action| {
                let mut name = ActionNames::of(wire, action.rust_name.as_deref(), "").request;
                name.truncate(name.len() - "Request".len());
                name
            };
            self.name(at, None, stem(old), stem(new));
        }
    }

    /// The name of a data type's struct.
    pub(super) fn name_of_type(&mut self, at: &Members, wire: &str, old: &Type, new: &Type) {
        if old.rust_name != new.rust_name {
            let service = self.new.service.as_deref().unwrap_or_default();
            let error = naming::service_error(service);
            let name = |of: &Type| naming::structure(wire, of.rust_name.as_deref(), &error);
            self.name(at, None, name(old), name(new));
        }
    }

    /// The variants of error codes, which have one name in all enums.
    pub(super) fn names_of_codes(&mut self, at: &Members) {
        let (old, new) = (naming::named_codes(self.old), naming::named_codes(self.new));
        let codes: BTreeSet<&Item> = old.keys().chain(new.keys()).collect();
        for code in codes {
            if code.is_in(self.old) && code.is_in(self.new) {
                let wire = code.wire().unwrap_or_default();
                let name = |names: &BTreeMap<Item, String>| {
                    naming::variant(wire, names.get(code).map(String::as_str))
                };
                self.name(at, Some(wire), name(&old), name(&new));
            }
        }
    }

    fn name(&mut self, at: &Members, member: Option<&str>, before: String, after: String) {
        if before != after {
            self.add(
                &rule::RUST_NAME_CHANGED,
                at,
                member,
                Some(before),
                Some(after),
            );
        }
    }
}
