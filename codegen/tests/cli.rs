//! The command as a user meets it.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

mod command;
mod server;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use command::{assert_exit, command, files_below, is_update, stderr, stdout, tcgen};
use server::{Script, Server};
use tempfile::TempDir;

/// Pages beside what the command says of them (`.stderr`) and reads from them (`.json`):
///
/// - `layouts`: one for each layout that documentation has had, all of them well written;
/// - `odd`: pages with mistakes that have one possible reading;
/// - `bad`: pages that cannot be used.
const PAGES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pages");

const GOOD_PAGE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../tests/golden/terminate-instances/cvm-TerminateInstances.txt"
);

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

/// The pages of a folder of [`PAGES`].
fn pages(folder: &str) -> Vec<PathBuf> {
    let mut pages = files_below(&Path::new(PAGES).join(folder));
    pages.retain(|path| {
        !["stderr", "json"]
            .iter()
            .any(|golden| path.extension() == Some(golden.as_ref()))
    });
    assert!(!pages.is_empty());
    pages
}

/// Compares what the command printed with the file beside the page; nothing printed is no file.
fn assert_golden(page: &Path, extension: &str, printed: &str) {
    let name = page.file_name().unwrap().to_str().unwrap();
    let golden = page.with_file_name(format!("{name}.{extension}"));
    if is_update() {
        if printed.is_empty() {
            let _ = fs::remove_file(&golden);
        } else {
            fs::write(&golden, printed).unwrap();
        }
    }
    let expected = fs::read_to_string(&golden).unwrap_or_default();
    assert_eq!(
        printed, expected,
        "{name}: if this is right, run with UPDATE_GOLDEN=1"
    );
}

/// A folder with nothing but a page.
fn alone(page: &Path) -> (TempDir, String) {
    let name = page.file_name().unwrap().to_str().unwrap().to_owned();
    let folder = tempfile::tempdir().unwrap();
    fs::copy(page, folder.path().join(&name)).unwrap();
    (folder, name)
}

#[test]
fn pages_of_all_layouts_are_read_without_a_finding() {
    for page in pages("layouts") {
        let (folder, name) = alone(&page);
        let output = tcgen(folder.path(), &["parse", &name, "--strict"]);
        assert_exit(&output, 0);
        assert_golden(&page, "json", &stdout(&output));
    }
}

#[test]
fn odd_pages_are_told_with_their_place_and_read() {
    for page in pages("odd") {
        let (folder, name) = alone(&page);
        let output = tcgen(folder.path(), &["parse", &name]);
        assert_exit(&output, 0);
        assert_golden(&page, "stderr", &stderr(&output));
        assert_golden(&page, "json", &stdout(&output));
        assert_exit(&tcgen(folder.path(), &["parse", &name, "--strict"]), 1);
    }
}

#[test]
fn bad_pages_are_told_with_their_place_and_write_nothing() {
    for page in pages("bad") {
        let (folder, name) = alone(&page);
        let output = tcgen(folder.path(), &["parse", &name, "--out", "specs"]);
        assert_exit(&output, 1);
        assert_eq!(stdout(&output), "");
        assert_eq!(files_below(folder.path()), [folder.path().join(&name)]);
        assert_golden(&page, "stderr", &stderr(&output));
    }
}

fn layout(name: &str) -> String {
    fs::read_to_string(Path::new(PAGES).join("layouts").join(name)).unwrap()
}

#[test]
fn pages_of_all_kinds_in_a_folder_become_one_spec() {
    let folder = tempfile::tempdir().unwrap();
    for name in [
        "2026-copied.zh.txt",
        "data-types.zh.md",
        "common-errors.zh.md",
        "common-parameters.en.md",
    ] {
        fs::write(folder.path().join(name), layout(name)).unwrap();
    }
    let output = tcgen(folder.path(), &["parse", ".", "--out", "specs"]);
    assert_exit(&output, 0);
    assert!(
        stderr(&output).contains(
            "data-types.zh.md: does not tell its service: taken to be of demo 2020-01-01"
        ),
        "{}",
        stderr(&output)
    );
    let text = fs::read(folder.path().join("specs/demo/2020-01-01.json")).unwrap();
    let spec: serde_json::Value = serde_json::from_slice(&text).unwrap();
    let keys: Vec<_> = spec.as_object().unwrap().keys().collect();
    let expected = [
        "spec",
        "service",
        "version",
        "endpoint",
        "actions",
        "types",
        "errors",
        "common_parameters",
        "regions",
    ];
    assert_eq!(keys, expected);
}

