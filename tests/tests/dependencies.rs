//! What users compile is little: features that they turn off are not in their trees, and none of it is a C library of the
//! system. `deny.toml` says more, for a program that is no part of Rust.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// The names of all packages that a crate needs with these features, as Cargo has them for a target.
fn tree(package: &str, features: &str, target: Option<&str>) -> BTreeSet<String> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .args(["tree", "--offline", "--package", package])
        .args(["--no-default-features", "--features", features])
        .args(["--edges", "normal,build", "--prefix", "none"])
        .args(["--format", "{p}"])
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap());
    if let Some(target) = target {
        cargo.args(["--target", target]);
    }
    let output = cargo.output().unwrap();
    let (stdout, stderr) = (output.stdout, String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{stderr}");
    String::from_utf8(stdout)
        .unwrap()
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_owned)
        .collect()
}

#[test]
fn blocking_calls_need_no_executor() {
    let tree = tree("tencentcloud-cvm", "v20170312,blocking", None);
    assert!(tree.contains("ureq") && tree.contains("rustls"), "{tree:?}");
    for absent in [
        "tokio",
        "reqwest",
        "hyper",
        "async-std",
        "openssl",
        "native-tls",
        "aws-lc-rs",
    ] {
        assert!(!tree.contains(absent), "{absent} is in {tree:?}");
    }
}

#[test]
fn the_default_transport_brings_no_other() {
    let tree = tree("tencentcloud-cvm", "v20170312,reqwest", None);
    assert!(
        tree.contains("reqwest") && tree.contains("rustls"),
        "{tree:?}"
    );
    for absent in ["ureq", "openssl", "native-tls", "aws-lc-rs"] {
        assert!(!tree.contains(absent), "{absent} is in {tree:?}");
    }
}

/// Nothing asks the system for random numbers, time, files or the network, and so nothing has to be told how a browser gives
/// them.
#[test]
fn without_a_transport_nothing_needs_a_system() {
    for target in [None, Some("wasm32-unknown-unknown")] {
        let tree = tree("tencentcloud-runtime", "", target);
        for absent in [
            "getrandom",
            "libc",
            "ring",
            "rustls",
            "tokio",
            "socket2",
            "mio",
        ] {
            assert!(!tree.contains(absent), "{absent} is in {tree:?}");
        }
    }
    // The features say what they bring; where that cannot be had, they bring nothing.
    let all = tree(
        "tencentcloud-runtime",
        "reqwest,blocking",
        Some("wasm32-unknown-unknown"),
    );
    assert_eq!(
        all,
        tree("tencentcloud-runtime", "", Some("wasm32-unknown-unknown"))
    );
}

/// A procedural macro and what it is written with takes longer to compile than all that it writes.
#[test]
fn only_reqwest_brings_procedural_macros() {
    let tree = tree("tencentcloud-runtime", "blocking,tracing", None);
    for absent in ["syn", "quote", "proc-macro2", "serde_derive", "thiserror"] {
        assert!(!tree.contains(absent), "{absent} is in {tree:?}");
    }
}

/// Features of the runtime and the most crates that they may bring, itself and what builds it not counted.
const SIZES: [(&str, usize); 4] = [
    ("", 25),
    ("reqwest", 108),
    ("blocking", 45),
    ("reqwest,tracing", 108),
];

#[test]
fn the_trees_of_the_runtime_are_small() {
    for (features, most) in SIZES {
        let count = tree("tencentcloud-runtime", features, None).len() - 1;
        println!("{count} crates with {features:?}");
        assert!(count <= most, "{count} crates with {features:?}");
    }
}

/// Of any feature and any platform: the lock file has them all.
#[test]
fn nothing_needs_a_c_library_or_cmake() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let lock = std::fs::read_to_string(root.join("Cargo.lock")).unwrap();
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
