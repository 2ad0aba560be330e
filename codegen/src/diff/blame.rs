//! Which change makes the generated code another one: each difference between two plans is laid to its cause.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::rule::{self, Rule};
use super::surface::{Delta, Item, Surface};
use super::usage::Usages;
use super::{Change, Part, Place, Subject, Usage};
use crate::plan::Field;
use crate::spec::{Member, Spec};

/// Adds to each change what it makes of the generated code. What none of them explains becomes a change of its own.
pub(super) fn blame(
    changes: &mut Vec<Change>,
    deltas: Vec<Delta>,
    service: &Place,
    sides: [(&Spec, &Surface<'_>); 2],
) {
    let causes = Causes::new(changes, sides);
    let mut unexplained: BTreeMap<(Place, bool), Vec<Delta>> = BTreeMap::new();
    for delta in deltas {
        let of = causes.of(&delta, changes);
        for &at in &of {
            add(&mut changes[at], &delta);
        }
        if of.is_empty() {
            let member = delta.item.member().map(str::to_owned);
            let place = Place {
                subject: delta.subject.clone(),
                part: delta.part,
                member,
                ..service.clone()
            };
            let is_pages = delta.item == Item::Pages;
            let of_place = unexplained.entry((place, is_pages)).or_default();
            of_place.push(delta);
        }
    }
    if unexplained.is_empty() {
        return;
    }
    let usages = Usages::new(sides[0].0);
    for ((place, is_pages), deltas) in unexplained {
        let rule = if is_pages {
            &rule::PAGES_CHANGED
        } else {
            &rule::RUST_API_CHANGED
        };
        let usage = usage_of(&place, sides[0].0, &usages);
        let mut change = Change {
            usage,
            ..Change::new(rule, place)
        };
        for delta in &deltas {
            add(&mut change, delta);
        }
        let words = |side: fn(&Delta) -> &Option<String>| {
            let words: Vec<&str> = deltas.iter().filter_map(|d| side(d).as_deref()).collect();
            (!words.is_empty()).then(|| words.join("; "))
        };
        change.before = words(|delta| &delta.change.before);
        change.after = words(|delta| &delta.change.after);
        changes.push(change);
    }
}

fn usage_of(place: &Place, spec: &Spec, usages: &Usages<'_>) -> Usage {
    match &place.subject {
        Subject::DataType(name) => usages.of(name),
        Subject::Action(_) => Usage {
            request: place.part != Some(Part::Response),
            response: place.part != Some(Part::Request),
            actions: 1,
        },
        Subject::Version => Usage {
            request: true,
            response: true,
            actions: spec.actions.len(),
        },
    }
}

fn add(change: &mut Change, delta: &Delta) {
    change.rust = change.rust.max(delta.severity());
    change.api.push(delta.change.clone());
}

impl Item {
    /// The member that it is made from.
    fn member(&self) -> Option<&str> {
        match self {
            Self::Field(name)
            | Self::Setter(name)
            | Self::Constant(name)
            | Self::DeprecatedSetter(name) => Some(name),
            _ => None,
        }
    }
}

/// Changes by what they are about.
struct Causes<'a> {
    by_member: HashMap<(Subject, Option<Part>, Option<String>), Vec<usize>>,
    by_subject: HashMap<Subject, Vec<usize>>,
    /// Error codes that were added or removed, wherever.
    by_code: HashMap<String, Vec<usize>>,
    sides: [(&'a Spec, &'a Surface<'a>); 2],
}

impl<'a> Causes<'a> {
    fn new(changes: &[Change], sides: [(&'a Spec, &'a Surface<'a>); 2]) -> Self {
        let mut causes = Self {
            by_member: HashMap::new(),
            by_subject: HashMap::new(),
            by_code: HashMap::new(),
            sides,
        };
        for (at, change) in changes.iter().enumerate() {
            let Place {
                subject,
                part,
                member,
                ..
            } = &change.place;
            if change.rule.is_documentation() {
                continue;
            }
            let key = (subject.clone(), *part, member.clone());
            causes.by_member.entry(key).or_default().push(at);
            causes
                .by_subject
                .entry(subject.clone())
                .or_default()
                .push(at);
            if change.rule == &rule::RUST_NAME_CHANGED && *subject == Subject::Version {
                let code = member.clone().unwrap_or_default();
                causes.by_code.entry(code).or_default().push(at);
            }
            if [&rule::ERROR_CODE_ADDED, &rule::ERROR_CODE_REMOVED].contains(&change.rule) {
                let code = change.before.as_ref().or(change.after.as_ref());
                let code = code.cloned().unwrap_or_default();
                causes.by_code.entry(code).or_default().push(at);
            }
        }
        causes
    }

    /// The changes that make an item another one, by their numbers.
    fn of(&self, delta: &Delta, changes: &[Change]) -> Vec<usize> {
        let direct = match &delta.item {
            Item::Field(_) | Item::Setter(_) | Item::Constant(_) | Item::DeprecatedSetter(_) => {
                self.of_member(delta, changes)
            }
            Item::New | Item::Default => self.of_required(delta, changes),
            Item::Struct => self.of_subject(
                &delta.subject,
                &[&rule::DATA_TYPE_ADDED, &rule::DATA_TYPE_REMOVED],
                changes,
            ),
            Item::Method => self.of_subject(
                &delta.subject,
                &[
                    &rule::ACTION_ADDED,
                    &rule::ACTION_REMOVED,
                    &rule::BODY_CHANGED,
                    &rule::STREAMING_ADDED,
                    &rule::STREAMING_REMOVED,
                ],
                changes,
            ),
            Item::Pages => Vec::new(),
            Item::DeprecatedMethod => self.of_subject(
                &delta.subject,
                &[&rule::ACTION_DEPRECATED, &rule::ACTION_UNDEPRECATED],
                changes,
            ),
            Item::Errors => {
                // Of the codes that come first, or go last, any one makes the type another one: one change is said to.
                let codes = &[&rule::ERROR_CODE_ADDED, &rule::ERROR_CODE_REMOVED];
                let mut of = self.of_subject(&delta.subject, codes, changes);
                of.truncate(1);
                of
            }
            Item::Variant(code) => self.of_code(code, &delta.subject, changes),
        };
        if !direct.is_empty() {
            return direct;
        }
        let used = &[&rule::DATA_TYPE_USE_CHANGED];
        let by_use = self.of_subject(&delta.subject, used, changes);
        if !by_use.is_empty() {
            return by_use;
        }
        let rules = &[&rule::DATA_TYPE_ADDED, &rule::DATA_TYPE_REMOVED];
        let by_description = self.of_types(delta, rules, changes);
        if !by_description.is_empty() {
            return by_description;
        }
        self.of_name(delta, changes)
    }

    fn of_subject(&self, subject: &Subject, rules: &[&Rule], changes: &[Change]) -> Vec<usize> {
        let all = self.by_subject.get(subject).into_iter().flatten().copied();
        all.filter(|&at| rules.contains(&changes[at].rule))
            .collect()
    }

    fn of_member(&self, delta: &Delta, changes: &[Change]) -> Vec<usize> {
        let member = delta.item.member().map(str::to_owned);
        let key = (delta.subject.clone(), delta.part, member);
        let all = self.by_member.get(&key).into_iter().flatten().copied();
        all.filter(|&at| {
            let Change { rule, place, .. } = &changes[at];
            let member = place.member.as_deref().unwrap_or_default();
            reaches(rule, &delta.item) && self.makes_a_difference(rule, delta, member)
        })
        .collect()
    }

    /// Whether what a rule says of a member is different in the generated code, too: times and other texts are both `String`.
    fn makes_a_difference(&self, rule: &Rule, delta: &Delta, member: &str) -> bool {
        let [old, new] = self.fields(delta, member);
        let (Some(old), Some(new)) = (old, new) else {
            return true;
        };
        if is_another_type(rule) {
            old.ty.value() != new.ty.value()
        } else if is_required_or_not(rule) {
            old.required != new.required
        } else {
            true
        }
    }

    /// What changes the required members of a struct, and so the arguments of its `new` and whether it has a default.
    fn of_required(&self, delta: &Delta, changes: &[Change]) -> Vec<usize> {
        let all = self.by_subject.get(&delta.subject).into_iter().flatten();
        let is_cause = |at: &&usize| {
            let Change { rule, place, .. } = &changes[**at];
            let Some(member) = &place.member else {
                return *rule == &rule::MEMBER_ORDER_CHANGED && delta.item == Item::New;
            };
            let [old, new] = self
                .fields(delta, member)
                .map(|field| field.filter(|field| field.required));
            let is_other = if delta.item == Item::Default {
                old.is_some() != new.is_some()
            } else if *rule == &rule::RUST_NAME_CHANGED {
                old.map(|field| &field.name) != new.map(|field| &field.name)
            } else {
                old.map(|field| &field.ty) != new.map(|field| &field.ty)
            };
            place.part == delta.part && reaches(rule, &delta.item) && is_other
        };
        all.filter(is_cause).copied().collect()
    }

    /// A field on both sides.
    fn fields(&self, delta: &Delta, member: &str) -> [Option<&'a Field>; 2] {
        self.sides.map(|(_, surface)| {
            let of = surface.structure(&delta.subject, delta.part)?;
            of.fields.iter().find(|field| field.wire == member)
        })
    }

    /// A code of an action, or of the service: of the service itself, else of whatever action had or has it.
    fn of_code(&self, code: &str, subject: &Subject, changes: &[Change]) -> Vec<usize> {
        let all = self.by_code.get(code).cloned().unwrap_or_default();
        let here: Vec<usize> = all
            .iter()
            .copied()
            .filter(|&at| changes[at].place.subject == *subject)
            .collect();
        if !here.is_empty() {
            return here;
        }
        let is_rename = |at: &usize| changes[*at].rule == &rule::RUST_NAME_CHANGED;
        if *subject != Subject::Version {
            return all.into_iter().filter(is_rename).collect();
        }
        let came_or_went = |change: &Change| match &change.place.subject {
            Subject::Action(name) => self.sides.iter().any(|(spec, _)| {
                let action = spec.actions.get(name);
                action.is_some_and(|action| action.errors.iter().any(|one| one.code == code))
            }),
            _ => false,
        };
        let actions = [&rule::ACTION_ADDED, &rule::ACTION_REMOVED];
        let with_actions = changes.iter().enumerate();
        let with_actions = with_actions
            .filter(|(_, change)| actions.contains(&change.rule) && came_or_went(change))
            .map(|(at, _)| at);
        all.into_iter().chain(with_actions).collect()
    }

    /// What is said by these rules of the data types that an item is made of: one that was not described, or no longer is,
    /// is any JSON.
    fn of_types(&self, delta: &Delta, rules: &[&Rule], changes: &[Change]) -> Vec<usize> {
        let is_meant = |member: &&Member| match delta.item.member() {
            Some(name) => member.name == name,
            None => delta.item == Item::New && member.required,
        };
        let members = self.sides.iter().flat_map(|(spec, _)| members(spec, delta));
        let types = members.filter(is_meant).filter_map(|one| one.ty.name());
        let types: BTreeSet<&str> = types.collect();
        let all = types.into_iter().flat_map(|name| {
            let subject = Subject::DataType(name.to_owned());
            self.of_subject(&subject, rules, changes)
        });
        let all = all.filter(|&at| changes[at].place.member.is_none());
        all.collect()
    }

    /// The new name of what an item is in or made of.
    fn of_name(&self, delta: &Delta, changes: &[Change]) -> Vec<usize> {
        let renamed = &[&rule::RUST_NAME_CHANGED];
        let of_subject = self.of_subject(&delta.subject, renamed, changes);
        let of_subject = of_subject
            .into_iter()
            .filter(|&at| changes[at].place.member.is_none());
        let of_subject: Vec<usize> = of_subject.collect();
        if !of_subject.is_empty() {
            return of_subject;
        }
        if delta.item != Item::Pages {
            return self.of_types(delta, renamed, changes);
        }
        let [old, new] = self
            .sides
            .map(|(_, surface)| surface.page_item(&delta.subject));
        let is_of_item = |change: &Change| {
            let names = (change.before.as_deref(), change.after.as_deref());
            change.rule == &rule::RUST_NAME_CHANGED && names == (old, new)
        };
        let all = changes.iter().enumerate();
        let all = all.filter(|(_, change)| old.is_some() && is_of_item(change));
        all.map(|(at, _)| at).collect()
    }
}

/// The members of what a delta is in.
fn members<'a>(spec: &'a Spec, delta: &Delta) -> &'a [Member] {
    let found = match (&delta.subject, delta.part) {
        (Subject::Action(name), Some(part)) => spec.actions.get(name).map(|action| match part {
            Part::Request => action.request.as_slice(),
            Part::Response => action.response.as_slice(),
        }),
        (Subject::DataType(name), _) => spec.types.get(name).map(|of| of.members.as_slice()),
        _ => None,
    };
    found.unwrap_or_default()
}

/// Whether a change of a member can change an item that is made from it.
fn reaches(rule: &Rule, item: &Item) -> bool {
    let is_one_of = |rules: &[&Rule]| rules.contains(&rule);
    let comes_or_goes = is_one_of(&[
        &rule::MEMBER_ADDED,
        &rule::REQUIRED_MEMBER_ADDED,
        &rule::MEMBER_REMOVED,
    ]);
    let is_required_or_not = is_required_or_not(rule);
    let is_another_type = is_another_type(rule);
    if is_one_of(&[&rule::RUST_NAME_CHANGED]) {
        return item.member().is_some() || *item == Item::New;
    }
    match item {
        Item::Field(_) | Item::Setter(_) => comes_or_goes || is_required_or_not || is_another_type,
        Item::Constant(_) => {
            let defaults = [
                &rule::DEFAULT_ADDED,
                &rule::DEFAULT_CHANGED,
                &rule::DEFAULT_REMOVED,
            ];
            comes_or_goes || is_another_type || is_one_of(&defaults)
        }
        // A setter that comes or goes takes its attribute with it.
        Item::DeprecatedSetter(_) => {
            let deprecations = [&rule::MEMBER_DEPRECATED, &rule::MEMBER_UNDEPRECATED];
            comes_or_goes || is_required_or_not || is_one_of(&deprecations)
        }
        Item::New => {
            comes_or_goes
                || is_required_or_not
                || is_another_type
                || is_one_of(&[&rule::MEMBER_ORDER_CHANGED])
        }
        Item::Default => comes_or_goes || is_required_or_not,
        _ => false,
    }
}

fn is_required_or_not(rule: &Rule) -> bool {
    [&rule::MEMBER_BECAME_REQUIRED, &rule::MEMBER_BECAME_OPTIONAL].contains(&rule)
}

fn is_another_type(rule: &Rule) -> bool {
    [
        &rule::TYPE_CHANGED,
        &rule::TYPE_WIDENED,
        &rule::TYPE_NARROWED,
        &rule::TYPE_RENAMED,
        &rule::FORMAT_CHANGED,
    ]
    .contains(&rule)
}
