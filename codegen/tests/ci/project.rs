//! A project with generated crates in a repository, and releases of the documentation.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::command::{assert_exit, tcgen};
use crate::guide;
use crate::workflow::{Context, Runner};

/// A release of the catalogue: its version, and the members of the request of its one action.
#[derive(Clone, Copy)]
pub(crate) struct Release(pub(crate) &'static str, pub(crate) &'static [&'static str]);

pub(crate) const FIRST: Release = Release("3.0.1.1", &["Thing", "Colour"]);

/// A member more.
pub(crate) const MORE: Release = Release("3.0.2.1", &["Thing", "Colour", "Size"]);

/// A member less.
pub(crate) const BREAKING: Release = Release("3.0.3.1", &["Thing", "Size"]);

impl Release {
    /// The wheel, by its name.
    fn wheel(self) -> (String, Vec<u8>) {
        let members = self.1.iter().map(|name| {
            format!(
                r#"{{ "name": "{name}", "type": "string", "member": "string", "required": false, "document": "" }}"#
            )
        });
        let members = members.collect::<Vec<_>>().join(", ");
        let api = format!(
            r#"{{
  "metadata": {{ "apiVersion": "2020-01-01", "serviceShortName": "shop" }},
  "actions": {{
    "BuyThing": {{ "name": "", "document": "", "input": "BuyThingRequest", "output": "BuyThingResponse", "status": "online" }}
  }},
  "objects": {{
    "BuyThingRequest": {{ "document": "", "type": "object", "members": [{members}] }},
    "BuyThingResponse": {{
      "document": "", "type": "object",
      "members": [{{ "name": "RequestId", "type": "string", "member": "string", "document": "" }}]
    }}
  }},
  "version": "1.0"
}}"#
        );
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default();
        zip.start_file("tccli/services/shop/v20200101/api.json", options)
            .unwrap();
        zip.write_all(api.as_bytes()).unwrap();
        let bytes = zip.finish().unwrap().into_inner();
        (format!("tccli-{}-py2.py3-none-any.whl", self.0), bytes)
    }
}

/// A repository, a machine that runs its workflows, and a clone for people to work in.
pub(crate) struct Project {
    _folder: TempDir,
    pub(crate) runner: Runner,
    clone: PathBuf,
    root: PathBuf,
}

