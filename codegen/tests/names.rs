//! Names in Rust, as who writes and uses specs meets them.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

#[allow(dead_code, reason = "not all of it is needed here")]
mod command;

use std::fs;
use std::path::Path;

use command::{assert_exit, stderr, stdout, tcgen};
use tencentcloud_codegen::Builder;
use tencentcloud_codegen::spec::Spec;

/// The page of an action, as text that was copied from a browser.
const PAGE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../tests/golden/terminate-instances/cvm-TerminateInstances.txt"
);

/// The folder of a catalogue with one action whose request has these members.
fn catalogue(folder: &Path, name: &str, members: &[&str]) {
    let folder = folder.join(name).join("disk/v20200101");
    fs::create_dir_all(&folder).unwrap();
    let api = api("disk", "2020-01-01", "Find", members);
    fs::write(folder.join("api.json"), api).unwrap();
}

/// An `api.json` with one action whose request has these members.
fn api(service: &str, version: &str, action: &str, members: &[&str]) -> String {
    let members = members.iter().map(|member| {
        format!(r#"{{ "name": "{member}", "type": "string", "member": "string", "document": "" }}"#)
    });
    let members: Vec<String> = members.collect();
    format!(
        r#"{{ "metadata": {{ "apiVersion": "{version}", "serviceShortName": "{service}" }},
            "actions": {{ "{action}": {{ "name": "", "document": "", "input": "In", "output": "Out", "status": "online" }} }},
            "objects": {{
              "In": {{ "document": "", "members": [{}], "type": "object" }},
              "Out": {{ "document": "", "members": [], "type": "object" }} }},
            "version": "1.0" }}"#,
        members.join(", ")
    )
}

/// The Rust names that a spec gives the members of the request of an action.
fn rust_names(path: &Path, action: &str) -> Vec<String> {
    let spec = Spec::read(path).unwrap();
    let members = spec.actions[action].request.iter();
    let named = members.filter_map(|member| {
        let name = member.rust_name.as_ref()?;
        Some(format!("{} {name}", member.name))
    });
    named.collect()
}

#[test]
fn an_import_over_a_spec_keeps_its_names() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    catalogue(path, "first", &["VMId"]);
    catalogue(path, "second", &["VmId", "VMId"]);
    catalogue(path, "third", &["VmId", "vmId"]);
    let spec = path.join("specs/disk/2020-01-01.json");
    for (release, names, told) in [
        ("first", &[][..], ""),
        (
            "second",
            &["VmId vm_id_"],
            "disk/2020-01-01.json: member `VmId` of the request of `Find` is `vm_id_`: `vm_id` is member `VMId` of the \
             request of `Find`\n",
        ),
        // Again, there is nothing to tell.
        ("second", &["VmId vm_id_"], ""),
        // What went gives its name away.
        ("third", &["VmId vm_id_"], ""),
    ] {
        let output = tcgen(path, &["import", release, "--out", "specs"]);
        assert_exit(&output, 0);
        assert_eq!(rust_names(&spec, "Find"), names, "{release}");
        let notes = stderr(&output);
        let mut notes = notes.lines().filter(|line| line.contains("member"));
        assert_eq!(notes.next().unwrap_or_default(), told.trim_end());
    }
    // Standard output knows of nothing before.
    let output = tcgen(path, &["import", "second"]);
    assert_exit(&output, 0);
    let printed = path.join("printed.json");
    fs::write(&printed, stdout(&output)).unwrap();
    assert_eq!(rust_names(&printed, "Find"), ["VMId vm_id_"]);
}

