//! The workflows of docs/ci.md, as they stand there: their steps are run, in order, in a project of their own.
//!
//! The repository is a bare one beside it; `gh`, `pip`, `cargo` and `apt-get` are scripts in `bin/`.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may fail anywhere"
)]

#[allow(dead_code, reason = "shared with other tests")]
#[path = "../command/mod.rs"]
mod command;
mod project;
mod workflow;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use project::{BREAKING, MORE, Project};
use workflow::{Guide, Ran};
use yaml_rust2::Yaml;

const UPDATE: &str = ".github/workflows/tcgen-update.yml";
const CHECK: &str = ".github/workflows/tcgen-check.yml";
const GITLAB: &str = ".gitlab-ci.yml";

fn guide() -> Guide {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/ci.md");
    Guide::new(&fs::read_to_string(path).unwrap())
}

/// The workflow files of the guide.
fn files() -> BTreeMap<String, Yaml> {
    guide().files
}

/// Runs a job of a workflow; nothing if its condition does not hold.
fn run(project: &Project, file: &str, job: &str, reference: &str) -> Option<Ran> {
    project
        .runner
        .run(&files()[file], job, reference, &Project::context())
}

/// The nightly run, which must be good.
fn update(project: &Project) -> Ran {
    let ran = run(project, UPDATE, "update", "main").unwrap();
    assert_eq!(ran.failed, None, "{}", ran.log);
    ran
}

fn check(project: &Project, reference: &str) -> Ran {
    run(project, CHECK, "check", reference).unwrap()
}

#[test]
fn workflows_have_few_permissions_and_keep_expressions_out_of_scripts() {
    let files = files();
    assert_eq!(files.keys().collect::<Vec<_>>(), [CHECK, UPDATE, GITLAB]);
    for name in [CHECK, UPDATE] {
        let workflow = &files[name];
        assert!(workflow["permissions"].as_hash().is_some(), "{name}");
        assert!(!workflow["concurrency"].is_badvalue(), "{name}");
        assert!(
            workflow["on"]["pull_request_target"].is_badvalue(),
            "{name}"
        );
        for (_, job) in workflow["jobs"].as_hash().unwrap() {
            assert!(job["timeout-minutes"].as_i64().is_some(), "{name}");
            for step in job["steps"].as_vec().unwrap() {
                let script = step["run"].as_str().unwrap_or_default();
                assert!(!script.contains("${{"), "{name}: {script}");
            }
        }
    }
    // What people from outside send has no token that may write, and nothing secret, to be run with.
    let check = &files[CHECK];
    assert_eq!(check["permissions"]["contents"].as_str(), Some("read"));
    assert!(check["jobs"]["check"]["permissions"].is_badvalue());
    let commented = &check["jobs"]["comment"]["steps"];
    let is_checkout = |step: &Yaml| {
        step["uses"]
            .as_str()
            .is_some_and(|uses| uses.contains("checkout"))
    };
    assert!(!commented.as_vec().unwrap().iter().any(is_checkout));
}

