//! The verdict on Rust is what the compiler says.
//!
//! For each case, the old code is generated, then a module that uses everything in it, and that is compiled with the new
//! code: it must fail exactly if the change is said to be breaking. What is said to be additive must add an item, and what
//! is said to be nothing must leave all items as they are.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tencentcloud_codegen::diff::Severity;
use tencentcloud_codegen::emit::{CrateOptions, crate_files, single_file};
use tencentcloud_codegen::output::Files;
use tencentcloud_codegen::plan::Plan;
use tencentcloud_codegen::spec::Spec;

use crate::cases::{self, Case};
use crate::usage::Offer;

fn verdict(case: &Case) -> Severity {
    let changes = case.changes().list;
    let worst = changes.iter().map(|change| change.rust).max();
    worst.unwrap_or(Severity::None)
}

fn plans(specs: &[Spec]) -> Vec<Plan> {
    let plans = specs.iter().map(|spec| Plan::new(spec, None).unwrap());
    plans.collect()
}

fn code(specs: &[Spec]) -> String {
    plans(specs).first().map(single_file).unwrap_or_default()
}

/// Cases of one service version.
fn single() -> Vec<Case> {
    let mut cases = cases::all();
    cases.retain(|case| !case.rule.starts_with("version-"));
    cases
}

#[test]
fn what_is_additive_adds_items_and_what_is_nothing_does_not() {
    for case in single() {
        let (old, new) = (Offer::of(&code(&case.old)), Offer::of(&code(&case.new)));
        let (is_kept, is_same) = (old.items.is_subset(&new.items), old.items == new.items);
        let expected = match (is_same, is_kept) {
            (true, _) => Severity::None,
            (false, true) => Severity::Additive,
            (false, false) => Severity::Breaking,
        };
        // An attribute that goes away takes nothing away; swapped arguments of one type look the same.
        let without_marks = |items: &BTreeSet<String>| -> BTreeSet<String> {
            let items = items
                .iter()
                .filter(|item| !item.starts_with("#[deprecated]"));
            items.cloned().collect()
        };
        let is_unmarked = !is_kept && without_marks(&old.items) == without_marks(&new.items);
        let expected = if is_unmarked {
            Severity::Additive
        } else {
            expected
        };
        if case.silent.is_none() {
            assert_eq!(verdict(&case), expected, "{}", case.name());
        }
    }
}

#[test]
fn what_is_breaking_does_not_compile_and_what_is_not_does() {
    let cases = single();
    let workspace = Workspace::new("diff-verdicts");
    let mut modules: Vec<Module> = Vec::new();
    for (at, case) in cases.iter().enumerate() {
        let usage = Offer::of(&code(&case.old)).usage("super::api");
        // What uses the old code fits it.
        modules.push(Module {
            name: format!("old_{at}"),
            api: code(&case.old),
            usage: usage.clone(),
        });
        if verdict(case) < Severity::Breaking || case.silent.is_some() {
            modules.push(Module {
                name: format!("new_{at}"),
                api: code(&case.new),
                usage,
            });
        }
    }
    let failed = workspace.check(&modules);
    let names: Vec<String> = failed
        .iter()
        .map(|module| described(module, &cases))
        .collect();
    assert!(names.is_empty(), "said not to break, but does: {names:#?}");

    // The compiler looks at types only when all names are known: what it has not complained about is compiled again
    // without what it has.
    let mut left: Vec<Module> = Vec::new();
    for (at, case) in cases.iter().enumerate() {
        if verdict(case) == Severity::Breaking && case.silent.is_none() {
            left.push(Module {
                name: format!("new_{at}"),
                api: code(&case.new),
                usage: Offer::of(&code(&case.old)).usage("super::api"),
            });
        }
    }
    assert!(left.len() > 50, "{}", left.len());
    while !left.is_empty() {
        let failed = workspace.check(&left);
        let before = left.len();
        left.retain(|module| !failed.contains(&module.name));
        if left.len() == before {
            let names: Vec<String> = left.iter().map(|m| described(&m.name, &cases)).collect();
            panic!("said to break, but does not: {names:#?}");
        }
    }
}

fn described(module: &str, cases: &[Case]) -> String {
    let (side, at) = module.split_once('_').unwrap();
    let case = &cases[at.parse::<usize>().unwrap()];
    format!("{side}: {}", case.name())
}

