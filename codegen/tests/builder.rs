//! The API for a `build.rs`.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::fs;
use std::path::Path;

use tencentcloud_codegen::{BuildError, Builder};

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/golden");

fn builder(case: &str) -> Builder {
    Builder::new().spec(format!("{CASES}/{case}/spec.json"))
}

/// Generates into an empty folder and gives the text of the only file.
fn generate(builder: Builder) -> String {
    let folder = tempfile::tempdir().unwrap();
    let files = builder.generate_to(folder.path()).unwrap();
    assert_eq!(files.len(), 1);
    fs::read_to_string(&files[0]).unwrap()
}

#[track_caller]
fn failure(builder: Builder) -> String {
    let folder = tempfile::tempdir().unwrap();
    let error = builder.generate_to(folder.path()).unwrap_err();
    assert!(
        fs::read_dir(folder.path()).unwrap().next().is_none(),
        "something was written"
    );
    // What a build.rs shows whose `main` returns the error.
    assert_eq!(format!("{error:?}"), error.to_string());
    error.to_string()
}

#[test]
fn only_the_chosen_actions_and_what_they_reach_are_generated() {
    let text = generate(builder("names").action("Match"));
    assert!(text.contains("pub struct MatchRequest {"));
    assert!(text.contains("pub struct Box_ {") && text.contains("pub struct Vec_ {"));
    assert!(!text.contains("Describe") && !text.contains("DbOwner"));
}

#[test]
fn what_a_struct_looks_like_does_not_depend_on_what_was_chosen() {
    let (chosen, all) = (
        generate(builder("limits").action("Create")),
        generate(builder("limits")),
    );
    let tag = |text: &str| {
        let start = text.find("pub struct Tag {").unwrap();
        text[start..start + text[start..].find('}').unwrap()].to_owned()
    };
    assert_eq!(tag(&chosen), tag(&all));
}

#[test]
fn a_file_that_is_right_is_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let file = builder("limits")
        .generate_to(folder.path())
        .unwrap()
        .remove(0);
    let written = fs::metadata(&file).unwrap().modified().unwrap();
    builder("limits").generate_to(folder.path()).unwrap();
    assert_eq!(fs::metadata(&file).unwrap().modified().unwrap(), written);
}

#[test]
fn a_service_in_front_names_the_spec() {
    let both = || builder("limits").spec(format!("{CASES}/names/spec.json"));
    assert!(generate(both().action("names.Types")).contains("pub struct TypesRequest"));
    assert!(failure(both().action("limits.Types")).contains("no action `limits.Types` in"));
}

#[test]
fn a_mistake_is_told_with_its_place() {
    assert!(failure(Builder::new()).contains("Builder::spec"));
    let message = failure(builder("names").action("match"));
    assert!(message.ends_with("did you mean `Match`?"), "{message}");

    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("spec.json");
    for (text, expected) in [
        ("{\n  \"spec\": 1,\n  \"acts\": {}\n}", ":3:"),
        ("{ \"spec\": 2 }", "format 2"),
        ("{ \"spec\": 1 }", "no `service`"),
        (
            r#"{ "spec": 1, "service": "../up", "version": "2020-01-01" }"#,
            "`service` is `../up`",
        ),
        (
            r#"{ "spec": 1, "service": "a", "version": "1; fn x() {}" }"#,
            "`version` is `1; fn x() {}`",
        ),
        ("", "not a spec"),
    ] {
        fs::write(&spec, text).unwrap();
        let message = failure(Builder::new().spec(&spec));
        assert!(
            message.contains("spec.json") && message.contains(expected),
            "{message}"
        );
    }
}

fn write_spec(folder: &Path, name: &str, json: &str) -> std::path::PathBuf {
    let path = folder.join(name);
    fs::write(&path, json).unwrap();
    path
}

#[test]
fn two_versions_of_a_service_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let spec = |version: &str| {
        let json = format!(r#"{{ "spec": 1, "service": "a", "version": "{version}" }}"#);
        write_spec(folder.path(), version, &json)
    };
    let error = Builder::new()
        .spec(spec("2020-01-01"))
        .spec(spec("2021-01-01"))
        .generate_to(folder.path())
        .unwrap_err();
    assert!(matches!(error, BuildError::TwoVersions { .. }), "{error}");
}

#[test]
fn a_later_spec_of_the_same_version_lies_over_an_earlier_one() {
    let folder = tempfile::tempdir().unwrap();
    let spec = |name: &str, member: &str| {
        let json = format!(
            r#"{{ "spec": 1, "service": "a", "version": "2020-01-01",
                "actions": {{ "Act": {{ "request": [{member}] }} }} }}"#
        );
        write_spec(folder.path(), name, &json)
    };
    let facts = spec("facts", r#"{ "name": "Count", "type": "unsigned" }"#);
    let page = spec(
        "page",
        r#"{ "name": "Count", "type": "integer", "doc": "How many." }"#,
    );
    let text = generate(Builder::new().spec(facts).spec(page));
    assert!(
        text.contains("/// How many.") && text.contains("pub count: Option<u64>,"),
        "{text}"
    );
}

#[test]
#[cfg(feature = "builtin")]
fn a_service_that_is_built_in_needs_no_spec() {
    let text = generate(Builder::new().service("cvm").action("TerminateInstances"));
    assert!(text.contains("pub struct TerminateInstancesRequest {"));
    assert!(text.contains("pub instance_ids: Vec<String>,"));
    assert!(!text.contains("RunInstances"));
}

#[test]
#[cfg(feature = "builtin")]
fn the_version_that_has_the_actions_is_taken() {
    // The newest version of tke has few of the actions.
    let old = generate(Builder::new().service("tke").action("CreateCluster"));
    assert!(old.contains("tke, version 2018-05-25."));
    let new = generate(Builder::new().service("tke").action("CreateNodePool"));
    assert!(new.contains("tke, version 2022-05-01."));
    let builder = Builder::new().service_version("tke", "2022-05-01");
    let message = failure(builder.action("CreateCluster"));
    assert!(
        message.starts_with("no action `CreateCluster` in tke 2022-05-01"),
        "{message}"
    );
}

#[test]
#[cfg(feature = "builtin")]
fn documentation_lies_over_what_is_built_in() {
    let page = format!("{CASES}/terminate-instances/spec.json");
    let text = generate(Builder::new().service("cvm").spec(page));
    assert!(text.contains("pub struct RunInstancesRequest {"));
    assert!(text.contains("Documentation of `2025-09-19T11:38:43`."));
}

#[test]
#[cfg(feature = "builtin")]
fn a_service_that_is_not_there_is_told_with_those_that_look_alike() {
    let message = failure(Builder::new().service("cvn"));
    assert!(
        message.contains("no service `cvn`") && message.contains("`cvm`"),
        "{message}"
    );
}
