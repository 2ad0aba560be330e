//! The command as a user meets it.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// Pages that cannot be used, each beside what the command says of it.
const BAD_PAGES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/bad-pages");

const GOOD_PAGE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../tests/golden/terminate-instances/cvm-TerminateInstances.txt"
);

fn tcgen(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().unwrap()
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tcgen"));
    command
        .current_dir(folder)
        .args(arguments)
        .env("NO_COLOR", "1")
        .env("COLUMNS", "100");
    command
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[track_caller]
fn assert_exit(output: &Output, code: i32) {
    assert_eq!(output.status.code(), Some(code), "{}", stderr(output));
}

/// A folder with a spec in it, as `parse` writes it.
fn parsed() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    assert_exit(
        &tcgen(folder.path(), &["parse", GOOD_PAGE, "--out", "specs"]),
        0,
    );
    folder
}

fn configured() -> TempDir {
    let folder = parsed();
    fs::write(
        folder.path().join("tcgen.toml"),
        "specs = [\"specs\"]\nout = \"generated\"\n",
    )
    .unwrap();
    assert_exit(&tcgen(folder.path(), &["generate"]), 0);
    folder
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

#[test]
fn bad_pages_are_told_with_their_place_and_write_nothing() {
    let mut pages: Vec<PathBuf> = fs::read_dir(BAD_PAGES)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension() != Some("stderr".as_ref()))
        .collect();
    pages.sort();
    assert!(!pages.is_empty());
    for page in pages {
        let name = page.file_name().unwrap().to_str().unwrap();
        let folder = tempfile::tempdir().unwrap();
        fs::copy(&page, folder.path().join(name)).unwrap();
        let output = tcgen(folder.path(), &["parse", name, "--out", "specs"]);
        assert_exit(&output, 1);
        assert_eq!(stdout(&output), "");
        assert_eq!(
            files_below(folder.path()),
            [folder.path().join(name)],
            "{name}"
        );

        let golden = page.with_file_name(format!("{name}.stderr"));
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&golden, stderr(&output)).unwrap();
        }
        let expected = fs::read_to_string(&golden).unwrap_or_default();
        assert_eq!(
            stderr(&output),
            expected,
            "{name}: if this is right, run with UPDATE_GOLDEN=1"
        );
    }
}

#[test]
fn messages_for_machines_are_json_lines() {
    let page = format!("{BAD_PAGES}/missing-cell.md");
    let folder = tempfile::tempdir().unwrap();
    let output = tcgen(folder.path(), &["parse", &page, "--message-format", "json"]);
    assert_exit(&output, 1);
    let messages: Vec<serde_json::Value> = stderr(&output)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let error = messages
        .iter()
        .find(|message| message["level"] == "error")
        .unwrap();
    for key in ["code", "message", "file", "line", "column", "excerpt"] {
        assert!(!error[key].is_null(), "{key}: {error}");
    }
}

#[test]
fn a_page_from_standard_input_gives_its_spec_on_standard_output() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = command(folder.path(), &["parse", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(&fs::read(GOOD_PAGE).unwrap())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert_exit(&output, 0);
    let spec: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(spec["service"], "cvm");
    assert_eq!(
        spec["actions"]["TerminateInstances"]["source"]["file"],
        "<stdin>"
    );
}

#[test]
fn pages_are_merged_into_the_spec_that_is_there() {
    let folder = parsed();
    let path = folder.path().join("specs/cvm/2017-03-12.json");
    let mut spec: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    spec["actions"]["Other"] = serde_json::json!({ "title": "kept" });
    fs::write(&path, spec.to_string()).unwrap();
    assert_exit(
        &tcgen(folder.path(), &["parse", GOOD_PAGE, "--out", "specs"]),
        0,
    );
    let spec: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    assert_eq!(spec["actions"]["Other"]["title"], "kept");
    assert!(spec["actions"]["TerminateInstances"].is_object());
}

#[test]
fn a_second_run_changes_nothing() {
    let folder = configured();
    let before: Vec<_> = files_below(folder.path())
        .iter()
        .map(|path| fs::metadata(path).unwrap().modified().unwrap())
        .collect();
    let output = tcgen(folder.path(), &["generate"]);
    assert_exit(&output, 0);
    assert!(stderr(&output).contains("0 changed"), "{}", stderr(&output));
    let after: Vec<_> = files_below(folder.path())
        .iter()
        .map(|path| fs::metadata(path).unwrap().modified().unwrap())
        .collect();
    assert_eq!(before, after);
}

#[test]
fn check_shows_what_generate_would_change() {
    let folder = configured();
    assert_exit(&tcgen(folder.path(), &["check"]), 0);

    let file = folder
        .path()
        .join("generated/cvm/src/v20170312/terminate_instances.rs");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("release_address", "release_addresses")).unwrap();
    let stale = folder.path().join("generated/cvm/src/v20170312/stale.rs");
    fs::write(&stale, "// @generated by tcgen\n").unwrap();
    let output = tcgen(folder.path(), &["check"]);
    assert_exit(&output, 1);
    let diff = stdout(&output);
    assert!(
        diff.contains("+    pub release_address: Option<bool>,"),
        "{diff}"
    );
    assert!(
        diff.contains("--- generated/cvm/src/v20170312/stale.rs\n+++ /dev/null"),
        "{diff}"
    );

    assert_exit(&tcgen(folder.path(), &["generate"]), 0);
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
    assert!(!stale.exists());
}

