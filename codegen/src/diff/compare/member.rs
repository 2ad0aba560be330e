//! Members.

use std::cmp::Ordering;
use std::collections::HashMap;

use serde_json::Number;

use super::super::Part;
use super::super::rule::{self, Rule};
use super::{Comparison, Members};
use crate::spec::{KnownValue, Member};

/// The member that every response has in the generated code, whether or not it is documented.
const REQUEST_ID: &str = "RequestId";

impl Comparison<'_> {
    pub(super) fn members(&mut self, at: &Members, old: &[Member], new: &[Member]) {
        if old == new {
            return;
        }
        let is_response = at.part == Some(Part::Response);
        let counts = |member: &&Member| !(is_response && member.name == REQUEST_ID);
        let (olds, news) = (by_name(old), by_name(new));
        for member in old.iter().filter(counts) {
            if let Some(now) = news.get(member.name.as_str()) {
                self.member(at, member, now);
            } else {
                let (name, words) = (Some(member.name.as_str()), Some(words(member)));
                self.add(&rule::MEMBER_REMOVED, at, name, words, None);
            }
        }
        for member in new.iter().filter(counts) {
            if !olds.contains_key(member.name.as_str()) {
                let rule = if member.required {
                    &rule::REQUIRED_MEMBER_ADDED
                } else {
                    &rule::MEMBER_ADDED
                };
                let (name, words) = (Some(member.name.as_str()), Some(words(member)));
                self.add(rule, at, name, None, words);
            }
        }
        self.order(at, old, new);
    }

    /// The order of the members that are on both sides. It matters to who calls `new`, with what is required.
    fn order(&mut self, at: &Members, old: &[Member], new: &[Member]) {
        if !at.is_input_on_both_sides {
            return;
        }
        let (olds, news) = (by_name(old), by_name(new));
        let stays = |member: &&Member| {
            let on = |side: &HashMap<&str, &Member>| {
                let member = side.get(member.name.as_str());
                member.is_some_and(|member| member.required)
            };
            on(&olds) && on(&news)
        };
        let names = |members: &[Member]| -> Vec<String> {
            let members = members.iter().filter(stays);
            members.map(|member| member.name.clone()).collect()
        };
        let (before, after) = (names(old), names(new));
        if before != after {
            let words = |names: Vec<String>| Some(names.join(", "));
            self.add(
                &rule::MEMBER_ORDER_CHANGED,
                at,
                None,
                words(before),
                words(after),
            );
        }
    }

    fn member(&mut self, at: &Members, old: &Member, new: &Member) {
        if old == new {
            return;
        }
        self.name_of_member(at, old, new);
        let mut add = |rule: &'static Rule, before: Option<String>, after: Option<String>| {
            self.add(rule, at, Some(&old.name), before, after);
        };
        if at.is_input_on_both_sides {
            if old.required != new.required {
                let rule = if new.required {
                    &rule::MEMBER_BECAME_REQUIRED
                } else {
                    &rule::MEMBER_BECAME_OPTIONAL
                };
                add(rule, None, None);
            }
            if old.default != new.default {
                let rule = match (&old.default, &new.default) {
                    (None, _) => &rule::DEFAULT_ADDED,
                    (_, None) => &rule::DEFAULT_REMOVED,
                    _ => &rule::DEFAULT_CHANGED,
                };
                let text = |value: &Option<_>| value.as_ref().map(ToString::to_string);
                add(rule, text(&old.default), text(&new.default));
            }
        }
        if old.nullable != new.nullable {
            let rule = if new.nullable {
                &rule::MEMBER_BECAME_NULLABLE
            } else {
                &rule::MEMBER_BECAME_NON_NULLABLE
            };
            add(rule, None, None);
        }
        if old.deprecated != new.deprecated {
            let rule = if new.deprecated {
                &rule::MEMBER_DEPRECATED
            } else {
                &rule::MEMBER_UNDEPRECATED
            };
            add(rule, None, None);
        }
        for (rule, before, after) in limits(old, new) {
            add(rule, before, after);
        }
        self.values(at, &old.name, &old.values, &new.values);
        if let Some(rule) = self.type_rule(&old.ty, &new.ty) {
            let (before, after) = (old.ty.to_string(), new.ty.to_string());
            self.add(rule, at, Some(&old.name), Some(before), Some(after));
        }
        self.texts_of(
            &rule::DOC_CHANGED,
            at,
            Some(&old.name),
            Some(&old.doc),
            Some(&new.doc),
        );
        let text = |member: &Member| member.example.as_ref().map(ToString::to_string);
        self.texts_of(
            &rule::EXAMPLE_CHANGED,
            at,
            Some(&old.name),
            text(old).as_ref(),
            text(new).as_ref(),
        );
    }

    /// The known values. Where none are documented on one side, the set is not larger or smaller, but unknown.
    fn values(&mut self, at: &Members, member: &str, old: &[KnownValue], new: &[KnownValue]) {
        let lacking = |some: &[KnownValue], of: &[KnownValue]| {
            let of = of.iter();
            let lacking = of.filter(|one| !some.iter().any(|known| known.value == one.value));
            let lacking: Vec<String> = lacking.map(|one| one.value.to_string()).collect();
            (!lacking.is_empty()).then(|| lacking.join(", "))
        };
        let (on_added, on_removed) = (
            if old.is_empty() {
                &rule::VALUES_DOCUMENTED
            } else {
                &rule::VALUE_ADDED
            },
            if new.is_empty() {
                &rule::VALUES_UNDOCUMENTED
            } else {
                &rule::VALUE_REMOVED
            },
        );
        if let Some(added) = lacking(old, new) {
            self.add(on_added, at, Some(member), None, Some(added));
        }
        if let Some(removed) = lacking(new, old) {
            self.add(on_removed, at, Some(member), Some(removed), None);
        }
        if self.has_documentation {
            for old in old {
                let new = new.iter().find(|new| new.value == old.value);
                let text = |value: &KnownValue| Some(format!("{}: {}", value.value, value.doc));
                if let Some(new) = new.filter(|new| new.doc != old.doc) {
                    let rule = &rule::DOC_CHANGED;
                    self.add(rule, at, Some(member), text(old), text(new));
                }
            }
        }
    }
}