#[test]
fn an_update_opens_a_pull_request_and_keeps_it_current() {
    let project = Project::new();
    // Nothing is new.
    update(&project);
    assert_eq!(project.head("tcgen-update"), "");
    assert_eq!(project.noted("gh.log"), "");

    // A release that breaks something.
    project.release(BREAKING);
    let ran = update(&project);
    assert_eq!(ran.steps.last().unwrap(), "Open or update the pull request");
    let first = project.head("tcgen-update");
    assert_ne!(first, "");
    assert_eq!(
        project.noted("title"),
        "Update from the documentation (breaking)\n"
    );
    assert_eq!(project.noted("label"), "api-breaking\n");
    let text = project.noted("pull-request");
    assert!(text.contains("member-removed"), "{text}");
    assert!(
        text.contains("From tccli-3.0.3.1-py2.py3-none-any.whl."),
        "{text}"
    );
    let page = project.artifact("changes/changes.html");
    assert!(page.contains("<html") && page.contains("Colour"), "{page}");
    project.git("fetch --quiet origin main tcgen-update");
    let manifest = project.show("tcgen-update", "generated/shop/Cargo.toml");
    assert!(manifest.contains("version = \"0.2.0\""), "{manifest}");
    let code = project.show("tcgen-update", "generated/shop/src/v20200101/buy_thing.rs");
    assert!(
        code.contains("pub size:") && !code.contains("pub colour:"),
        "{code}"
    );
    project.branch("update", "tcgen-update");
    project.tcgen(&["check"]);

    // The same again does nothing.
    let log = project.noted("gh.log");
    update(&project);
    assert_eq!(project.head("tcgen-update"), first);
    assert_eq!(project.noted("gh.log"), log);

    // Something else is merged: the pull request is made anew on top of it.
    project.branch("main", "main");
    project.write("README.md", "Hello.\n");
    project.commit("main", "Say hello");
    update(&project);
    let second = project.head("tcgen-update");
    assert_ne!(second, first);
    assert_eq!(project.show("tcgen-update", "README.md"), "Hello.\n");
    assert!(
        project
            .noted("gh.log")
            .ends_with("pr list\npr edit\npr edit\n")
    );

    // Merged, it is done.
    project.branch("main", "tcgen-update");
    project.commit("main", "Merge");
    let log = project.noted("gh.log");
    update(&project);
    assert_eq!(project.head("tcgen-update"), second);
    assert_eq!(project.noted("gh.log"), log);
}

#[test]
fn an_update_leaves_alone_what_somebody_has_committed_to_its_branch() {
    let project = Project::new();
    project.release(MORE);
    update(&project);
    assert_eq!(project.noted("label"), "api-additive\n");
    project.branch("mine", "tcgen-update");
    project.write("README.md", "Mine.\n");
    project.commit("tcgen-update", "Mine");
    let mine = project.head("tcgen-update");
    project.release(BREAKING);
    let ran = update(&project);
    assert!(ran.log.contains("::notice::Somebody"), "{}", ran.log);
    assert_eq!(project.head("tcgen-update"), mine);
}

#[test]
fn the_check_wants_generated_code_to_be_current() {
    let project = Project::new();
    project.release(MORE);
    project.branch("mine", "main");
    project.tcgen(&["import", &project.wheel(), "--out", "specs"]);
    project.commit("mine", "Forget to generate");
    let ran = check(&project, project.propose("mine"));
    assert_eq!(
        ran.failed.as_deref(),
        Some("The generated code is what the specs give")
    );
    assert!(
        ran.log.contains("+    pub size: Option<String>,"),
        "{}",
        ran.log
    );
    // What changes is told nevertheless.
    assert!(ran.summary.contains("member-added"), "{}", ran.summary);

    project.branch("mine", "mine");
    project.tcgen(&["generate"]);
    project.commit("mine", "Generate");
    let ran = check(&project, project.propose("mine"));
    assert_eq!(ran.failed, None, "{}", ran.log);
}

#[test]
fn the_check_fails_on_a_break_until_it_is_accepted() {
    let project = Project::new();
    project.release(BREAKING);
    project.branch("mine", "main");
    project.tcgen(&["update", &project.wheel()]);
    project.commit("mine", "Update");
    let ran = check(&project, project.propose("mine"));
    assert_eq!(
        ran.failed.as_deref(),
        Some("What it changes"),
        "{}",
        ran.log
    );
    assert!(
        ran.log
            .contains("::error file=specs/shop/2020-01-01.json,line="),
        "{}",
        ran.log
    );
    assert!(ran.summary.contains("member-removed"), "{}", ran.summary);
    // The update raised it, which is told and not done again.
    assert!(ran.summary.contains("0.1.0 → 0.2.0"), "{}", ran.summary);

    // There is a comment, which the next run replaces.
    let commented = run(&project, CHECK, "comment", "").unwrap();
    assert_eq!(commented.failed, None, "{}", commented.log);
    assert!(project.noted("comment").contains("member-removed"));

    project.branch("mine", "mine");
    project.git("fetch --quiet origin main:refs/remotes/origin/main");
    let [_, accept, _] = &guide().scripts[..] else {
        panic!("the guide has other blocks");
    };
    project.run(accept);
    assert!(
        project
            .read("accepted-changes.txt")
            .contains("member-removed")
    );
    project.commit("mine", "Accept it");
    let ran = check(&project, project.propose("mine"));
    assert_eq!(ran.failed, None, "{}", ran.log);
    run(&project, CHECK, "comment", "").unwrap();
    assert!(!project.noted("comment").contains("member-removed"));
    assert!(
        project
            .noted("gh.log")
            .ends_with("api --paginate\napi --silent\n")
    );
}

