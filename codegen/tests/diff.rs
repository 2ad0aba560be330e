//! `tcgen diff` as a user meets it.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

#[allow(dead_code, reason = "not all of it is needed here")]
mod command;

use std::fs;
use std::path::Path;
use std::process::Command;

use command::{assert_exit, stderr, stdout, tcgen};
use tempfile::TempDir;

/// Specs of two releases, which the reports are tested with.
const SPECS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/diff");

const PAGE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../tests/golden/terminate-instances/cvm-TerminateInstances.txt"
);

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (path, name) = entry
            .map(|entry| (entry.path(), entry.file_name()))
            .unwrap();
        if path.is_dir() {
            copy(&path, &to.join(name));
        } else {
            fs::copy(&path, to.join(name)).unwrap();
        }
    }
}

/// A folder with `old` and `new`.
fn sides() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for side in ["old", "new"] {
        copy(&Path::new(SPECS).join(side), &folder.path().join(side));
    }
    folder
}

fn git(folder: &Path, arguments: &[&str]) {
    let output = Command::new("git")
        .current_dir(folder)
        .args(["-c", "user.name=tcgen", "-c", "user.email=tcgen@localhost"])
        .args([
            "-c",
            "init.defaultBranch=main",
            "-c",
            "commit.gpgsign=false",
        ])
        .args(arguments)
        .env("GIT_CONFIG_GLOBAL", folder.join("none"))
        .env("GIT_CONFIG_SYSTEM", folder.join("none"))
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// A repository with a project in it, whose specs were `old` in the first commit and are `new` now.
fn repository() -> TempDir {
    let folder = sides();
    let path = folder.path();
    copy(&path.join("old"), &path.join("specs"));
    fs::write(
        path.join("tcgen.toml"),
        "specs = [\"specs\"]\nout = \"generated\"\n",
    )
    .unwrap();
    git(path, &["init", "--quiet"]);
    git(path, &["add", "specs", "tcgen.toml"]);
    git(path, &["commit", "--quiet", "--message", "Specs"]);
    copy(&path.join("new"), &path.join("specs"));
    folder
}

#[test]
fn folders_of_specs_are_compared() {
    let folder = sides();
    let output = tcgen(folder.path(), &["diff", "old", "new"]);
    assert_exit(&output, 0);
    let expected = fs::read_to_string(Path::new(SPECS).join("report.txt")).unwrap();
    assert_eq!(stdout(&output), expected);
    assert_eq!(stderr(&output), "");
}

#[test]
fn a_finding_is_what_was_asked_for() {
    let folder = sides();
    for (arguments, code) in [
        (&["--fail-on", "breaking"][..], 1),
        (&["--fail-on", "any"], 1),
        (&["--fail-on", "breaking", "--only", "additive"], 0),
        (&["--fail-on", "any", "--only", "additive"], 1),
        (&["--fail-on", "any", "--only", "doc-changed"], 0),
        (&["--only", "member-remove"], 2),
        (&["--only", "shops"], 2),
        (&["--fail-on", "all"], 2),
    ] {
        let arguments = [&["diff", "old", "new"], arguments].concat();
        assert_exit(&tcgen(folder.path(), &arguments), code);
    }
    let same = tcgen(folder.path(), &["diff", "new", "new", "--fail-on", "any"]);
    assert_exit(&same, 0);
}

#[test]
fn what_is_asked_for_is_told_and_nothing_else() {
    let folder = sides();
    let rules = |only: &[&str]| -> Vec<String> {
        let mut arguments = vec!["diff", "old", "new", "--format", "json"];
        arguments.extend(only.iter().flat_map(|word| ["--only", word]));
        let output = tcgen(folder.path(), &arguments);
        assert_exit(&output, 0);
        let json: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
        let changes = json["changes"].as_array().unwrap().iter();
        changes
            .map(|change| change["rule"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(rules(&["toys"]), ["version-added"]);
    assert_eq!(
        rules(&["member-removed", "action-removed"]),
        ["member-removed", "action-removed"]
    );
    assert_eq!(rules(&["breaking", "member-added"]), [""; 0]);
    assert_eq!(rules(&["dangerous"]).len(), 5);

    let output = tcgen(
        folder.path(),
        &["diff", "old", "new", "--only", "member-remove"],
    );
    assert!(
        stderr(&output).contains("did you mean `member-removed`"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn accepted_changes_are_left_out_until_they_no_longer_occur() {
    let folder = sides();
    let list = tcgen(folder.path(), &["diff", "old", "new", "--format", "ignore"]);
    assert_exit(&list, 0);
    fs::write(folder.path().join("accepted.txt"), stdout(&list)).unwrap();
    let ignoring = |old: &str| {
        let arguments = [
            "diff",
            old,
            "new",
            "--ignore",
            "accepted.txt",
            "--fail-on",
            "any",
        ];
        let output = tcgen(folder.path(), &arguments);
        assert_exit(&output, 0);
        (stdout(&output), stderr(&output))
    };
    let (out, err) = ignoring("old");
    assert!(out.contains("; 19 ignored"), "{out}");
    // What a crate needs does not depend on who has accepted it.
    assert!(out.contains("tencentcloud-shop: 0.1.0 → 0.2.0"), "{out}");
    assert_eq!(err, "");
    let (_, err) = ignoring("new");
    assert_eq!(
        err.matches("this change no longer occurs").count(),
        19,
        "{err}"
    );
    assert!(err.starts_with("warning: accepted.txt:1: "), "{err}");

    fs::write(folder.path().join("accepted.txt"), "member-removed\n").unwrap();
    let arguments = ["diff", "old", "new", "--ignore", "accepted.txt"];
    let output = tcgen(folder.path(), &arguments);
    assert_exit(&output, 2);
    assert!(stderr(&output).contains("line 1: expected the twelve hexadecimal digits"));
}

#[test]
fn a_report_says_what_is_compared_and_what_is_left_out() {
    let folder = repository();
    let path = folder.path();
    let report = |format: &str| {
        let only = ["--only", "toys", "--ignore", "accepted.txt"];
        let arguments = [&["diff", "git:HEAD", ".", "--format", format][..], &only].concat();
        let output = tcgen(path, &arguments);
        assert_exit(&output, 0);
        stdout(&output)
    };
    // What is removed from the shop, which is breaking.
    fs::write(path.join("accepted.txt"), "ee485aff9ee5 CouponId\n").unwrap();
    let left_out = "1 ignored, which is breaking; 21 left out by --only, 5 of them breaking";
    let text = report("text");
    assert!(text.contains(left_out), "{text}");
    let commit = {
        let output = Command::new("git")
            .current_dir(path)
            .args(["rev-parse", "HEAD"])
            .output();
        String::from_utf8(output.unwrap().stdout)
            .unwrap()
            .trim()
            .to_owned()
    };
    let json: serde_json::Value = serde_json::from_str(&report("json")).unwrap();
    assert_eq!(json["old"]["name"], "git:HEAD");
    assert_eq!(json["old"]["commit"], commit);
    assert_eq!(json["new"]["name"], ".");
    assert_eq!(json["only"], serde_json::json!(["toys"]));
    assert_eq!(json["left_out"]["breaking"], 5);

    let html = report("html");
    assert_eq!(html, report("html"), "the same bytes each time");
    for words in [
        "<code>git:HEAD</code> (commit <code>",
        &commit[..12],
        "1 ignored, which is breaking",
        "21 left out by --only, 5 of them breaking",
    ] {
        assert!(html.contains(words), "{words}\n{html}");
    }

    // What is left out can break.
    let arguments = [
        "diff",
        "git:HEAD",
        ".",
        "--only",
        "dangerous",
        "--format",
        "html",
    ];
    let html = stdout(&tcgen(path, &arguments));
    let verdict = "Of what is told here, nothing breaks. 5 of 5 changes are dangerous";
    assert!(html.contains(verdict), "{html}");
}

#[test]
fn a_revision_is_compared_with_what_is_there() {
    let folder = repository();
    let path = folder.path();
    let expected = stdout(&tcgen(path, &["diff", "old", "new"]));
    for old in [
        "git:HEAD",
        "git:HEAD:specs",
        "git:HEAD:./specs/",
        "git:main",
    ] {
        for new in [".", "tcgen.toml", "specs"] {
            let output = tcgen(path, &["diff", old, new]);
            assert_exit(&output, 0);
            assert_eq!(stdout(&output), expected, "{old} {new}");
        }
    }
    // Paths are seen from where the user is.
    let below = path.join("specs");
    let output = tcgen(
        &below,
        &[
            "diff",
            "git:HEAD:shop/2020-01-01.json",
            "shop/2020-01-01.json",
        ],
    );
    assert_exit(&output, 0);
    assert!(stdout(&output).contains("ReturnThing"));
    let output = tcgen(&below, &["diff", "git:HEAD", ".."]);
    assert_exit(&output, 0);
    assert_eq!(stdout(&output), expected);
}

#[test]
fn what_git_does_not_have_is_told() {
    let folder = repository();
    for (old, says) in [
        (
            "git:nowhere",
            "the git repository here has no revision `nowhere`",
        ),
        (
            "git:nowhere:specs",
            "the git repository here has no revision `nowhere`",
        ),
        ("git:HEAD:nothing", "nothing"),
        ("git:", "names no revision"),
        ("git:--output=x", "names no revision"),
    ] {
        let output = tcgen(folder.path(), &["diff", old, "specs"]);
        assert_exit(&output, 2);
        assert!(stderr(&output).contains(says), "{}", stderr(&output));
    }
    let outside = tempfile::tempdir().unwrap();
    let output = tcgen(outside.path(), &["diff", "git:HEAD:specs", "specs"]);
    assert_exit(&output, 2);
    let said = stderr(&output);
    assert!(said.contains("there is no git repository here"), "{said}");
}

#[test]
fn annotations_are_at_the_lines_of_spec_files() {
    let folder = repository();
    let arguments = ["diff", "git:HEAD", ".", "--format", "github"];
    let output = tcgen(folder.path(), &arguments);
    assert_exit(&output, 0);
    let text = fs::read_to_string(folder.path().join("specs/shop/2020-01-01.json")).unwrap();
    let line_with = |what: &str| text.lines().position(|line| line.contains(what)).unwrap() + 1;
    for (rule, what) in [
        ("required-member-added", "\"name\": \"Address\""),
        ("type-widened", "\"name\": \"Price\""),
        ("member-became-required", "\"name\": \"Values\""),
        ("action-added", "\"SellThing\""),
    ] {
        let expected = format!("line={},title={rule}::", line_with(what));
        let out = stdout(&output);
        assert!(out.contains(&expected), "{expected}\n{out}");
        assert!(
            out.contains("file=specs/shop/2020-01-01.json,") || out.contains("file=./specs/shop")
        );
    }
}

#[test]
fn a_page_is_compared_with_what_it_describes_only() {
    let folder = tempfile::tempdir().unwrap();
    let page = fs::read_to_string(PAGE).unwrap();
    assert_exit(&tcgen(folder.path(), &["parse", PAGE, "--out", "specs"]), 0);
    let same = tcgen(folder.path(), &["diff", "specs", PAGE, "--docs"]);
    assert_exit(&same, 0);
    assert_eq!(
        stdout(&same),
        "no changes in 1 service version\nonly what the pages of NEW describe is compared\n"
    );

    // Of all actions of the catalogue, the page says something of one.
    let output = tcgen(
        folder.path(),
        &["diff", "builtin", PAGE, "--format", "ignore"],
    );
    assert_exit(&output, 0);
    for line in stdout(&output).lines() {
        assert!(
            line.contains(" cvm 2017-03-12 action TerminateInstances"),
            "{line}"
        );
    }

    let changed = page.replace("ReleaseAddress", "ReleaseAddresses");
    assert_ne!(changed, page);
    fs::write(folder.path().join("page.txt"), changed).unwrap();
    let output = tcgen(
        folder.path(),
        &["diff", PAGE, "page.txt", "--only", "breaking"],
    );
    assert_exit(&output, 0);
    let out = stdout(&output);
    assert!(
        out.contains("member-removed request ReleaseAddress"),
        "{out}"
    );
    assert!(out.contains("perhaps renamed to ReleaseAddresses"), "{out}");
}

#[test]
fn what_cannot_be_compared_is_told() {
    let folder = sides();
    fs::create_dir(folder.path().join("empty")).unwrap();
    fs::write(folder.path().join("bad.json"), "{").unwrap();
    fs::write(folder.path().join("bad.whl"), "PK").unwrap();
    for (old, says) in [
        ("missing", "there is no missing"),
        ("empty", "nor specs, a catalogue or a tcgen.toml"),
        ("bad.json", "not a spec"),
        ("bad.whl", "no wheel"),
    ] {
        let output = tcgen(folder.path(), &["diff", old, "new"]);
        assert_exit(&output, 2);
        assert_eq!(stdout(&output), "");
        assert!(stderr(&output).contains(says), "{}", stderr(&output));
    }
}

#[test]
fn the_version_of_the_crates_decides_what_a_break_needs() {
    let folder = sides();
    let arguments = ["diff", "old", "new", "--crate-version", "1.4.2"];
    let output = tcgen(folder.path(), &arguments);
    assert!(stdout(&output).contains("tencentcloud-shop: 1.4.2 → 2.0.0, a major version"));

    fs::write(
        folder.path().join("tcgen.toml"),
        "specs = [\"new\"]\nout = \"generated\"\n\n[crates]\nprefix = \"my-\"\nversion = \"0.3.1\"\n",
    )
    .unwrap();
    let output = tcgen(folder.path(), &["diff", "old", "new"]);
    assert!(stdout(&output).contains("my-shop: 0.3.1 → 0.4.0, a minor version"));

    // A service can have one of its own.
    fs::write(
        folder.path().join("tcgen.toml"),
        "specs = [\"new\"]\nout = \"generated\"\n\n[crates.versions]\nshop = \"1.2.3\"\n",
    )
    .unwrap();
    let output = tcgen(folder.path(), &["diff", "old", "new"]);
    assert!(stdout(&output).contains("tencentcloud-shop: 1.2.3 → 2.0.0, a major version"));
}
