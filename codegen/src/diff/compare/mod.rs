//! What is different between two specs of a service version, and what that means on the wire.

mod action;
mod errors;
mod member;
mod names;
mod types;

use std::collections::{BTreeMap, BTreeSet};

use super::rule::{self, Rule};
use super::{Change, Part, Place, Subject, Usage};
use crate::spec::{self, KnownValue, Spec};

use super::usage::Usages;

/// Compares two specs. Nothing is said about Rust yet.
pub(super) fn compare(place: &Place, old: &Spec, new: &Spec) -> Vec<Change> {
    let has_documentation = [old, new].into_iter().all(tells_documentation);
    let mut comparison = Comparison {
        service: place,
        old,
        new,
        old_usages: Usages::new(old),
        new_usages: Usages::new(new),
        has_documentation,
        changes: Vec::new(),
    };
    comparison.version();
    comparison.actions();
    comparison.data_types();
    comparison.changes
}

/// Whether a spec has any sentence: one of facts only says nothing about documentation.
fn tells_documentation(spec: &Spec) -> bool {
    let mut actions = spec.actions.values();
    !spec.doc.is_empty()
        || actions.any(|action| {
            let mut members = action.request.iter().chain(&action.response);
            !action.doc.is_empty() || members.any(|member| !member.doc.is_empty())
        })
        || spec.types.values().any(|of| {
            let mut members = of.members.iter();
            !of.doc.is_empty() || members.any(|member| !member.doc.is_empty())
        })
}

struct Comparison<'a> {
    service: &'a Place,
    old: &'a Spec,
    new: &'a Spec,
    old_usages: Usages<'a>,
    new_usages: Usages<'a>,
    /// Whether both sides have sentences and examples: otherwise all of them would be different.
    has_documentation: bool,
    changes: Vec<Change>,
}

/// Where members are compared.
#[derive(Clone)]
struct Members {
    subject: Subject,
    part: Option<Part>,
    usage: Usage,
    /// Whether the words required and default mean the same on both sides: they mean nothing in what only responses use.
    is_input_on_both_sides: bool,
}

impl Comparison<'_> {
    fn version(&mut self) {
        let at = || Members {
            subject: Subject::Version,
            part: None,
            usage: self.whole(),
            is_input_on_both_sides: true,
        };
        let at = at();
        let (old, new) = (self.old, self.new);
        if let (Some(before), Some(after)) = (&old.endpoint, &new.endpoint)
            && before != after
        {
            self.add(
                &rule::ENDPOINT_CHANGED,
                &at,
                None,
                Some(before.clone()),
                Some(after.clone()),
            );
        }
        let names = |regions: &[KnownValue]| -> Vec<String> {
            let names = regions.iter().map(|region| region.value.as_str());
            names.flatten().map(str::to_owned).collect()
        };
        self.regions(&at, &names(&old.regions), &names(&new.regions));
        self.error_codes(&at, &old.errors, &new.errors);
        self.names_of_codes(&at);
        self.texts(
            &rule::TITLE_CHANGED,
            &at,
            old.title.as_ref(),
            new.title.as_ref(),
        );
        self.texts(&rule::DOC_CHANGED, &at, Some(&old.doc), Some(&new.doc));
    }

    fn actions(&mut self) {
        let (old, new) = (self.old, self.new);
        for name in keys(&old.actions, &new.actions) {
            match (old.actions.get(name), new.actions.get(name)) {
                (Some(before), Some(after)) => self.action(name, before, after),
                (Some(before), None) => {
                    let words = Some(action_words(before));
                    self.add(&rule::ACTION_REMOVED, &one_action(name), None, words, None);
                }
                (None, Some(after)) => {
                    let words = Some(action_words(after));
                    self.add(&rule::ACTION_ADDED, &one_action(name), None, None, words);
                }
                (None, None) => {}
            }
        }
    }

    /// The regions that something works in; none are all.
    fn regions(&mut self, at: &Members, old: &[String], new: &[String]) {
        let words = |regions: &[String]| {
            Some(if regions.is_empty() {
                "all".to_owned()
            } else {
                regions.join(", ")
            })
        };
        let lacks = |some: &[String], of: &[String]| {
            !some.is_empty() && (of.is_empty() || of.iter().any(|one| !some.contains(one)))
        };
        if lacks(old, new) {
            self.add(&rule::REGION_ADDED, at, None, words(old), words(new));
        }
        if lacks(new, old) {
            self.add(&rule::REGION_REMOVED, at, None, words(old), words(new));
        }
    }

    /// All actions, for what is not of one.
    fn whole(&self) -> Usage {
        Usage {
            request: true,
            response: true,
            actions: self.old.actions.len(),
        }
    }

    fn texts(
        &mut self,
        rule: &'static Rule,
        at: &Members,
        old: Option<&String>,
        new: Option<&String>,
    ) {
        self.texts_of(rule, at, None, old, new);
    }

    fn texts_of(
        &mut self,
        rule: &'static Rule,
        at: &Members,
        member: Option<&str>,
        old: Option<&String>,
        new: Option<&String>,
    ) {
        if self.has_documentation && old != new {
            let text = |text: Option<&String>| text.filter(|text| !text.is_empty()).cloned();
            self.add(rule, at, member, text(old), text(new));
        }
    }

    fn add(
        &mut self,
        rule: &'static Rule,
        at: &Members,
        member: Option<&str>,
        before: Option<String>,
        after: Option<String>,
    ) {
        let place = Place {
            subject: at.subject.clone(),
            part: at.part,
            member: member.map(str::to_owned),
            ..self.service.clone()
        };
        let request = at.usage.request.then_some(rule.request);
        let response = at.usage.response.then_some(rule.response);
        self.changes.push(Change {
            before,
            after,
            // What nothing uses is never on the wire.
            wire: request.max(response).unwrap_or(super::Severity::None),
            usage: at.usage,
            ..Change::new(rule, place)
        });
    }
}

fn one_action(name: &str) -> Members {
    Members {
        subject: Subject::Action(name.to_owned()),
        part: None,
        usage: Usage {
            request: true,
            response: true,
            actions: 1,
        },
        is_input_on_both_sides: true,
    }
}

fn action_words(action: &spec::Action) -> String {
    let members = |members: &[spec::Member]| match members.len() {
        1 => "1 member".to_owned(),
        number => format!("{number} members"),
    };
    format!(
        "{} sent, {} answered",
        members(&action.request),
        members(&action.response)
    )
}

/// The names on either side.
fn keys<'a, T>(old: &'a BTreeMap<String, T>, new: &'a BTreeMap<String, T>) -> BTreeSet<&'a String> {
    old.keys().chain(new.keys()).collect()
}
