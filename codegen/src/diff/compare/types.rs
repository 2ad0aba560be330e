//! Data types, and types of members.

use std::collections::BTreeSet;

use super::super::rule::{self, Rule};
use super::super::{Subject, Usage};
use super::{Comparison, Members, keys};
use crate::spec::{Spec, Type, TypeRef};

impl Comparison<'_> {
    pub(super) fn data_types(&mut self) {
        let (old, new) = (self.old, self.new);
        for name in keys(&old.types, &new.types) {
            let (before, after) = (self.old_usages.of(name), self.new_usages.of(name));
            let mut at = Members {
                subject: Subject::DataType(name.clone()),
                part: None,
                // Who used it is concerned; where nobody did, who does now.
                usage: if before.actions > 0 { before } else { after },
                is_input_on_both_sides: before.request && after.request,
            };
            match (old.types.get(name), new.types.get(name)) {
                (Some(old), Some(new)) => {
                    self.use_of(&at, before, after);
                    self.name_of_type(&at, name, old, new);
                    self.data_type(&at, old, new);
                }
                (Some(of), None) => {
                    at.usage = before;
                    let words = Some(member_words(of));
                    self.add(&rule::DATA_TYPE_REMOVED, &at, None, words, None);
                }
                (None, Some(of)) => {
                    at.usage = after;
                    let words = Some(member_words(of));
                    self.add(&rule::DATA_TYPE_ADDED, &at, None, None, words);
                }
                (None, None) => {}
            }
        }
    }

    fn use_of(&mut self, at: &Members, before: Usage, after: Usage) {
        if (before.request, before.response) != (after.request, after.response) {
            let words = |usage: Usage| Some(usage.to_string());
            self.add(
                &rule::DATA_TYPE_USE_CHANGED,
                at,
                None,
                words(before),
                words(after),
            );
        }
    }

    fn data_type(&mut self, at: &Members, old: &Type, new: &Type) {
        if old.deprecated != new.deprecated {
            let rule = if new.deprecated {
                &rule::DATA_TYPE_DEPRECATED
            } else {
                &rule::DATA_TYPE_UNDEPRECATED
            };
            self.add(rule, at, None, None, None);
        }
        self.members(at, &old.members, &new.members);
        self.texts(&rule::DOC_CHANGED, at, Some(&old.doc), Some(&new.doc));
        self.texts(
            &rule::DATE_CHANGED,
            at,
            old.updated.as_ref(),
            new.updated.as_ref(),
        );
    }

    /// The rule for a member of one type that becomes one of another; nothing if they are the same.
    pub(super) fn type_rule(&self, old: &TypeRef, new: &TypeRef) -> Option<&'static Rule> {
        let mut shapes = Shapes {
            old: self.old,
            new: self.new,
            seen: BTreeSet::new(),
        };
        shapes.rule(old, new)
    }
}

fn member_words(of: &Type) -> String {
    match of.members.len() {
        1 => "1 member".to_owned(),
        number => format!("{number} members"),
    }
}

struct Shapes<'a> {
    old: &'a Spec,
    new: &'a Spec,
    /// Pairs that are being compared: data types can contain themselves.
    seen: BTreeSet<(String, String)>,
}

impl Shapes<'_> {
    fn rule(&mut self, old: &TypeRef, new: &TypeRef) -> Option<&'static Rule> {
        use TypeRef::{Float, Integer, List, Named, Unsigned};
        match (old, new) {
            (old, new) if old == new => None,
            (List(old), List(new)) => self.rule(old, new),
            (Unsigned, Integer) | (Unsigned | Integer, Float) => Some(&rule::TYPE_WIDENED),
            (Integer, Unsigned) | (Float, Integer | Unsigned) => Some(&rule::TYPE_NARROWED),
            (old, new) if is_text(old) && is_text(new) => Some(&rule::FORMAT_CHANGED),
            (Named(old), Named(new)) if self.are_alike(old, new) => Some(&rule::TYPE_RENAMED),
            _ => Some(&rule::TYPE_CHANGED),
        }
    }

    /// Whether two data types have the same members of the same types.
    fn are_alike(&mut self, old: &str, new: &str) -> bool {
        if !self.seen.insert((old.to_owned(), new.to_owned())) {
            return true;
        }
        let (Some(old), Some(new)) = (self.old.types.get(old), self.new.types.get(new)) else {
            return false;
        };
        let mut pairs = old.members.iter().zip(&new.members);
        old.members.len() == new.members.len()
            && pairs.all(|(old, new)| {
                let rule = self.rule(&old.ty, &new.ty);
                (&old.name, old.required) == (&new.name, new.required)
                    && rule.is_none_or(|rule| rule == &rule::TYPE_RENAMED)
            })
    }
}

/// What is a JSON text.
fn is_text(ty: &TypeRef) -> bool {
    use TypeRef::{Binary, Date, Datetime, String, Timestamp};
    matches!(ty, String | Timestamp | Datetime | Date | Binary)
}
