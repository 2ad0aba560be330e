//! An `api.json`, looked at without any of the code under test.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// Its actions and objects. What is not of the form that is expected is as if it were not there.
pub(crate) struct Api<'a> {
    pub(crate) actions: BTreeMap<&'a str, &'a Value>,
    /// All objects, with their members by name.
    pub(crate) objects: BTreeMap<&'a str, BTreeMap<&'a str, &'a Value>>,
    /// The objects that are no request or response, or are named by a member, too.
    pub(crate) types: BTreeSet<&'a str>,
    /// What requests reach.
    pub(crate) sent: BTreeSet<&'a str>,
}

impl<'a> Api<'a> {
    pub(crate) fn of(api: &'a Value) -> Self {
        let map = |key: &str| api[key].as_object().into_iter().flatten();
        let actions: BTreeMap<&str, &Value> = map("actions")
            .map(|(name, action)| (name.as_str(), action))
            .collect();
        let mut objects: BTreeMap<&str, BTreeMap<&str, &Value>> = BTreeMap::new();
        for (name, object) in map("objects") {
            let members = objects.entry(name).or_default();
            for member in object["members"].as_array().into_iter().flatten() {
                // A second member of a name says nothing else than the first.
                members.entry(text(member, "name")).or_insert(member);
            }
        }
        let all = objects.values().flat_map(BTreeMap::values);
        let named: BTreeSet<&str> = all.filter_map(|member| member["member"].as_str()).collect();
        let bodies: BTreeSet<&str> = actions
            .values()
            .flat_map(|action| ["input", "output"].map(|body| text(action, body)))
            .collect();
        let all = objects.keys().copied();
        let types = all
            .filter(|name| !bodies.contains(name) || named.contains(name))
            .collect();
        let mut sent = BTreeSet::new();
        let mut open: Vec<&str> = actions
            .values()
            .map(|action| text(action, "input"))
            .collect();
        while let Some(name) = open.pop() {
            if let Some(members) = objects.get(name)
                && sent.insert(name)
            {
                let members = members.values();
                open.extend(members.filter_map(|member| member["member"].as_str()));
            }
        }
        Self {
            actions,
            objects,
            types,
            sent,
        }
    }

    /// The members of an object by name.
    pub(crate) fn members(&self, object: &str) -> BTreeMap<&'a str, &'a Value> {
        self.objects.get(object).cloned().unwrap_or_default()
    }

    /// The members of the `input` or `output` of an action.
    pub(crate) fn body(&self, action: &str, body: &str) -> BTreeMap<&'a str, &'a Value> {
        let action = self.actions.get(action);
        action.map_or_else(BTreeMap::new, |action| self.members(text(action, body)))
    }
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

/// The type of a member without what makes no difference: whether it is a list, and of what.
pub(crate) fn ty(member: &Value) -> (bool, &str) {
    let ty = match member["member"].as_str().unwrap_or_default() {
        "int" | "int64" => "int64",
        "uint" | "uint64" => "uint64",
        "double" | "float" => "float",
        other => other,
    };
    (member["type"] == "list", ty)
}

/// The type as it is written.
pub(crate) fn written_ty(member: &Value) -> (&Value, &Value) {
    (&member["type"], &member["member"])
}