#[test]
fn a_page_over_a_spec_keeps_its_names() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let page = fs::read_to_string(PAGE).unwrap();
    let row = "ReleaseAddress\t否";
    assert!(page.contains(row));
    let first = page.replace(row, "ReleaseIP\t否");
    let second = page.replace(row, "ReleaseIp\t否\tBoolean\t新的。\nReleaseIP\t否");
    let spec = path.join("specs/cvm/2017-03-12.json");
    for (text, names) in [
        (&first, &[][..]),
        (&second, &["ReleaseIp release_ip_"]),
        (&second, &["ReleaseIp release_ip_"]),
    ] {
        fs::write(path.join("page.txt"), text).unwrap();
        let output = tcgen(path, &["parse", "page.txt", "--out", "specs"]);
        assert_exit(&output, 0);
        assert_eq!(rust_names(&spec, "TerminateInstances"), names);
    }
    let output = tcgen(path, &["parse", "page.txt"]);
    assert_exit(&output, 0);
    let printed = path.join("printed.json");
    fs::write(&printed, stdout(&output)).unwrap();
    assert_eq!(
        rust_names(&printed, "TerminateInstances"),
        ["ReleaseIP release_ip_"]
    );
}

#[test]
fn an_update_of_a_wheel_is_compared_with_the_names_of_the_spec() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    catalogue(path, "first", &["VMId"]);
    catalogue(path, "second", &["VmId", "VMId"]);
    assert_exit(&tcgen(path, &["import", "first", "--out", "specs"]), 0);
    for old in ["specs", "first"] {
        let output = tcgen(path, &["diff", old, "second"]);
        assert_exit(&output, 0);
        let text = stdout(&output);
        assert!(text.contains("member-added"), "{text}");
        assert!(text.contains("FindRequest.vm_id_:"), "{text}");
        assert!(
            text.contains("0 breaking") || !text.contains("breaking"),
            "{text}"
        );
    }
    // The other way round, too: the spec knows the names, and the wheel does not.
    assert_exit(&tcgen(path, &["import", "second", "--out", "specs"]), 0);
    for (old, new) in [("second", "specs"), ("specs", "second")] {
        let output = tcgen(path, &["diff", old, new, "--fail-on", "any"]);
        assert_exit(&output, 0);
    }
    // What both say is believed.
    let spec = path.join("specs/disk/2020-01-01.json");
    let text = fs::read_to_string(&spec).unwrap();
    let other = path.join("other.json");
    fs::write(&other, text.replace("vm_id_", "machine")).unwrap();
    let output = tcgen(path, &["diff", "specs", "other.json", "--format", "json"]);
    let text = stdout(&output);
    assert!(text.contains("rust-name-changed"), "{text}");
}

#[test]
fn an_overlay_can_name_a_member() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    catalogue(path, "first", &["VMId"]);
    let entry = |name: &str| {
        format!(
            "[[member]]\nservice = \"disk\"\nversion = \"2020-01-01\"\naction = \"Find\"\nmember = \"VMId\"\n\
             rust_name = \"{name}\"\nsource = \"by hand\"\n"
        )
    };
    fs::write(path.join("own.toml"), entry("machine")).unwrap();
    let arguments = ["import", "first", "--out", "specs", "--overlay", "own.toml"];
    assert_exit(&tcgen(path, &arguments), 0);
    let spec = path.join("specs/disk/2020-01-01.json");
    assert_eq!(rust_names(&spec, "Find"), ["VMId machine"]);
    // It stays without the overlay.
    assert_exit(&tcgen(path, &["import", "first", "--out", "specs"]), 0);
    assert_eq!(rust_names(&spec, "Find"), ["VMId machine"]);
    fs::write(path.join("own.toml"), entry("Machine")).unwrap();
    let output = tcgen(path, &arguments);
    assert_exit(&output, 2);
    let text = stderr(&output);
    assert!(
        text.contains("`Machine` cannot be the `rust_name`"),
        "{text}"
    );
    assert!(text.contains("own.toml:6"), "{text}");
}

