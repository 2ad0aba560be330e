//! What users of the runtime compile with it is little, and none of it is a C library of the system. `deny.toml` says more,
//! for a program that is not part of Rust.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Features of the runtime and the most crates that they may bring, itself not counted. `cargo test -p tcgen-tests --test
/// dependencies -- --nocapture` prints how many there are.
const TREES: [(&[&str], usize); 3] = [
    (&["--no-default-features"], 25),
    (&[], 98),
    (&["--all-features"], 98),
];

#[test]
fn the_trees_of_the_runtime_are_small_and_have_every_crate_once() {
    for (features, most) in TREES {
        let tree = tree(features);
        println!("{} crates with {features:?}", tree.len());
        assert!(tree.len() <= most, "{features:?}: {tree:#?}");
        for (name, versions) in &tree {
            assert_eq!(versions.len(), 1, "{name} {versions:?} with {features:?}");
        }
    }
}

#[test]
fn without_features_there_is_no_executor_no_tls_and_no_procedural_macro() {
    let tree = tree(&["--no-default-features"]);
    for name in [
        "tokio",
        "reqwest",
        "hyper",
        "rustls",
        "ring",
        "syn",
        "serde_derive",
        "getrandom",
    ] {
        assert!(!tree.contains_key(name), "{name}");
    }
}

/// Of any feature and any platform: the lock file has them all.
#[test]
fn nothing_needs_a_c_library_or_cmake() {
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).unwrap();
    for name in [
        "openssl",
        "openssl-sys",
        "native-tls",
        "aws-lc-sys",
        "cmake",
    ] {
        assert!(!lock.contains(&format!("\nname = \"{name}\"\n")), "{name}");
    }
}

/// The crates that the runtime needs on this platform, each with its versions.
fn tree(features: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--package",
            "tencentcloud-runtime",
            "--edges",
            "normal",
        ])
        .args(["--prefix", "none", "--offline"])
        .args(features)
        .current_dir(root())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut crates: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in String::from_utf8_lossy(&output.stdout).lines().skip(1) {
        let mut words = line.split(' ');
        let (name, version) = (words.next().unwrap(), words.next().unwrap());
        let versions = crates.entry(name.to_owned()).or_default();
        versions.insert(version.to_owned());
    }
    crates
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
