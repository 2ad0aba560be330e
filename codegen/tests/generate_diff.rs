//! `tcgen generate --diff`, and what others make of the patch that it prints.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

#[allow(dead_code, reason = "shared with other tests")]
mod command;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use command::{assert_exit, command, files_below, stderr, stdout, tcgen};
use tempfile::TempDir;

const OLD: &str = r#"{
  "spec": 1,
  "service": "thing",
  "version": "2020-01-01",
  "endpoint": "thing.tencentcloudapi.com",
  "actions": {
    "CreateThing": {
      "request": [{ "name": "Name", "type": "string", "required": true }],
      "response": [{ "name": "RequestId", "type": "string" }]
    },
    "DropThing": {
      "request": [{ "name": "Id", "type": "string", "required": true }],
      "response": [{ "name": "RequestId", "type": "string" }]
    }
  }
}
"#;

/// One action is new, one is gone, one has another member.
const NEW: &str = r#"{
  "spec": 1,
  "service": "thing",
  "version": "2020-01-01",
  "endpoint": "thing.tencentcloudapi.com",
  "actions": {
    "CreateThing": {
      "request": [
        { "name": "Name", "type": "string", "required": true },
        { "name": "Size", "type": "integer" }
      ],
      "response": [{ "name": "RequestId", "type": "string" }]
    },
    "ListThings": {
      "response": [
        { "name": "Names", "type": "list<string>" },
        { "name": "RequestId", "type": "string" }
      ]
    }
  }
}
"#;

/// A project whose crates are not what its specs give: in a folder of a git repository, not at its root.
struct Project {
    _repository: TempDir,
    folder: PathBuf,
}

impl Project {
    fn new(out: &str) -> Self {
        let repository = tempfile::tempdir().unwrap();
        let folder = repository.path().join("sdks/rust");
        let specs = folder.join("specs/thing");
        fs::create_dir_all(&specs).unwrap();
        git(repository.path(), &["init", "--quiet"]);
        let config = format!("specs = [\"specs\"]\nout = \"{out}\"\n");
        fs::write(folder.join("tcgen.toml"), config).unwrap();
        fs::write(specs.join("2020-01-01.json"), OLD).unwrap();
        assert_exit(&tcgen(&folder, &["generate"]), 0);
        fs::write(specs.join("2020-01-01.json"), NEW).unwrap();
        // What somebody did to generated files: the end of lines, the end of the file.
        let crate_folder = folder.join(out).join("thing");
        for (file, from, to) in [
            ("README.md", "\n", "\r\n"),
            ("src/lib.rs", "*;\n", "*;"),
            ("Cargo.toml", "[features]", "[features]\rmore"),
        ] {
            let path = crate_folder.join(file);
            let text = fs::read_to_string(&path).unwrap();
            fs::write(&path, text.replace(from, to)).unwrap();
        }
        Self {
            _repository: repository,
            folder,
        }
    }

    fn tcgen(&self, arguments: &[&str]) -> Output {
        tcgen(&self.folder, arguments)
    }

    /// The files below a folder of it, and what is in them.
    fn files(&self, below: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        let files = files_below(&self.folder.join(below)).into_iter();
        files
            .map(|path| (path.clone(), fs::read(path).unwrap()))
            .collect()
    }
}

fn git(folder: &Path, arguments: &[&str]) {
    let mut git = Command::new("git");
    let done = git.current_dir(folder).args(arguments).status().unwrap();
    assert!(done.success(), "git {arguments:?}");
}

/// Runs a command that takes a patch as its input; nothing where it is not installed.
fn apply(folder: &Path, program: &str, arguments: &[&str], patch: &[u8]) -> Option<Output> {
    let mut command = Command::new(program);
    command.current_dir(folder).args(arguments);
    let piped = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = piped.spawn().ok()?;
    child.stdin.take().unwrap().write_all(patch).unwrap();
    Some(child.wait_with_output().unwrap())
}