#[test]
fn a_page_that_belongs_nowhere_is_an_error_that_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("types.md"), layout("data-types.zh.md")).unwrap();
    let output = tcgen(folder.path(), &["parse", "types.md", "--out", "specs"]);
    assert_exit(&output, 1);
    assert!(stderr(&output).contains("--service NAME and --api-version DATE"));
    let told = [
        "parse",
        "types.md",
        "--out",
        "specs",
        "--service",
        "demo",
        "--api-version",
        "2020-01-01",
    ];
    assert_exit(&tcgen(folder.path(), &told), 0);
    assert!(folder.path().join("specs/demo/2020-01-01.json").is_file());
    for wrong in [["--service", "../demo"], ["--api-version", "v3"]] {
        let mut arguments = vec!["parse", "types.md"];
        arguments.extend(wrong);
        assert_exit(&tcgen(folder.path(), &arguments), 2);
    }
}

#[test]
fn the_later_of_two_pages_of_an_action_wins_and_the_difference_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let page = layout("2026-copied.zh.txt");
    let old = page
        .replace("2026-01-02", "2024-01-02")
        .replace("停止若干个东西", "停止东西");
    fs::write(folder.path().join("a.txt"), &page).unwrap();
    fs::write(folder.path().join("b.txt"), old).unwrap();
    let output = tcgen(folder.path(), &["parse", ".", "--out", "specs"]);
    assert_exit(&output, 0);
    assert!(
        stderr(&output)
            .contains("the action `StopThings` is described differently by later documentation")
    );
    let text = fs::read(folder.path().join("specs/demo/2020-01-01.json")).unwrap();
    let spec: serde_json::Value = serde_json::from_slice(&text).unwrap();
    assert_eq!(
        spec["actions"]["StopThings"]["updated"],
        "2026-01-02T03:04:05"
    );
    assert_exit(&tcgen(folder.path(), &["parse", ".", "--strict"]), 1);
}

#[test]
fn a_report_says_what_became_of_each_page() {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(
        format!("{PAGES}/odd/missing-cell.md"),
        folder.path().join("a.md"),
    )
    .unwrap();
    fs::copy(
        format!("{PAGES}/bad/prose.txt"),
        folder.path().join("b.txt"),
    )
    .unwrap();
    fs::write(folder.path().join("c.html"), layout("data-types.zh.html")).unwrap();
    let output = tcgen(
        folder.path(),
        &["parse", "a.md", "b.txt", "c.html", "--report"],
    );
    assert_exit(&output, 1);
    assert_eq!(
        stdout(&output),
        "\
kind               format      rows  understood  errors  warnings  page
action             markdown       6           6       0         1  a.md
unknown            text           0           0       1         0  b.txt
data types         html           3           3       0         0  c.html

action             markdown       6           6       0         1  1 page
data types         html           3           3       0         0  1 page
unknown            text           0           0       1         0  1 page
all                               9           9       1         1  3 pages
"
    );
    let output = tcgen(
        folder.path(),
        &["parse", "a.md", "--report", "--message-format", "json"],
    );
    let line: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(
        line["codes"],
        serde_json::json!({"page::yes-no-missing": 1})
    );
}

