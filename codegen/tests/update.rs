//! `tcgen update` as a maintainer meets it: sessions of a terminal.
//!
//! `tests/update/*.session` are commands, each in a line that starts with `$ `, and what they print, first to standard
//! output, then to standard error, with the exit code where it is not 0; `// ` begins a comment. Each session starts with a copy of
//! `tests/update/project`: two releases of a catalogue, pages, and a `tcgen.toml`.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/update");

/// Commands of the sessions that are none of the system.
const SHELL: &str = r#"
# A number that is another one when any file, or its place, is.
state() { find . -type f ! -path './cache/*' ! -name before | LC_ALL=C sort | xargs cksum | cksum; }
# What a command says on standard error, but for the names of files.
notes() { "$@" 2>&1 >/dev/null | grep -vE '^(added|changed|deleted) '; }
"#;

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

/// Runs a command of a session, and returns what it printed.
fn run(folder: &Path, line: &str) -> String {
    let bin = Path::new(env!("CARGO_BIN_EXE_tcgen")).parent().unwrap();
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap());
    let output = Command::new("sh")
        .args(["-c", &format!("{SHELL}\n{line}")])
        .current_dir(folder)
        .env("PATH", path)
        .env("NO_COLOR", "1")
        .env("COLUMNS", "100")
        .env("TCGEN_CACHE", folder.join("cache"))
        .output()
        .unwrap();
    let mut printed = String::from_utf8(output.stdout).unwrap();
    printed.push_str(&String::from_utf8(output.stderr).unwrap());
    if !printed.is_empty() && !printed.ends_with('\n') {
        printed.push('\n');
    }
    match output.status.code() {
        Some(0) => {}
        Some(code) => writeln!(printed, "(exit code {code})").unwrap(),
        None => printed.push_str("(killed)\n"),
    }
    printed
}

fn check(name: &str) {
    let folder = tempfile::tempdir().unwrap();
    copy(&Path::new(FOLDER).join("project"), folder.path());
    let file: PathBuf = Path::new(FOLDER).join(format!("{name}.session"));
    let expected = fs::read_to_string(&file).unwrap();
    let mut actual = String::new();
    // Comments begin a part, with an empty line before it.
    let mut is_output = false;
    for line in expected.lines() {
        if let Some(command) = line.strip_prefix("$ ") {
            writeln!(actual, "{line}").unwrap();
            actual.push_str(&run(folder.path(), command));
            is_output = true;
        } else if line.starts_with("// ") {
            if is_output {
                actual.push('\n');
            }
            is_output = false;
            writeln!(actual, "{line}").unwrap();
        }
    }
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&file, &actual).unwrap();
        return;
    }
    assert_eq!(
        actual,
        expected,
        "{}: if this is right, run with UPDATE_GOLDEN=1",
        file.display()
    );
}

#[test]
fn a_release_becomes_specs_crates_versions_and_changelogs() {
    check("release");
}

#[test]
fn a_page_is_laid_over_the_catalogue() {
    check("pages");
}

#[test]
fn what_is_known_by_hand_survives() {
    check("overrides");
}

#[test]
fn services_are_taken_as_the_project_says() {
    check("choices");
}

#[test]
fn a_failure_leaves_every_file_as_it_was() {
    check("failures");
}

/// In the path list `TCGEN_WHEELS`, else in the folder `wheels` of the project; they are no part of it.
fn releases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../wheels");
    let mut wheels: Vec<PathBuf> = match std::env::var_os("TCGEN_WHEELS") {
        Some(paths) => std::env::split_paths(&paths).collect(),
        None => fs::read_dir(folder)
            .into_iter()
            .flatten()
            .map(|entry| entry.unwrap().path())
            .collect(),
    };
    wheels.retain(|path| {
        path.file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with("tccli-"))
    });
    wheels
}

#[test]
fn official_releases_are_taken_one_after_the_other() {
    let releases = releases();
    if releases.is_empty() {
        println!("skipped: there is no tccli wheel in TCGEN_WHEELS or the folder `wheels`");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let config = "specs = [\"specs\"]\nout = \"generated\"\nservices = [\"cvm\", \"sts\"]\n";
    fs::write(folder.path().join("tcgen.toml"), config).unwrap();
    for release in releases {
        let release = release.canonicalize().unwrap();
        let update = format!("tcgen update '{}'", release.display());
        let printed = run(folder.path(), &update);
        assert!(!printed.contains("exit code"), "{printed}");
        let printed = run(folder.path(), "tcgen check");
        assert!(printed.ends_with("are current\n"), "{printed}");
        let printed = run(folder.path(), &update);
        assert!(printed.contains("nothing to update"), "{printed}");
    }
}

#[test]
fn a_run_that_was_killed_is_undone_by_the_next_one() {
    check("interrupted");
}