#[test]
fn the_patch_makes_of_the_files_what_generate_makes_of_them() {
    for (program, arguments) in [
        ("git", &["apply", "--whitespace=nowarn"][..]),
        ("patch", &["-p1", "--silent", "--binary"]),
    ] {
        // Seen from the folder of tcgen.toml, with a name that ends at its first space if nobody takes care.
        let project = Project::new("of us/generated");
        let before = project.files("of us");
        let output = project.tcgen(&["generate", "--diff"]);
        assert_exit(&output, 0);
        assert_eq!(project.files("of us"), before);

        let Some(applied) = apply(&project.folder, program, arguments, &output.stdout) else {
            eprintln!("skipped: {program} is not installed");
            continue;
        };
        assert!(applied.status.success(), "{program}: {}", stderr(&applied));
        let patched = project.files("of us");
        assert_ne!(patched, before, "{program}");
        assert_exit(&project.tcgen(&["generate", "--force"]), 0);
        assert_eq!(project.files("of us"), patched, "{program}");
        assert_exit(&project.tcgen(&["check"]), 0);
    }
}

#[test]
fn new_changed_and_deleted_files_are_shown_and_counted() {
    let project = Project::new("generated");
    let output = project.tcgen(&["generate", "--diff"]);
    let patch = stdout(&output);
    for header in [
        "--- a/generated/thing/src/v20200101/create_thing.rs\n+++ b/generated/thing/src/v20200101/create_thing.rs\n@@ -",
        "--- a/generated/thing/src/v20200101/drop_thing.rs\n+++ /dev/null\n@@ -1,",
        "--- /dev/null\n+++ b/generated/thing/src/v20200101/list_things.rs\n@@ -0,0 +1,",
        "\n\\ No newline at end of file\n+pub use self::v20200101::*;\n",
    ] {
        assert!(patch.contains(header), "{header}\n{patch}");
    }
    let count = |sign: char, header: &str| {
        let lines = patch.lines();
        let lines = lines.filter(|line| line.starts_with(sign) && !line.starts_with(header));
        lines.count()
    };
    let said = format!(
        "7 files would change: {} lines added, {} lines removed\n",
        count('+', "+++ "),
        count('-', "--- ")
    );
    assert_eq!(stderr(&output), said);

    // `check` says the same, and that it should not be so.
    let checked = project.tcgen(&["check"]);
    assert_exit(&checked, 1);
    assert_eq!(stdout(&checked), patch);
    assert_eq!(
        stderr(&checked),
        said.trim_end().to_owned() + ": run `tcgen generate`\n"
    );
}

#[test]
fn current_files_are_no_patch() {
    let project = Project::new("generated");
    assert_exit(&project.tcgen(&["generate"]), 0);
    let output = project.tcgen(&["generate", "--diff"]);
    assert_exit(&output, 0);
    assert_eq!(stdout(&output), "");
    assert_eq!(
        stderr(&output),
        "7 generated files in generated are current\n"
    );
}

#[test]
fn a_patch_for_files_outside_of_the_project_starts_in_their_folder() {
    let project = Project::new("../crates");
    let output = project.tcgen(&["generate", "--diff"]);
    assert!(stdout(&output).contains("+++ b/thing/src/lib.rs\n"));
    assert!(
        stderr(&output).starts_with("paths start in ../crates\n"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn there_are_colours_where_they_are_wanted() {
    let project = Project::new("generated");
    let plain = stdout(&project.tcgen(&["generate", "--diff"]));
    let mut forced = command(&project.folder, &["generate", "--diff"]);
    forced.env_remove("NO_COLOR").env("CLICOLOR_FORCE", "1");
    let coloured = stdout(&forced.output().unwrap());
    assert!(coloured.contains("\u{1b}[32m+"), "{coloured}");
    let mut parts = coloured.split('\u{1b}');
    let mut stripped = parts.next().unwrap().to_owned();
    for part in parts {
        stripped.push_str(part.split_once('m').unwrap().1);
    }
    assert_eq!(stripped, plain);
}