#[test]
fn messages_for_machines_are_json_lines() {
    let page = format!("{PAGES}/bad/missing-type.md");
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

/// The page as a site gives it.
fn good_page() -> Script {
    let text = fs::read(GOOD_PAGE).unwrap();
    Script::answer(
        "200 OK",
        &["Content-Type: text/plain; charset=utf-8", "ETag: \"1\""],
        text,
    )
}

#[test]
fn a_page_from_the_web_gives_its_spec_with_its_address() {
    let server = Server::start([
        good_page(),
        Script::head("304 Not Modified", &[]).send(""),
        good_page(),
    ]);
    let folder = tempfile::tempdir().unwrap();
    let url = format!("{}/document/api/213/15723?lang=zh&token=t#top", server.url);
    for options in [vec![], vec![], vec!["--no-cache"]] {
        let output = tcgen(folder.path(), &[vec!["parse", &url], options].concat());
        assert_exit(&output, 0);
        assert_eq!(
            stderr(&output),
            "1 page read, 0 with errors, 0 warnings\n",
            "no progress where nobody looks"
        );
        let spec: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(
            spec["actions"]["TerminateInstances"]["source"]["file"],
            format!("{}/document/api/213/15723?lang=zh", server.url)
        );
    }
    let conditions = [(); 3].map(|()| server.request().header("if-none-match").to_owned());
    assert_eq!(conditions, ["", "\"1\"", ""]);
}

#[test]
fn a_list_names_pages_and_one_that_cannot_be_had_is_a_finding() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("pages")).unwrap();
    fs::copy(GOOD_PAGE, folder.path().join("pages/page.txt")).unwrap();
    let server = Server::start([Script::answer("404 Not Found", &[], "gone")]);
    let list = format!("\u{feff}# pages\n\n  {}/gone  \r\npages\n", server.url);
    fs::write(folder.path().join("list.txt"), list).unwrap();

    let output = tcgen(
        folder.path(),
        &["parse", "--list", "list.txt", "--keep-going"],
    );
    assert_exit(&output, 1);
    assert_eq!(
        stderr(&output).replace(&server.url, "SITE"),
        "error[fetch::status]: the site answers 404 Not Found\n  \
           --> SITE/gone\n  \
           help: check the address in a browser: the page may have moved\n\n\
         2 pages read, 1 with errors, 0 warnings\n"
    );
    let spec: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        spec["actions"]["TerminateInstances"]["source"]["file"],
        "page.txt"
    );

    // Now nobody listens there.
    let arguments = ["parse", "--list", "list.txt", "--message-format", "json"];
    let output = tcgen(folder.path(), &arguments);
    assert_exit(&output, 1);
    assert_eq!(stdout(&output), "");
    let first = stderr(&output).lines().next().unwrap().to_owned();
    let error: serde_json::Value = serde_json::from_str(&first).unwrap();
    assert_eq!(error["code"], "fetch::no-connection");
    assert_eq!(error["file"], format!("{}/gone", server.url));
}

#[test]
fn a_list_can_come_from_standard_input() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = command(folder.path(), &["parse", "--list", "-", "--out", "specs"])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    writeln!(stdin, "{GOOD_PAGE}\nhttps://").unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert_exit(&output, 2);
    assert_eq!(
        stderr(&output),
        "error: -:2: cannot read https://: this is no web address: empty host\n"
    );
}

#[test]
fn a_page_that_says_it_cannot_be_found_is_no_page_of_an_action() {
    let server = Server::start([Script::page(
        "<html><body><h1>抱歉</h1><p>您访问的页面不存在。</p></body></html>",
    )]);
    let folder = tempfile::tempdir().unwrap();
    let output = tcgen(folder.path(), &["parse", &server.url]);
    assert_exit(&output, 1);
    let errors = stderr(&output);
    assert!(errors.starts_with("page::other-page"), "{errors}");
}

#[test]
fn hosts_that_are_not_known_are_told() {
    // A part of a name has at most 63 letters, so that no network is needed to know that there is none.
    let host = format!("{}.invalid", "a".repeat(64));
    let folder = tempfile::tempdir().unwrap();
    let output = tcgen(folder.path(), &["parse", &format!("http://{host}/")]);
    assert_exit(&output, 1);
    let errors = stderr(&output);
    assert!(
        errors.starts_with(&format!(
            "error[fetch::unknown-host]: the host {host} is not known"
        )),
        "{errors}"
    );
}