#[test]
fn what_is_said_of_versions_is_true_of_the_crate() {
    for (at, case) in cases::versions().iter().enumerate() {
        let (old, new) = (plans(&case.old), plans(&case.new));
        let Some(newest) = old.last() else {
            // There was nothing that could break.
            assert_eq!(verdict(case), Severity::Additive);
            continue;
        };
        let workspace = Workspace::new(&format!("diff-versions-{at}"));
        let mut usage = String::new();
        for plan in &old {
            let _ = writeln!(
                usage,
                "mod of_{} {{ {} }}",
                plan.module,
                Offer::of(&single_file(plan))
                    .usage(&format!("tencentcloud_play::{}", plan.module))
                    .replace("#![allow", "#![allow(unused_imports)] #![allow")
            );
        }
        let root = Offer::of(&single_file(newest)).usage("tencentcloud_play");
        let _ = writeln!(usage, "mod of_root {{ {root} }}");
        let features: Vec<String> = old
            .iter()
            .map(|plan| format!("\"{}\"", plan.module))
            .collect();
        for (plans, compiles) in [(&old, true), (&new, verdict(case) < Severity::Breaking)] {
            let is_checked = workspace.check_user(plans, &usage, &features.join(", "));
            assert_eq!(is_checked, compiles, "{}", case.name());
        }
    }
}

/// A generated module and one that uses it.
pub(crate) struct Module {
    pub(crate) name: String,
    pub(crate) api: String,
    pub(crate) usage: String,
}

/// A folder in which code is compiled, kept from run to run for what does not change.
pub(crate) struct Workspace(PathBuf);

impl Workspace {
    pub(crate) fn new(name: &str) -> Self {
        Self(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name))
    }

    /// Compiles the modules as one crate; returns those that do not compile.
    pub(crate) fn check(&self, modules: &[Module]) -> BTreeSet<String> {
        let mut files = Files::default();
        let mut root = String::new();
        for Module { name, api, usage } in modules {
            let _ = writeln!(root, "mod {name} {{ mod api; mod usage; }}");
            files.insert(format!("src/{name}/api.rs"), api.as_str());
            files.insert(format!("src/{name}/usage.rs"), usage.as_str());
        }
        files.insert("src/lib.rs", root);
        let runtime = runtime();
        files.insert(
            "Cargo.toml",
            format!(
                "[package]\nname = \"verdicts\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
                 [dependencies]\ntencentcloud-runtime = {{ path = {runtime}, default-features = false }}\n"
            ),
        );
        self.write(files);
        let output = self.cargo();
        let mut failed = BTreeSet::new();
        let mut messages = Vec::new();
        for line in String::from_utf8(output.stdout).unwrap().lines() {
            let message: Value = serde_json::from_str(line).unwrap();
            if message["reason"] != "compiler-message" || message["message"]["level"] != "error" {
                continue;
            }
            messages.push(message["message"]["rendered"].to_string());
            for span in message["message"]["spans"].as_array().unwrap() {
                let file = span["file_name"].as_str().unwrap().replace('\\', "/");
                if let Some((name, "usage.rs")) = file.trim_start_matches("src/").split_once('/') {
                    failed.insert(name.to_owned());
                }
            }
        }
        assert!(
            output.status.success() || !failed.is_empty(),
            "{}{messages:#?}",
            String::from_utf8_lossy(&output.stderr)
        );
        failed
    }

    /// Whether a program that uses a generated crate compiles.
    fn check_user(&self, plans: &[Plan], usage: &str, features: &str) -> bool {
        let options = CrateOptions {
            runtime_path: Some(runtime().trim_matches('"').to_owned()),
            ..CrateOptions::default()
        };
        let mut files = Files::default();
        files.insert_folder(Path::new("play"), crate_files(plans, &options));
        files.insert("src/lib.rs", usage);
        let runtime = runtime();
        files.insert(
            "Cargo.toml",
            format!(
                "[package]\nname = \"user\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
                 tencentcloud-play = {{ path = \"play\", default-features = false, features = [{features}] }}\n\
                 tencentcloud-runtime = {{ path = {runtime}, default-features = false }}\n"
            ),
        );
        self.write(files);
        self.cargo().status.success()
    }

    fn write(&self, mut files: Files) {
        // The versions that the repository is tested with.
        let lock = repository().join("Cargo.lock");
        files.insert("Cargo.lock", std::fs::read_to_string(lock).unwrap());
        let _ = std::fs::remove_dir_all(self.0.join("src"));
        files.write(&self.0).unwrap();
    }

    fn cargo(&self) -> std::process::Output {
        Command::new(env!("CARGO"))
            .args(["check", "--offline", "--quiet", "--message-format", "json"])
            .current_dir(&self.0)
            // What all of them depend on is compiled once.
            .env(
                "CARGO_TARGET_DIR",
                Path::new(env!("CARGO_TARGET_TMPDIR")).join("diff-target"),
            )
            .env("CARGO_INCREMENTAL", "0")
            .env_remove("RUSTFLAGS")
            .output()
            .unwrap()
    }
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

/// The path of the runtime, as a text of TOML.
fn runtime() -> String {
    let path = repository().join("runtime").display().to_string();
    format!("\"{}\"", path.replace('\\', "/"))
}
