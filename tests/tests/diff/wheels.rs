//! Between releases of the official catalogue, what is told is what an independent look at its JSON finds.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::Path;

use serde_json::Value;
use tcgen_tests::wheels;
use tencentcloud_codegen::catalogue::{Catalogue, Content, Memory, ServiceVersion};
use tencentcloud_codegen::diff::{Change, Changes, Part, Subject};
use tencentcloud_codegen::naming::settle;
use zip::ZipArchive;

use crate::oracle::api::{Api, ty};

/// Without optimisation, two whole wheels take minutes: then it is every tenth service version.
const STEP: usize = if cfg!(debug_assertions) { 10 } else { 1 };

#[test]
fn actions_types_and_members_that_come_and_go_are_those_of_the_wheels() {
    let mut wheels = wheels::conventional();
    wheels.retain(|path| Catalogue::open([path]).is_ok());
    if wheels.len() < 2 {
        println!("skipped: there are no two tccli wheels in TCGEN_WHEELS or the folder `wheels`");
    }
    for pair in wheels.windows(2) {
        let [old, new] = [&pair[0], &pair[1]].map(|path| Catalogue::open([path]).unwrap());
        let in_new = new.versions();
        let both = old
            .versions()
            .into_iter()
            .filter(|version| in_new.contains(version));
        for version in both.step_by(STEP) {
            let changes = |memory: &Memory| {
                let spec = |of: &Catalogue| {
                    let import = of.read_with(version, Content::All, memory);
                    import.spec.unwrap()
                };
                let (mut old, mut new) = (spec(&old), spec(&new));
                settle(&mut old, None);
                settle(&mut new, Some(&old));
                Changes::between(&[old], &[new]).unwrap()
            };
            // Nothing is missed by looking only into sentences that are different.
            let (all, changes) = (
                changes(&Memory::default()),
                changes(&old.differences(&new, version)),
            );
            assert_eq!(essence(&changes), essence(&all), "{version}");
            let told = told(&changes);
            let seen = seen(&json(&pair[0], version), &json(&pair[1], version));
            assert_eq!(
                told,
                seen,
                "{version} of {} and {}",
                pair[0].display(),
                pair[1].display()
            );
        }
    }
}

fn json(wheel: &Path, version: &ServiceVersion) -> Value {
    let mut zip = ZipArchive::new(File::open(wheel).unwrap()).unwrap();
    let name = format!("tccli/services/{version}/api.json");
    serde_json::from_reader(zip.by_name(&name).unwrap()).unwrap()
}

/// All that is told of each change but for its list of items, in which the constants of unchanged defaults are left out
/// when a data type comes or goes. Examples are left out: where a type is another one, the same text can be read otherwise.
fn essence(changes: &Changes) -> BTreeSet<String> {
    let list = changes.list.iter();
    let list = list.filter(|change| change.rule.id != "example-changed");
    list.map(|change| {
        let Change {
            rule,
            place,
            before,
            after,
            wire,
            rust,
            ..
        } = change;
        format!("{} {place} {before:?} {after:?} {wire} {rust}", rule.id)
    })
    .collect()
}

/// What the changes tell of what is seen below.
fn told(changes: &Changes) -> BTreeSet<String> {
    let told = changes.list.iter().filter_map(|change| {
        let what = match change.rule.id {
            "action-added" | "data-type-added" | "member-added" | "required-member-added" => "+",
            "action-removed" | "data-type-removed" | "member-removed" => "-",
            "type-changed" | "type-widened" | "type-narrowed" | "type-renamed"
            | "format-changed" => "type",
            "member-became-required" | "member-became-optional" => "required",
            _ => return None,
        };
        let mut place = match &change.place.subject {
            Subject::Version => "the service".to_owned(),
            Subject::Action(name) => format!("action {name}"),
            Subject::DataType(name) => format!("type {name}"),
        };
        if let Some(part) = change.place.part {
            place += match part {
                Part::Request => " input",
                Part::Response => " output",
            };
        }
        if let Some(member) = &change.place.member {
            place = format!("{place} {member}");
        }
        Some(format!("{what} {place}"))
    });
    told.collect()
}

fn seen(old: &Value, new: &Value) -> BTreeSet<String> {
    let (old, new) = (Api::of(old), Api::of(new));
    let mut seen = BTreeSet::new();
    let mut come_and_go = |kind: &str, old: &BTreeSet<&str>, new: &BTreeSet<&str>| {
        seen.extend(new.difference(old).map(|name| format!("+ {kind} {name}")));
        seen.extend(old.difference(new).map(|name| format!("- {kind} {name}")));
    };
    let (before, after) = (old.actions.keys().copied(), new.actions.keys().copied());
    come_and_go("action", &before.collect(), &after.collect());
    come_and_go("type", &old.types, &new.types);
    for (name, action) in &old.actions {
        let Some(now) = new.actions.get(name) else {
            continue;
        };
        for part in ["input", "output"] {
            let (before, after) = (action[part].as_str().unwrap(), now[part].as_str().unwrap());
            let (before, after) = (old.members(before), new.members(after));
            let place = format!("action {name} {part}");
            members(&mut seen, &place, &before, &after, part == "input");
        }
    }
    for name in old.types.intersection(&new.types) {
        let is_input = old.sent.contains(name) && new.sent.contains(name);
        let (before, after) = (old.members(name), new.members(name));
        members(
            &mut seen,
            &format!("type {name}"),
            &before,
            &after,
            is_input,
        );
    }
    seen
}

fn members(
    seen: &mut BTreeSet<String>,
    place: &str,
    old: &BTreeMap<&str, &Value>,
    new: &BTreeMap<&str, &Value>,
    is_input: bool,
) {
    let is_request_id = |name: &str| place.ends_with(" output") && name == "RequestId";
    for (name, before) in old {
        let Some(after) = new.get(name) else {
            if !is_request_id(name) {
                seen.insert(format!("- {place} {name}"));
            }
            continue;
        };
        if ty(before) != ty(after) {
            seen.insert(format!("type {place} {name}"));
        }
        let is_required = |member: &Value| member["required"].as_bool().unwrap_or_default();
        if is_input && is_required(before) != is_required(after) {
            seen.insert(format!("required {place} {name}"));
        }
    }
    for name in new.keys() {
        if !old.contains_key(name) && !is_request_id(name) {
            seen.insert(format!("+ {place} {name}"));
        }
    }
}