#[test]
fn proxies_are_those_of_the_environment() {
    let tunnel = Script::silence()
        .raw("HTTP/1.1 200 Connection Established\r\n\r\n")
        .listen()
        .and(good_page());
    let refusal = Script::answer("403 Forbidden", &[], "");
    let proxy = Server::start([tunnel, refusal]);
    let folder = tempfile::tempdir().unwrap();
    let parse = |arguments: &[&str]| {
        command(
            folder.path(),
            &[&["parse", "--no-cache"], arguments].concat(),
        )
        .env(
            "HTTP_PROXY",
            proxy.url.replace("http://", "http://me:word@"),
        )
        .output()
        .unwrap()
    };
    assert_exit(&parse(&["http://docs.example/page"]), 0);
    assert_eq!(proxy.request().line(), "CONNECT docs.example:80");
    assert_eq!(proxy.request().line(), "GET /page");

    let output = parse(&["http://docs.example/page"]);
    assert_exit(&output, 1);
    let errors = stderr(&output);
    assert!(
        errors.starts_with("error[fetch::proxy]: the proxy 127.0.0.1:"),
        "{errors}"
    );
    assert!(!errors.contains("word"), "{errors}");
}

#[test]
fn pages_that_cannot_be_kept_are_told_once() {
    let server = Server::start([good_page(), good_page()]);
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("file"), "").unwrap();
    let (one, two) = (format!("{}/1", server.url), format!("{}/2", server.url));
    let output = tcgen(
        folder.path(),
        &["parse", &one, &two, "--cache", "file", "--strict"],
    );
    assert_exit(&output, 0);
    let warnings = stderr(&output);
    assert_eq!(
        warnings
            .matches("warning: fetched pages are not kept")
            .count(),
        1,
        "{warnings}"
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
    assert_eq!(stderr(&output), "1 crate in generated is current\n");
    let output = tcgen(folder.path(), &["generate", "--force"]);
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
        diff.contains("--- a/generated/cvm/src/v20170312/stale.rs\n+++ /dev/null"),
        "{diff}"
    );

    assert_exit(&tcgen(folder.path(), &["generate"]), 0);
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
    assert!(!stale.exists());
}