impl Project {
    /// A project that is as the first release says.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().to_owned();
        for name in ["home", "fakes", "clone"] {
            fs::create_dir(root.join(name)).unwrap();
        }
        let runner = Runner {
            remote: root.join("remote.git"),
            programs: Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ci/bin"),
            fakes: root.join("fakes"),
            home: root.join("home"),
            artifacts: root.join("artifacts"),
        };
        let clone = root.join("clone");
        let project = Self {
            _folder: folder,
            runner,
            clone,
            root,
        };
        project.git("init --quiet --initial-branch main");
        project.git("init --quiet --bare --initial-branch main ../remote.git");
        project.git("remote add origin ../remote.git");
        project.release(FIRST);
        project.write("tcgen.toml", "specs = [\"specs\"]\nout = \"generated\"\n");
        project.run(&guide().scripts[0]);
        project.tcgen(&["import", &project.wheel(), "--out", "specs"]);
        project.tcgen(&["generate"]);
        project.commit("main", "Begin");
        project
    }

    /// From now on, this is the newest release.
    pub(crate) fn release(&self, release: Release) {
        let folder = self.runner.fakes.join("release");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir(&folder).unwrap();
        let (name, bytes) = release.wheel();
        fs::write(folder.join(name), bytes).unwrap();
    }

    /// The path of its wheel.
    pub(crate) fn wheel(&self) -> String {
        let mut files = fs::read_dir(self.runner.fakes.join("release")).unwrap();
        let file = files.next().unwrap().unwrap();
        file.path().to_str().unwrap().to_owned()
    }

    /// Begins a branch where another one is.
    pub(crate) fn branch(&self, name: &str, from: &str) {
        self.git(&format!("fetch --quiet origin {from}"));
        self.git(&format!("checkout --quiet -B {name} FETCH_HEAD"));
    }

    /// Runs tcgen in the clone.
    pub(crate) fn tcgen(&self, arguments: &[&str]) -> String {
        let output = tcgen(&self.clone, arguments);
        assert_exit(&output, 0);
        let _ = fs::remove_dir_all(self.clone.join("cache"));
        crate::command::stdout(&output)
    }

    /// Runs a script in the clone, where tcgen is installed.
    pub(crate) fn run(&self, script: &str) -> String {
        let tcgen = Path::new(env!("CARGO_BIN_EXE_tcgen")).parent().unwrap();
        let script = format!("PATH=$PATH:{}\n{script}", tcgen.display());
        let (good, log) = self.runner.script(&script, &self.clone, &BTreeMap::new());
        assert!(good, "{script}: {log}");
        log
    }

    /// Reads a file of the clone.
    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.clone.join(name)).unwrap()
    }

    /// Writes a file of the clone.
    pub(crate) fn write(&self, name: &str, text: &str) {
        fs::write(self.clone.join(name), text).unwrap();
    }

    /// Commits all of the clone, and pushes it.
    pub(crate) fn commit(&self, branch: &str, message: &str) {
        self.git("add --all");
        let person = "-c user.name=Somebody -c user.email=somebody@noreply.example";
        self.git(&format!(
            "{person} commit --quiet --allow-empty --message '{message}'"
        ));
        self.git(&format!(
            "push --quiet --force origin HEAD:refs/heads/{branch}"
        ));
    }

    /// Merges a branch into main as GitHub does to check it: into a reference of its own.
    pub(crate) fn propose(&self, branch: &str) -> &'static str {
        self.branch("merge", "main");
        self.git(&format!("fetch --quiet origin {branch}"));
        let person = "-c user.name=Somebody -c user.email=somebody@noreply.example";
        self.git(&format!(
            "{person} merge --quiet --no-ff --message Merge FETCH_HEAD"
        ));
        self.git("push --quiet --force origin HEAD:refs/pull/7/merge");
        "refs/pull/7/merge"
    }

    /// The commit that a branch of the repository is at; empty where there is none.
    pub(crate) fn head(&self, branch: &str) -> String {
        let found = self.git(&format!("ls-remote origin refs/heads/{branch}"));
        found
            .split_whitespace()
            .next()
            .unwrap_or_default()
            .to_owned()
    }

    /// A file as it is in a branch of the repository.
    pub(crate) fn show(&self, branch: &str, path: &str) -> String {
        self.git(&format!("fetch --quiet origin {branch}"));
        self.git(&format!("show FETCH_HEAD:{path}"))
    }

    /// Runs git in the clone.
    pub(crate) fn git(&self, arguments: &str) -> String {
        self.run(&format!("git {arguments}"))
    }

    /// What the fakes noted; empty where there is nothing.
    pub(crate) fn noted(&self, name: &str) -> String {
        fs::read_to_string(self.runner.fakes.join(name)).unwrap_or_default()
    }

    /// An artifact of the last run.
    pub(crate) fn artifact(&self, name: &str) -> String {
        fs::read_to_string(self.root.join("artifacts").join(name)).unwrap()
    }

    /// What the workflows of this repository know.
    pub(crate) fn context() -> Context {
        let values = [
            ("github.token", "a token"),
            ("github.ref_name", "main"),
            ("github.ref", "refs/pull/7/merge"),
            ("github.server_url", "https://git.example"),
            ("github.repository", "someone/sdk"),
            ("github.run_id", "1"),
            ("github.event.pull_request.number", "7"),
            (
                "github.event.pull_request.head.repo.full_name",
                "someone/sdk",
            ),
        ];
        values.map(|(key, value)| (key, value.to_owned())).into()
    }
}