#[test]
fn nobody_writes_into_a_pull_request_from_a_fork() {
    let project = Project::new();
    let mut context = Project::context();
    context.insert(
        "github.event.pull_request.head.repo.full_name",
        "somebody/sdk".to_owned(),
    );
    let ran = project.runner.run(&files()[CHECK], "comment", "", &context);
    assert!(ran.is_none());
}

#[test]
fn the_commands_do_without_a_workflow() {
    let project = Project::new();
    project.release(MORE);
    project.git("fetch --quiet origin main:refs/remotes/origin/main");
    let log = project.run(guide().scripts.last().unwrap());
    assert!(project.read("changes.md").contains("member-added"), "{log}");
    assert!(
        log.ends_with("generated files in generated are current\n"),
        "{log}"
    );
}

#[test]
fn gitlab_runs_the_same() {
    let project = Project::new();
    let pipeline = &files()[GITLAB];
    let run = |job: &str, reference: &str, env: &[(&str, &str)]| {
        let folder = tempfile::tempdir().unwrap();
        project.runner.check_out(reference, "0", folder.path());
        let lines = |yaml: &Yaml| {
            let lines = yaml.as_vec().unwrap().iter();
            lines
                .map(|line| line.as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        let mut script = lines(&pipeline[".tcgen"]["before_script"]);
        script.extend(lines(&pipeline[job]["script"]));
        let variables = pipeline[".tcgen"]["variables"].as_hash().unwrap();
        let variables = variables
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()));
        let mut all: BTreeMap<String, String> = variables
            .map(|(key, value)| (key.unwrap().to_owned(), value.unwrap().to_owned()))
            .collect();
        all.extend(
            env.iter()
                .map(|(key, value)| ((*key).to_owned(), (*value).to_owned())),
        );
        project
            .runner
            .script(&script.join("\n"), folder.path(), &all)
    };
    // Where the repository is.
    project.git("--git-dir ../remote.git config receive.advertisePushOptions true");
    project.git(&format!(
        "config --global url.file://{}.insteadOf https://tcgen:secret@git.example/someone/sdk.git",
        project.runner.remote.display()
    ));
    let server = [
        ("TCGEN_TOKEN", "secret"),
        ("CI_SERVER_HOST", "git.example"),
        ("CI_PROJECT_PATH", "someone/sdk"),
    ];
    let (good, log) = run("tcgen-update", "main", &server);
    assert!(good, "{log}");
    assert_eq!(project.head("tcgen-update"), "");

    project.release(BREAKING);
    let (good, log) = run("tcgen-update", "main", &server);
    assert!(good, "{log}");
    let head = project.head("tcgen-update");
    assert_ne!(head, "", "{log}");
    let (good, log) = run("tcgen-update", "main", &server);
    assert!(good, "{log}");
    assert_eq!(project.head("tcgen-update"), head);

    let main = project.head("main");
    let base = [("CI_MERGE_REQUEST_DIFF_BASE_SHA", main.as_str())];
    let (good, log) = run("tcgen-check", "main", &base);
    assert!(good, "{log}");
    let (good, log) = run("tcgen-check", "tcgen-update", &base);
    assert!(!good && log.contains("member-removed"), "{log}");
}
