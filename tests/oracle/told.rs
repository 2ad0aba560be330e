//! What our changes say, in the categories of Tencent's changelog.

use std::collections::BTreeMap;

use tencentcloud_codegen::diff::rule::{self, Rule};
use tencentcloud_codegen::diff::{Change, Changes, Part, Subject};
use tencentcloud_codegen::spec::Spec;

use super::fact::{Category, Fact, Service};

/// The facts, each with the rule of a change that says it.
///
/// A service version that is new or gone is one change of ours, and the changelog lists what is in it: so do we here.
/// What the changelog does not list at all (limits, values, texts, how a data type is used, …) is left out.
pub(crate) fn told(
    service: &Service,
    changes: &Changes,
    old: Option<&Spec>,
    new: Option<&Spec>,
) -> BTreeMap<Fact, &'static Rule> {
    let mut told = BTreeMap::new();
    let mut add = |category: Category, subject: &str, member: Option<&str>, rule| {
        let fact = Fact {
            service: service.clone(),
            category,
            subject: subject.to_owned(),
            member: member.map(str::to_owned),
        };
        told.insert(fact, rule);
    };
    for change in &changes.list {
        let rule = change.rule;
        let whole = [
            (
                &rule::VERSION_ADDED,
                new,
                [Category::ActionAdded, Category::TypeAdded],
            ),
            (
                &rule::VERSION_REMOVED,
                old,
                [Category::ActionRemoved, Category::TypeRemoved],
            ),
        ];
        for (of_version, spec, [action, data_type]) in whole {
            if let Some(spec) = spec.filter(|_| of_version == rule) {
                spec.actions
                    .keys()
                    .for_each(|name| add(action, name, None, rule));
                spec.types
                    .keys()
                    .for_each(|name| add(data_type, name, None, rule));
            }
        }
        if let (Some(category), Some(subject)) = (category(change), change.place.subject.name()) {
            add(category, subject, change.place.member.as_deref(), rule);
        }
    }
    told
}

fn category(change: &Change) -> Option<Category> {
    use Category as C;
    let is_one_of = |rules: &[&Rule]| rules.contains(&change.rule);
    if is_one_of(&[&rule::ACTION_ADDED]) {
        return Some(C::ActionAdded);
    }
    if is_one_of(&[&rule::ACTION_REMOVED]) {
        return Some(C::ActionRemoved);
    }
    if is_one_of(&[&rule::ACTION_DEPRECATED]) {
        return Some(C::ActionRetired);
    }
    if is_one_of(&[&rule::DATA_TYPE_ADDED]) {
        return Some(C::TypeAdded);
    }
    if is_one_of(&[&rule::DATA_TYPE_REMOVED]) {
        return Some(C::TypeRemoved);
    }
    let [added, removed, changed] = match (&change.place.subject, change.place.part) {
        (Subject::Action(_), Some(Part::Request)) => [
            C::RequestMemberAdded,
            C::RequestMemberRemoved,
            C::RequestMemberChanged,
        ],
        (Subject::Action(_), Some(Part::Response)) => [
            C::ResponseMemberAdded,
            C::ResponseMemberRemoved,
            C::ResponseMemberChanged,
        ],
        (Subject::DataType(_), _) => [
            C::TypeMemberAdded,
            C::TypeMemberRemoved,
            C::TypeMemberChanged,
        ],
        _ => return None,
    };
    if is_one_of(&[&rule::MEMBER_ADDED, &rule::REQUIRED_MEMBER_ADDED]) {
        Some(added)
    } else if is_one_of(&[&rule::MEMBER_REMOVED]) {
        Some(removed)
    } else if is_one_of(&[
        &rule::TYPE_CHANGED,
        &rule::TYPE_WIDENED,
        &rule::TYPE_NARROWED,
        &rule::TYPE_RENAMED,
        &rule::FORMAT_CHANGED,
        &rule::MEMBER_BECAME_REQUIRED,
        &rule::MEMBER_BECAME_OPTIONAL,
    ]) {
        Some(changed)
    } else {
        None
    }
}