fn by_name(members: &[Member]) -> HashMap<&str, &Member> {
    let members = members.iter();
    members
        .map(|member| (member.name.as_str(), member))
        .collect()
}

/// A member in a few words.
fn words(member: &Member) -> String {
    if member.required {
        format!("{}, required", member.ty)
    } else {
        member.ty.to_string()
    }
}

/// A limit of a member, by the name that it has in a spec.
type Limit = (&'static str, fn(&Member) -> Option<Number>);

type LimitChange = (&'static Rule, Option<String>, Option<String>);

/// The limits that are different. One that is not there allows everything.
fn limits(old: &Member, new: &Member) -> Vec<LimitChange> {
    let lowest: [Limit; 3] = [
        ("min", |member| member.min.clone()),
        ("min_length", |member| member.min_length.map(Number::from)),
        ("min_items", |member| member.min_items.map(Number::from)),
    ];
    let highest: [Limit; 3] = [
        ("max", |member| member.max.clone()),
        ("max_length", |member| member.max_length.map(Number::from)),
        ("max_items", |member| member.max_items.map(Number::from)),
    ];
    let mut changes = Vec::new();
    let mut add = |name: &str, old: Option<Number>, new: Option<Number>, tightens: Ordering| {
        if old == new {
            return;
        }
        let is_tighter = match (&old, &new) {
            (Some(old), Some(new)) => compare(new, old) == tightens,
            (old, _) => old.is_none(),
        };
        let rule = if is_tighter {
            &rule::LIMIT_TIGHTENED
        } else {
            &rule::LIMIT_LOOSENED
        };
        let words = |limit: Option<Number>| limit.map(|limit| format!("{name} {limit}"));
        changes.push((rule, words(old), words(new)));
    };
    for (name, limit) in lowest {
        add(name, limit(old), limit(new), Ordering::Greater);
    }
    for (name, limit) in highest {
        add(name, limit(old), limit(new), Ordering::Less);
    }
    changes
}

/// Integers exactly, which floats are not.
fn compare(a: &Number, b: &Number) -> Ordering {
    let integer = |number: &Number| {
        let signed = number.as_i64().map(i128::from);
        signed.or_else(|| number.as_u64().map(i128::from))
    };
    match (integer(a), integer(b)) {
        (Some(a), Some(b)) => a.cmp(&b),
        _ => a
            .as_f64()
            .unwrap_or_default()
            .total_cmp(&b.as_f64().unwrap_or_default()),
    }
}