#[test]
fn what_is_built_in_counts_where_there_is_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    // What is built in has the second one, which would otherwise give way to the first.
    let members = ["TargetOsType", "TargetOSType"];
    let api = api("cvm", "2017-03-12", "ConvertOperatingSystems", &members);
    let release = path.join("release/cvm/v20170312");
    fs::create_dir_all(&release).unwrap();
    fs::write(release.join("api.json"), api).unwrap();
    let arguments = ["import", "release", "--out", "specs"];
    assert_exit(&tcgen(path, &arguments), 0);
    let spec = path.join("specs/cvm/2017-03-12.json");
    let names = ["TargetOsType target_os_type_"];
    assert_eq!(rust_names(&spec, "ConvertOperatingSystems"), names);
    // So it can be laid over that.
    let arguments = [
        "generate",
        "--service",
        "cvm",
        "--spec",
        "specs",
        "--out",
        "out",
    ];
    assert_exit(&tcgen(path, &arguments), 0);
}

/// A spec of the service `disk` whose only request has these members.
fn spec(members: &str) -> String {
    format!(
        r#"{{ "spec": 1, "service": "disk", "version": "2020-01-01", "actions": {{ "Find": {{ "request": [{members}] }} }} }}"#
    )
}

#[test]
fn layers_that_do_not_know_of_each_other_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let member = |name: &str| format!(r#"{{ "name": "{name}", "type": "string" }}"#);
    fs::write(path.join("lower.json"), spec(&member("VMId"))).unwrap();
    fs::write(path.join("upper.json"), spec(&member("VmId"))).unwrap();
    let expected = "member `VMId` of the request of `Find` in lower.json and member `VmId` of the request of `Find` in \
                    upper.json would both be `vm_id` in Rust; add `\"rust_name\": \"vm_id_\"` to member `VmId` of the \
                    request of `Find` in upper.json, or one to the other if that came later: `tcgen import --out` and \
                    `tcgen parse --out` do so by themselves where they know what was there before";
    let arguments = [
        "generate",
        "--spec",
        "lower.json",
        "upper.json",
        "--out",
        "out",
    ];
    let output = tcgen(path, &arguments);
    assert_exit(&output, 2);
    let text = stderr(&output);
    assert!(text.contains(expected), "{text}");
    assert!(!path.join("out").exists());

    let builder = Builder::new()
        .spec(path.join("lower.json"))
        .spec(path.join("upper.json"));
    let error = builder
        .generate_to(path.join("out"))
        .unwrap_err()
        .to_string();
    assert!(error.contains("would both be `vm_id` in Rust"), "{error}");
    assert!(error.contains("upper.json"), "{error}");

    // The way out.
    let named = r#"{ "name": "VmId", "rust_name": "vm_id_", "type": "string" }"#;
    fs::write(path.join("upper.json"), spec(named)).unwrap();
    assert_exit(&tcgen(path, &arguments), 0);
}

#[test]
fn what_is_built_in_cannot_be_edited() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let text = r#"{ "spec": 1, "service": "cvm", "version": "2017-03-12",
        "actions": { "TerminateInstances": { "request": [{ "name": "instanceIDs", "type": "list<string>" }] } } }"#;
    fs::write(path.join("cvm.json"), text).unwrap();
    let arguments = [
        "generate",
        "--service",
        "cvm",
        "--spec",
        "cvm.json",
        "--out",
        "out",
    ];
    let output = tcgen(path, &arguments);
    assert_exit(&output, 2);
    let text = stderr(&output);
    let expected = "add `\"rust_name\": \"instance_ids_\"` to member `instanceIDs` of the request of \
                    `TerminateInstances` in cvm.json";
    assert!(text.contains(expected), "{text}");
}

#[test]
fn a_name_that_cannot_be_one_is_told_where_it_stands() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let member = "\n{ \"name\": \"Kind\", \"rust_name\": \"type\", \"type\": \"string\" }\n";
    fs::write(path.join("disk.json"), spec(member)).unwrap();
    let output = tcgen(path, &["generate", "--spec", "disk.json", "--out", "out"]);
    assert_exit(&output, 2);
    let text = stderr(&output);
    let expected = "disk.json:2:37: not a spec: `type` cannot be the `rust_name`: it is a word of the language";
    assert!(text.contains(expected), "{text}");
}
