//! What is different between two `api.json`, by what Tencent's changelog counts as different.
//!
//! A request's member is changed if its type is, or if it is required and was not, or the other way around; a response's if
//! its type is. A data type's member is changed by either, and one that does not say whether it is required is. Requests
//! and responses are listed under their actions; what only describes is never listed.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::api::{Api, written_ty};
use super::fact::{Category, Fact, Service};

/// The members of a part by name.
type Members<'a> = BTreeMap<&'a str, &'a Value>;

/// The differences of one service version. One that is not there has no actions and no types.
pub(crate) fn seen(
    service: &Service,
    old: Option<&Api<'_>>,
    new: Option<&Api<'_>>,
) -> BTreeSet<Fact> {
    let mut facts = Facts {
        service,
        facts: BTreeSet::new(),
    };
    let actions = |api: Option<&Api<'_>>| -> BTreeSet<String> {
        let actions = api.into_iter().flat_map(|api| api.actions.keys());
        actions.map(ToString::to_string).collect()
    };
    let types = |api: Option<&Api<'_>>| -> BTreeSet<String> {
        let types = api.into_iter().flat_map(|api| &api.types);
        types.map(ToString::to_string).collect()
    };
    let come_and_go = [Category::ActionAdded, Category::ActionRemoved];
    facts.come_and_go(come_and_go, &actions(old), &actions(new));
    let come_and_go = [Category::TypeAdded, Category::TypeRemoved];
    facts.come_and_go(come_and_go, &types(old), &types(new));
    if let (Some(old), Some(new)) = (old, new) {
        facts.of_both(old, new);
    }
    facts.facts
}

struct Facts<'s> {
    service: &'s Service,
    facts: BTreeSet<Fact>,
}

impl Facts<'_> {
    fn add(&mut self, category: Category, subject: &str, member: Option<&str>) {
        self.facts.insert(Fact {
            service: self.service.clone(),
            category,
            subject: subject.to_owned(),
            member: member.map(str::to_owned),
        });
    }

    fn come_and_go(
        &mut self,
        [added, removed]: [Category; 2],
        old: &BTreeSet<String>,
        new: &BTreeSet<String>,
    ) {
        for name in new.difference(old) {
            self.add(added, name, None);
        }
        for name in old.difference(new) {
            self.add(removed, name, None);
        }
    }

    fn of_both(&mut self, old: &Api<'_>, new: &Api<'_>) {
        use Category as C;
        for (name, before) in &old.actions {
            let Some(after) = new.actions.get(name) else {
                continue;
            };
            if is_online(before) && !is_online(after) {
                self.add(C::ActionRetired, name, None);
            }
            let bodies = |body: &str| (old.body(name, body), new.body(name, body));
            let categories = [
                C::RequestMemberAdded,
                C::RequestMemberRemoved,
                C::RequestMemberChanged,
            ];
            self.members(categories, name, &bodies("input"), |before, after| {
                is_required(before, false) != is_required(after, false)
            });
            let categories = [
                C::ResponseMemberAdded,
                C::ResponseMemberRemoved,
                C::ResponseMemberChanged,
            ];
            self.members(categories, name, &bodies("output"), |_, _| false);
        }
        for name in old.types.intersection(&new.types) {
            let categories = [
                C::TypeMemberAdded,
                C::TypeMemberRemoved,
                C::TypeMemberChanged,
            ];
            let members = (old.members(name), new.members(name));
            self.members(categories, name, &members, |before, after| {
                is_required(before, true) != is_required(after, true)
            });
        }
    }

    fn members(
        &mut self,
        [added, removed, changed]: [Category; 3],
        subject: &str,
        (old, new): &(Members<'_>, Members<'_>),
        is_other: fn(&Value, &Value) -> bool,
    ) {
        for (name, before) in old {
            match new.get(name) {
                None => self.add(removed, subject, Some(name)),
                Some(after) => {
                    if written_ty(before) != written_ty(after) || is_other(before, after) {
                        self.add(changed, subject, Some(name));
                    }
                }
            }
        }
        for name in new.keys().filter(|name| !old.contains_key(*name)) {
            self.add(added, subject, Some(name));
        }
    }
}

fn is_online(action: &Value) -> bool {
    action["status"]
        .as_str()
        .is_none_or(|status| status == "online")
}

/// Whether a member says that it is required; what one that does not say is, is for the caller to know.
pub(crate) fn is_required(member: &Value, unless_told: bool) -> bool {
    member["required"].as_bool().unwrap_or(unless_told)
}
