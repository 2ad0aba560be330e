//! The stated minimum of Rust is true of every dependency, and the same everywhere.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::path::Path;
use std::process::Command;

use serde_json::Value;

#[test]
fn no_dependency_needs_a_newer_rust_than_is_stated() {
    let metadata = metadata();
    let stated =
        version(&workspace_member(&metadata, "tencentcloud-runtime")["rust_version"]).unwrap();
    let newer: Vec<String> = metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|package| version(&package["rust_version"]).is_some_and(|needed| needed > stated))
        .map(|package| {
            format!(
                "{} {} needs {}",
                package["name"], package["version"], package["rust_version"]
            )
        })
        .collect();
    assert!(
        newer.is_empty(),
        "Rust {stated:?} is stated, but {newer:#?}"
    );
}

#[test]
fn generated_crates_state_the_same_minimum() {
    let metadata = metadata();
    let stated = &workspace_member(&metadata, "tencentcloud-runtime")["rust_version"];
    assert_eq!(
        &workspace_member(&metadata, "tencentcloud-cvm")["rust_version"],
        stated
    );
}

/// What Cargo knows of this platform's dependencies, without a look at the registry.
fn metadata() -> Value {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let version = run(Command::new("rustc").arg("-vV"));
    let host = version
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .unwrap();
    let metadata = run(Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--offline",
            "--all-features",
        ])
        .args(["--filter-platform", host])
        .current_dir(root));
    serde_json::from_str(&metadata).unwrap()
}

fn run(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

fn workspace_member<'a>(metadata: &'a Value, name: &str) -> &'a Value {
    metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .find(|package| package["name"] == name)
        .unwrap()
}

/// Major and minor, to be compared.
fn version(text: &Value) -> Option<(u32, u32)> {
    let mut parts = text.as_str()?.split('.').map(|part| part.parse().ok());
    Some((parts.next()??, parts.next()??))
}