#[test]
fn the_configuration_is_found_from_a_folder_below() {
    let folder = configured();
    assert_exit(&tcgen(&folder.path().join("generated/cvm"), &["check"]), 0);
}

#[test]
fn wrong_usage_says_what_is_right() {
    let folder = parsed();
    let spec = "specs/cvm/2017-03-12.json";
    for (arguments, expected) in [
        (vec!["generate"], "no tcgen.toml in"),
        (
            vec!["check", "--config", "nowhere.toml"],
            "cannot read nowhere.toml",
        ),
        (vec!["parse"], "<PAGE>"),
        (vec!["parse", "nowhere.html"], "cannot read nowhere.html"),
        (vec!["parse", "https://example.com/page"], "web address"),
        (vec!["parse", "specs"], "no pages in specs"),
        (
            vec!["generate", "--spec", "nowhere.json", "--out", "generated"],
            "cannot read nowhere.json",
        ),
        (vec!["generate", "--spec", spec], "--out"),
        (
            vec![
                "generate",
                "--spec",
                spec,
                "--out",
                "generated",
                "--action",
                "TerminateInstance",
            ],
            "did you mean `TerminateInstances`?",
        ),
    ] {
        let output = tcgen(folder.path(), &arguments);
        assert_exit(&output, 2);
        assert!(
            stderr(&output).contains(expected),
            "{arguments:?}: {}",
            stderr(&output)
        );
        assert!(!folder.path().join("generated").exists());
    }
}

#[test]
fn a_spec_with_a_mistake_is_told_with_its_place() {
    let folder = parsed();
    let path = folder.path().join("specs/cvm/2017-03-12.json");
    let text = fs::read_to_string(&path).unwrap();
    let line = text
        .lines()
        .position(|line| line.contains("\"list<string>\""))
        .unwrap()
        + 1;
    fs::write(&path, text.replacen("list<string>", "Array of String", 1)).unwrap();
    let output = tcgen(
        folder.path(),
        &["generate", "--spec", "specs", "--out", "generated"],
    );
    assert_exit(&output, 2);
    let message = stderr(&output)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    assert!(
        message.contains(&format!("2017-03-12.json:{line}:")),
        "{message}"
    );
    assert!(
        message.contains("`Array of String` is not a type"),
        "{message}"
    );
}

#[test]
fn of_very_many_findings_the_errors_come_first() {
    let folder = tempfile::tempdir().unwrap();
    let page = fs::read_to_string(GOOD_PAGE).unwrap();
    let error = "InstanceIds.N\t也许\tArray of String\t";
    let page = page.replacen("InstanceIds.N\t是\tArray of String\t", error, 1);
    assert!(page.contains(error));
    let codes = "错误码\t描述\n".to_owned() + &"A..B\t一\n".repeat(150);
    fs::write(folder.path().join("a.txt"), page + "\n6. 错误码\n" + &codes).unwrap();
    let said = stderr(&tcgen(folder.path(), &["parse", "a.txt"]));
    let first = said.lines().find(|line| line.starts_with("page::"));
    assert_eq!(first, Some("page::required-unknown"), "{said}");
    assert_eq!(said.matches("page::bad-error-code").count(), 99, "{said}");
    assert!(
        said.contains("a.txt: 51 more findings, not shown"),
        "{said}"
    );
}
