//! Of the generated code of a large service, a change in its documentation touches what it is about, and nothing else.
//!
//! Each case is a change of a service with 400 actions, beside the lines of the generated crate that it changes.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::json;
use similar::TextDiff;
use tcgen_tests::golden::Golden;
use tencentcloud_codegen::emit::{CrateOptions, crate_files};
use tencentcloud_codegen::plan::Plan;
use tencentcloud_codegen::spec::{Action, ErrorCode, KnownValue, Member, Spec, Type};

type Case = (&'static str, fn(&mut Spec));

const CASES: &[Case] = &[
    ("action-added", |spec| {
        spec.types.insert(
            "Gadget".to_owned(),
            a_type(&[member("GadgetId", "string"), member("Owner", "Owner077")]),
        );
        let gadgets = member("Gadgets", "list<Gadget>");
        let filters = member("Filters", "list<Filter>");
        spec.actions
            .insert("ListGadgets".to_owned(), action(filters, gadgets));
    }),
    ("action-removed", |spec| {
        spec.actions.remove("ListThing200").unwrap();
    }),
    ("member-of-a-shared-type-added", |spec| {
        let filter = spec.types.get_mut("Filter").unwrap();
        filter.members.push(member("Operator", "string"));
    }),
    ("member-of-a-new-type-added", |spec| {
        spec.types
            .insert("Gadget".to_owned(), a_type(&[member("GadgetId", "string")]));
        let action = spec.actions.get_mut("ListThing200").unwrap();
        action.response.insert(1, member("Gadget", "Gadget"));
    }),
    ("error-code-added", |spec| {
        let code: ErrorCode = json(json!({ "code": "LimitExceeded.Thing" }));
        let action = spec.actions.get_mut("ListThing200").unwrap();
        action.errors.push(code);
    }),
    ("value-added", |spec| {
        let value: KnownValue = json(json!({ "value": "ASLEEP" }));
        let state = &mut spec.types.get_mut("Thing200").unwrap().members[1];
        state.values.push(value);
    }),
    ("description-changed", |spec| {
        let action = spec.actions.get_mut("ListThing200").unwrap();
        action.doc.push_str("Lists them all.");
    }),
    ("data-type-reached-by-a-request", |spec| {
        let action = spec.actions.get_mut("ListThing200").unwrap();
        action.request.push(member("Like", "Thing200"));
    }),
];

#[test]
fn a_change_touches_what_it_is_about() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/locality");
    let old = service();
    let mut golden = Golden::default();
    for (name, change) in CASES {
        let mut new = old.clone();
        change(&mut new);
        golden.check(&folder.join(format!("{name}.patch")), &patch(&old, &new));
    }
    golden.finish();
}

/// `ListThing000` to `ListThing399`, each with a data type of its own, and one that all have.
fn service() -> Spec {
    let mut spec: Spec = json(json!({
        "spec": 1,
        "service": "thing",
        "version": "2020-01-01",
        "endpoint": "thing.tencentcloudapi.com",
    }));
    let name = member("Name", "string");
    spec.types.insert(
        "Filter".to_owned(),
        a_type(&[name, member("Values", "list<string>")]),
    );
    for number in 0..400 {
        let thing = format!("Thing{number:03}");
        let owner = format!("Owner{number:03}");
        let mut state = member("State", "string");
        state.values = vec![json(json!({ "value": "AWAKE" }))];
        let members = [member("Name", "string"), state, member("Owner", &owner)];
        spec.types.insert(thing.clone(), a_type(&members));
        spec.types
            .insert(owner, a_type(&[member("Name", "string")]));
        let things = member("Things", &format!("list<{thing}>"));
        spec.actions.insert(
            format!("List{thing}"),
            action(member("Filters", "list<Filter>"), things),
        );
    }
    spec
}

fn json<T: serde::de::DeserializeOwned>(value: serde_json::Value) -> T {
    serde_json::from_value(value).unwrap()
}

fn member(name: &str, ty: &str) -> Member {
    json(json!({ "name": name, "type": ty }))
}

fn a_type(members: &[Member]) -> Type {
    Type {
        members: members.to_vec(),
        ..Type::default()
    }
}

fn action(sent: Member, answered: Member) -> Action {
    Action {
        request: vec![sent],
        response: vec![answered, member("RequestId", "string")],
        errors: vec![json(json!({ "code": "InternalError" }))],
        ..Action::default()
    }
}

/// The lines of the generated crate that change, without those around them.
fn patch(old: &Spec, new: &Spec) -> String {
    let files = |spec: &Spec| {
        let plan = Plan::new(spec, None).unwrap();
        crate_files(&[plan], &CrateOptions::default())
    };
    let (old, new) = (files(old), files(new));
    let paths: BTreeSet<&PathBuf> = old.keys().chain(new.keys()).collect();
    let mut patch = String::new();
    for path in paths {
        let name = path.to_str().unwrap().replace('\\', "/");
        let side = |files: &BTreeMap<PathBuf, String>| match files.get(path) {
            Some(text) => (text.clone(), name.clone()),
            None => (String::new(), "/dev/null".to_owned()),
        };
        let ((old, old_name), (new, new_name)) = (side(&old), side(&new));
        let diff = TextDiff::from_lines(&old, &new);
        let mut diff = diff.unified_diff();
        let diff = diff.context_radius(0).header(&old_name, &new_name);
        let _ = write!(patch, "{diff}");
    }
    patch
}