#[test]
fn a_crate_that_somebody_changed_is_generated_again() {
    let folder = configured();
    let file = folder.path().join("generated/cvm/src/lib.rs");
    let text = fs::read_to_string(&file).unwrap();
    for damage in [format!("{text}// mine\n"), String::new()] {
        fs::write(&file, damage).unwrap();
        assert_exit(&tcgen(folder.path(), &["generate"]), 0);
        assert_eq!(fs::read_to_string(&file).unwrap(), text);
    }
    fs::remove_file(&file).unwrap();
    assert_exit(&tcgen(folder.path(), &["generate"]), 0);
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
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
        (vec!["generate"], "no tcgen.toml here or in a folder above"),
        (
            vec!["generate", "--out", "generated"],
            "nothing to generate",
        ),
        (
            vec!["generate", "--service", "nowhere", "--out", "generated"],
            "no service `nowhere`",
        ),
        (
            vec!["check", "--config", "nowhere.toml"],
            "cannot read nowhere.toml",
        ),
        (vec!["parse"], "<PAGE>"),
        (vec!["parse", "nowhere.html"], "cannot read nowhere.html"),
        (vec!["parse", "https://"], "this is no web address"),
        (
            vec!["parse", "ftp://example.com/page"],
            "only http and https",
        ),
        (
            vec!["parse", "--list", "nowhere.txt"],
            "cannot read nowhere.txt",
        ),
        (
            vec!["parse", "-", "-"],
            "standard input is named more than once",
        ),
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
fn a_service_is_generated_with_nothing_at_hand() {
    let folder = tempfile::tempdir().unwrap();
    assert_exit(&tcgen(folder.path(), &["generate", "--service", "sts"]), 0);
    let text = fs::read_to_string(folder.path().join("generated/sts/src/lib.rs")).unwrap();
    assert!(text.contains("pub use self::v20180813::*;"), "{text}");

    let arguments = ["check", "--service", "sts", "--out", "generated"];
    assert_exit(&tcgen(folder.path(), &arguments), 0);
    let one = ["--action", "sts.GetCallerIdentity"];
    let output = tcgen(folder.path(), &[&arguments[..], &one].concat());
    assert_exit(&output, 1);
    assert!(
        stdout(&output).contains("--- a/generated/sts/src/v20180813/assume_role.rs\n+++ /dev/null")
    );
}

#[test]
fn the_configuration_chooses_services_versions_and_actions() {
    let folder = tempfile::tempdir().unwrap();
    let configure = |text: &str| fs::write(folder.path().join("tcgen.toml"), text).unwrap();
    let crates = || {
        let mut names: Vec<_> = fs::read_dir(folder.path().join("generated"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    configure("services = [\"sts\", \"region\"]\nout = \"generated\"\n");
    assert_exit(&tcgen(folder.path(), &["generate"]), 0);
    assert_eq!(crates(), ["region", "sts"]);

    let output = tcgen(folder.path(), &["generate", "--service", "sts", "--force"]);
    assert!(
        stderr(&output).contains("1 crate generated"),
        "{}",
        stderr(&output)
    );
    assert_exit(&tcgen(folder.path(), &["generate", "--service", "all"]), 0);
    assert_exit(&tcgen(folder.path(), &["generate", "--service", "cvm"]), 2);
    assert_eq!(crates(), ["region", "sts"]);

    configure(
        "out = \"generated\"\n[services]\nsts = { actions = [\"AssumeRole\"] }\nsms = { versions = [\"2021-01-11\"] }\n",
    );
    assert_exit(&tcgen(folder.path(), &["generate"]), 0);
    assert_eq!(crates(), ["sms", "sts"]);
    let sources = files_below(&folder.path().join("generated"));
    let has = |end: &str| sources.iter().any(|path| path.ends_with(end));
    assert!(has("sts/src/v20180813/assume_role.rs") && has("sms/src/v20210111/send_sms.rs"));
    assert!(
        !has("sts/src/v20180813/get_caller_identity.rs") && !has("sms/src/v20190711/send_sms.rs")
    );

    for (text, expected) in [
        ("out = \"generated\"\n", "must name `services` or `specs`"),
        ("services = [\"sts\"]\n", "must name `out`"),
        (
            "services = [\"st\"]\nout = \"generated\"\n",
            "no service `st`",
        ),
        ("services = 1\nout = \"generated\"\n", "a list of names"),
        (
            "out = \"generated\"\n[services]\nsts = { versions = [\"2020-01-01\"] }\n",
            "no spec of sts 2020-01-01: there is 2018-08-13",
        ),
        (
            "out = \"generated\"\n[services]\nsts = { actions = [\"AssumeRoles\"] }\n",
            "did you mean `AssumeRole`",
        ),
    ] {
        configure(text);
        let output = tcgen(folder.path(), &["generate"]);
        assert_exit(&output, 2);
        assert!(
            stderr(&output).contains(expected),
            "{text}: {}",
            stderr(&output)
        );
    }
}

#[test]
fn what_is_known_can_be_looked_at() {
    let folder = parsed();
    let output = tcgen(folder.path(), &["list"]);
    assert_exit(&output, 0);
    assert!(
        stdout(&output)
            .lines()
            .any(|line| line.starts_with("cvm\t2017-03-12\t"))
    );
    let output = tcgen(folder.path(), &["list", "sts"]);
    assert!(
        stdout(&output)
            .lines()
            .any(|line| line == "2018-08-13\tAssumeRole")
    );

    let output = tcgen(folder.path(), &["show", "sts.AssumeRoleWithSAML"]);
    assert_exit(&output, 0);
    let shown = stdout(&output);
    assert!(
        shown.starts_with("sts 2018-08-13 AssumeRoleWithSAML  (unsigned)\n"),
        "{shown}"
    );
    assert!(
        shown.contains("  SAMLAssertion    string    required\n"),
        "{shown}"
    );

    let shown = stdout(&tcgen(folder.path(), &["show", "cvm.DescribeInstances"]));
    let pages =
        "\npages: offset `Offset`, size `Limit` (20), items `InstanceSet`, total `TotalCount`\n";
    assert!(shown.contains(pages), "{shown}");

    let output = tcgen(
        folder.path(),
        &["show", "cvm.TerminateInstances", "--spec", "specs"],
    );
    assert!(
        stdout(&output).contains("InvalidInstanceId.NotFound"),
        "{}",
        stdout(&output)
    );
    for (arguments, expected) in [
        (["show", "cvn"], "no service `cvn`"),
        (["show", "cvm.RunInstance"], "did you mean `RunInstances`"),
        (["list", "cvn"], "no service `cvn`"),
    ] {
        let output = tcgen(folder.path(), &arguments);
        assert_exit(&output, 2);
        assert!(stderr(&output).contains(expected), "{}", stderr(&output));
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
