//! `tcgen import` as a user meets it.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

mod command;

use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use command::{assert_exit, command, files_below, is_update, stderr, stdout, tcgen};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Folders as they are in a wheel, each beside what the command says of it (`stderr`) and reads from it (`spec.json`):
///
/// - `good`: catalogues without a mistake; also what is left of them with `--facts`, and the report;
/// - `odd`: catalogues with mistakes that leave a spec;
/// - `bad`: catalogues that cannot be used.
const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/catalogue");

/// The folder of a sort of cases, and the cases by name.
fn cases(sort: &str) -> (PathBuf, Vec<String>) {
    let folder = Path::new(CASES).join(sort);
    let mut cases: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    cases.sort();
    assert!(!cases.is_empty());
    (folder, cases)
}

/// Compares what the command printed with a file; nothing printed is no file.
#[track_caller]
fn assert_golden(golden: &Path, printed: &str) {
    if is_update() {
        if printed.is_empty() {
            let _ = fs::remove_file(golden);
        } else {
            fs::write(golden, printed).unwrap();
        }
    }
    let expected = fs::read_to_string(golden).unwrap_or_default();
    assert_eq!(
        printed,
        expected,
        "{}: if this is right, run with UPDATE_GOLDEN=1",
        golden.display()
    );
}

/// A wheel with files of these names and texts.
fn wheel(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, text) in files {
        zip.start_file(*name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A folder with wheels in it.
fn wheels(wheels: &[(&str, &[(&str, &str)])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, files) in wheels {
        fs::write(folder.path().join(name), wheel(files)).unwrap();
    }
    folder
}

/// A catalogue of one action with one parameter.
fn api(service: &str, version: &str, parameter: &str) -> String {
    format!(
        r#"{{
  "metadata": {{ "apiVersion": "{version}", "serviceShortName": "{service}" }},
  "actions": {{
    "Resize": {{ "name": "", "document": "", "input": "ResizeRequest", "output": "ResizeResponse", "status": "online" }}
  }},
  "objects": {{
    "ResizeRequest": {{
      "document": "", "type": "object",
      "members": [ {{ "name": "{parameter}", "type": "string", "member": "string", "document": "" }} ]
    }},
    "ResizeResponse": {{ "document": "", "members": [], "type": "object" }}
  }},
  "version": "1.0"
}}"#
    )
}

const API: &str = "tccli/services/disk/v20200101/api.json";

#[test]
fn good_catalogues_become_specs_without_a_finding() {
    let (folder, cases) = cases("good");
    for case in cases {
        let golden = folder.join(&case);
        let output = tcgen(&folder, &["import", &case, "--strict"]);
        assert_exit(&output, 0);
        assert_golden(&golden.join("spec.json"), &stdout(&output));
        let output = tcgen(&folder, &["import", &case, "--report"]);
        assert_exit(&output, 0);
        assert_golden(&golden.join("report"), &stdout(&output));
    }
}

#[test]
fn facts_are_left_without_sentences_and_examples() {
    let (folder, cases) = cases("good");
    for case in cases {
        // Without all of the services that the built-in overlay is about, it has nothing to match.
        let arguments = ["import", &case, "--facts", "--service", "disk"];
        let output = tcgen(&folder, &arguments);
        assert_exit(&output, 0);
        assert_golden(&folder.join(&case).join("facts.json"), &stdout(&output));
    }
}

#[test]
fn odd_catalogues_become_specs_with_warnings() {
    let (folder, cases) = cases("odd");
    for case in cases {
        let output = tcgen(&folder, &["import", &case]);
        assert_exit(&output, 0);
        assert_golden(&folder.join(&case).join("spec.json"), &stdout(&output));
        assert_golden(&folder.join(&case).join("stderr"), &stderr(&output));
        assert_exit(&tcgen(&folder, &["import", &case, "--strict"]), 1);
    }
}

#[test]
fn bad_catalogues_become_nothing() {
    let (folder, cases) = cases("bad");
    for case in cases {
        let output = tcgen(&folder, &["import", &case]);
        assert_exit(&output, 1);
        assert_eq!(stdout(&output), "", "{case}");
        assert_golden(&folder.join(&case).join("stderr"), &stderr(&output));
    }
}

#[test]
fn nesting_without_end_is_no_trouble() {
    let deep = "[".repeat(200_000);
    let closed = format!("{deep}{}", "]".repeat(200_000));
    for value in [&deep, &closed] {
        for text in [
            format!("{{\"actions\": {value}, \"objects\": {{}}}}"),
            api("disk", "2020-01-01", "Size")
                .replace("\"document\": \"\"", &format!("\"document\": {value}")),
            value.clone(),
        ] {
            // Not a wheel: nothing that can be packed so well is read from one.
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join(API);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
            assert_exit(&tcgen(folder.path(), &["import", "tccli"]), 1);
        }
    }
}

#[test]
fn a_wheel_is_read_like_its_unpacked_folder_and_each_folder_in_it() {
    let text = api("disk", "2020-01-01", "Size");
    let folder = wheels(&[("a.whl", &[(API, &text)])]);
    let file = folder.path().join("unpacked").join(API);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, &text).unwrap();
    let packed = tcgen(folder.path(), &["import", "a.whl"]);
    assert_exit(&packed, 0);
    assert!(stdout(&packed).contains("\"Size\""));
    for path in [
        "unpacked",
        "unpacked/tccli/services",
        "unpacked/tccli/services/disk",
        "unpacked/tccli/services/disk/v20200101",
    ] {
        let output = tcgen(folder.path(), &["import", path]);
        assert_exit(&output, 0);
        assert_eq!(stdout(&output), stdout(&packed), "{path}");
    }
    let inside = folder.path().join("unpacked/tccli/services/disk/v20200101");
    assert_eq!(stdout(&tcgen(&inside, &["import", "."])), stdout(&packed));
}

#[test]
fn later_sources_count_for_more() {
    let folder = wheels(&[
        ("old.whl", &[(API, &api("disk", "2020-01-01", "Old"))]),
        (
            "new.whl",
            &[(
                API,
                &api("disk", "2020-01-01", "New").replace("Resize\"", "Grow\""),
            )],
        ),
        ("newest.whl", &[(API, &api("disk", "2020-01-01", "Newest"))]),
    ]);
    let parameter = |sources: &[&str], action: &str| {
        let output = tcgen(folder.path(), &[&["import"], sources].concat());
        assert_exit(&output, 0);
        let spec: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
        spec["actions"][action]["request"][0]["name"].clone()
    };
    let all = ["old.whl", "new.whl", "newest.whl"];
    assert_eq!(parameter(&all, "Resize"), "Newest");
    assert_eq!(parameter(&all, "Grow"), "New");
    assert_eq!(parameter(&["newest.whl", "old.whl"], "Resize"), "Old");
}

#[test]
fn sources_that_call_a_folder_by_different_names_are_told() {
    let folder = wheels(&[
        ("a.whl", &[(API, &api("disk", "2020-01-01", "Size"))]),
        ("b.whl", &[(API, &api("tape", "2020-01-01", "Size"))]),
        ("c.whl", &[("x/disk/v20200101/examples.json", "{}")]),
    ]);
    let output = tcgen(folder.path(), &["import", "a.whl", "b.whl"]);
    assert_exit(&output, 1);
    let said = stderr(&output);
    let expected = "a folder is tape 2020-01-01 here, and disk 2020-01-01 in a source before";
    assert!(said.contains(expected), "{said}");
    // Examples alone tell nothing, and take nothing away.
    let output = tcgen(folder.path(), &["import", "a.whl", "c.whl"]);
    assert_exit(&output, 0);
    assert!(stdout(&output).contains("\"Size\""));
    let said = stderr(&output);
    assert!(said.contains("there is no api.json beside it"), "{said}");
}

#[test]
fn error_codes_of_another_wheel_are_added() {
    let folder = wheels(&[
        ("tccli.whl", &[(API, &api("disk", "2020-01-01", "Size"))]),
        (
            "sdk.whl",
            &[
                (
                    "tencentcloud/disk/v20200101/errorcodes.py",
                    "# Why.\nNO = 'No.Disk'\n",
                ),
                (
                    "tencentcloud/tape/v20200101/errorcodes.py",
                    "NO = 'No.Tape'\n",
                ),
            ],
        ),
    ]);
    let output = tcgen(folder.path(), &["import", "tccli.whl", "sdk.whl"]);
    assert_exit(&output, 0);
    let spec: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(
        spec["errors"],
        serde_json::json!([{ "code": "No.Disk", "doc": "Why." }])
    );
    assert!(
        stderr(&output).contains("no source describes the actions of tape/v20200101"),
        "{}",
        stderr(&output)
    );
    let output = tcgen(folder.path(), &["import", "sdk.whl"]);
    assert_exit(&output, 2);
    assert!(
        stderr(&output).contains("error codes only"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn services_are_chosen_by_their_name_or_folder() {
    let folder = wheels(&[(
        "a.whl",
        &[
            (API, &api("disk", "2020-01-01", "Size")),
            (
                "tccli/services/disk/v20210101/api.json",
                &api("disk", "2021-01-01", "Size"),
            ),
            (
                "tccli/services/autotape/v20200101/api.json",
                &api("at", "2020-01-01", "Size"),
            ),
        ],
    )]);
    for (arguments, written) in [
        (
            vec![],
            vec!["at/2020-01-01", "disk/2020-01-01", "disk/2021-01-01"],
        ),
        (vec!["--service", "at"], vec!["at/2020-01-01"]),
        (vec!["--service", "autotape"], vec!["at/2020-01-01"]),
        (
            vec!["--service", "disk", "--api-version", "2021-01-01"],
            vec!["disk/2021-01-01"],
        ),
    ] {
        let out = folder.path().join("specs");
        let output = command(folder.path(), &["import", "a.whl", "--out", "specs"])
            .args(&arguments)
            .output()
            .unwrap();
        assert_exit(&output, 0);
        let files: Vec<_> = files_below(&out)
            .iter()
            .map(|file| {
                let file = file.strip_prefix(&out).unwrap().with_extension("");
                file.to_str().unwrap().replace('\\', "/")
            })
            .collect();
        assert_eq!(files, written, "{arguments:?}");
        fs::remove_dir_all(out).unwrap();
    }
}

#[test]
fn wrong_usage_says_what_is_right() {
    let folder = wheels(&[(
        "a.whl",
        &[
            (API, &api("disk", "2020-01-01", "Size")),
            (
                "tccli/services/tape/v20200101/api.json",
                &api("tape", "2020-01-01", "Size"),
            ),
        ],
    )]);
    fs::write(folder.path().join("notes.txt"), "no wheel").unwrap();
    fs::create_dir(folder.path().join("empty")).unwrap();
    fs::write(
        folder.path().join("wrong.toml"),
        "[[action]]\nservice = \"disk\"\n",
    )
    .unwrap();
    fs::write(
        folder.path().join("says-nothing.toml"),
        "[[action]]\nservice = \"disk\"\nversion = \"2020-01-01\"\nactions = [\"Resize\"]\nsource = \"us\"\n",
    )
    .unwrap();
    for (arguments, expected) in [
        (vec![], "<SOURCE>"),
        (vec!["nowhere.whl"], "cannot read nowhere.whl"),
        (vec!["notes.txt"], "notes.txt is no wheel"),
        (vec!["empty"], "empty holds no catalogue"),
        (
            vec!["a.whl"],
            "2 service versions, but standard output takes one spec",
        ),
        (
            vec!["a.whl", "--service", "dsik"],
            "no service `dsik`; did you mean `disk`?",
        ),
        (
            vec!["a.whl", "--service", "disk", "--api-version", "2019-01-01"],
            "no version 2019-01-01 in disk 2020-01-01",
        ),
        (
            vec!["a.whl", "--service", "disk", "--overlay", "none.toml"],
            "cannot read none.toml",
        ),
        (
            vec!["a.whl", "--service", "disk", "--overlay", "wrong.toml"],
            "wrong.toml:1:1",
        ),
        (
            vec![
                "a.whl",
                "--service",
                "disk",
                "--overlay",
                "says-nothing.toml",
            ],
            "names actions, a fact",
        ),
    ] {
        let output = tcgen(folder.path(), &[&["import"], arguments.as_slice()].concat());
        assert_exit(&output, 2);
        assert!(
            stderr(&output).contains(expected),
            "{arguments:?}: {}",
            stderr(&output)
        );
    }
}

#[test]
fn folders_that_describe_one_service_version_are_told() {
    let folder = wheels(&[(
        "a.whl",
        &[
            (API, &api("disk", "2020-01-01", "Size")),
            (
                "tccli/services/platter/v20200101/api.json",
                &api("disk", "2020-01-01", "Size"),
            ),
        ],
    )]);
    let output = tcgen(folder.path(), &["import", "a.whl", "--out", "specs"]);
    assert_exit(&output, 1);
    let said = stderr(&output);
    assert!(
        said.contains("error[catalogue::duplicate-version]"),
        "{said}"
    );
    assert!(!folder.path().join("specs").exists());

    let folder = wheels(&[(
        "a.whl",
        &[
            (API, &api("disk", "2020-01-01", "Size")),
            (
                "old/disk/v20200101/api.json",
                &api("disk", "2020-01-01", "Size"),
            ),
        ],
    )]);
    let output = tcgen(folder.path(), &["import", "a.whl"]);
    assert_exit(&output, 2);
    assert!(
        stderr(&output).contains("two files for disk/v20200101"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn names_that_lead_out_of_a_folder_are_told() {
    let text = api("disk", "2020-01-01", "Size");
    let outside = "../services/disk/v20200101/examples.json";
    let folder = wheels(&[("a.whl", &[(API, &text), (outside, "{}")])]);
    let output = tcgen(folder.path(), &["import", "a.whl"]);
    assert_exit(&output, 0);
    let said = stderr(&output);
    assert!(said.contains("warning[catalogue::unsafe-name]"), "{said}");
    assert!(said.contains(outside), "{said}");
    assert_exit(&tcgen(folder.path(), &["import", "a.whl", "--strict"]), 1);
}

#[test]
fn good_service_versions_are_kept_where_others_have_errors() {
    let files = [
        (API, &*api("disk", "2020-01-01", "Size")),
        ("tccli/services/tape/v20200101/api.json", "{"),
    ];
    let folder = wheels(&[("a.whl", &files)]);
    let arguments = ["import", "a.whl", "--out", "specs"];
    let output = tcgen(folder.path(), &arguments);
    assert_exit(&output, 1);
    assert!(
        stderr(&output).contains("nothing written"),
        "{}",
        stderr(&output)
    );
    let output = command(folder.path(), &arguments)
        .arg("--keep-going")
        .output()
        .unwrap();
    assert_exit(&output, 1);
    assert_eq!(files_below(&folder.path().join("specs")).len(), 1);
}

#[test]
fn overlays_add_facts_and_must_match() {
    let folder = wheels(&[
        ("a.whl", &[(API, &api("disk", "2020-01-01", "Size"))]),
        (
            "hunyuan.whl",
            &[(
                "tccli/services/hunyuan/v20230901/api.json",
                &api("hunyuan", "2023-09-01", "Size"),
            )],
        ),
    ]);
    let entry = |facts: &str| {
        let text =
            format!("\n[[{facts}\nservice = \"disk\"\nversion = \"2020-01-01\"\nsource = \"us\"\n");
        fs::write(folder.path().join("own.toml"), text).unwrap();
        tcgen(folder.path(), &["import", "a.whl", "--overlay", "own.toml"])
    };
    let output = entry(
        "action]]\nactions = [\"Resize\"]\nstreaming = true\nbody = \"multipart\"\nendpoint = \"disk.ai.example\"",
    );
    assert_exit(&output, 0);
    let spec: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(spec["actions"]["Resize"]["streaming"], true);
    assert_eq!(spec["actions"]["Resize"]["body"], "multipart");
    assert_eq!(spec["actions"]["Resize"]["endpoint"], "disk.ai.example");
    let output =
        entry("action]]\nactions = [\"Resize\"]\npages = { page = \"Offset\", first = 0 }");
    assert_exit(&output, 0);
    let spec: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    let pages = &spec["actions"]["Resize"]["pages"];
    assert_eq!(pages.to_string(), r#"{"page":"Offset","first":0}"#);
    for (pages, expected) in [
        ("true", "expected `false`, or the members that pages go by"),
        ("{ ofset = \"Offset\" }", "unknown field `ofset`"),
    ] {
        let output = entry(&format!(
            "action]]\nactions = [\"Resize\"]\npages = {pages}"
        ));
        assert_exit(&output, 2);
        assert!(stderr(&output).contains(expected), "{}", stderr(&output));
    }
    let output = entry("member]]\naction = \"Resize\"\nmember = \"Size\"\nrequired = true");
    assert_exit(&output, 0);
    let spec: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(spec["actions"]["Resize"]["request"][0]["required"], true);

    for (facts, expected) in [
        (
            "action]]\nactions = [\"Shrink\"]\nstreaming = true",
            "no action `Shrink` in disk 2020-01-01",
        ),
        (
            "member]]\ntype = \"Disk\"\nmember = \"Size\"\nrequired = true",
            "no member `Disk.Size`",
        ),
    ] {
        let output = entry(facts);
        assert_exit(&output, 1);
        assert_eq!(stdout(&output), "");
        let said = stderr(&output);
        assert!(
            said.contains("own.toml:") && said.contains(expected),
            "{said}"
        );
    }

    // Another release may lack an action of the built-in overlay; who makes the catalogue of facts wants to know.
    let output = tcgen(folder.path(), &["import", "hunyuan.whl"]);
    assert_exit(&output, 0);
    assert!(stderr(&output).contains("no action `ChatCompletions` in hunyuan 2023-09-01"));
    let output = tcgen(
        folder.path(),
        &["import", "hunyuan.whl", "--facts", "--service", "hunyuan"],
    );
    assert_exit(&output, 1);
    assert!(
        !stderr(&output).contains("no cls 2020-10-16"),
        "{}",
        stderr(&output)
    );
    let output = tcgen(folder.path(), &["import", "hunyuan.whl", "--facts"]);
    assert_exit(&output, 1);
    assert!(
        stderr(&output).contains("no cls 2020-10-16"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn machines_are_told_every_finding_and_count() {
    let (folder, _) = cases("odd");
    let output = tcgen(
        &folder,
        &["import", "examples", "--report", "--message-format", "json"],
    );
    assert_exit(&output, 0);
    let report: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(report["examples"], 6);
    assert_eq!(report["keys"]["member.name"], 1);
    let said: Vec<serde_json::Value> = stderr(&output)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let findings = said.iter().filter(|line| line["code"].is_string()).count();
    let counted: u64 = report["findings"]
        .as_object()
        .unwrap()
        .values()
        .map(|count| count.as_u64().unwrap())
        .sum();
    assert_eq!(findings as u64, counted);
    assert!(said.iter().any(|line| line["line"].as_u64() > Some(1)));
}

#[test]
fn what_pages_told_lies_over_what_is_imported() {
    let folder = wheels(&[(
        "tccli.whl",
        &[(
            "tccli/services/disk/v20200101/api.json",
            &api("disk", "2020-01-01", "Size"),
        )],
    )]);
    let specs = folder.path().join("specs/disk");
    fs::create_dir_all(&specs).unwrap();
    fs::write(
        specs.join("2020-01-01.json"),
        r#"{ "spec": 1, "service": "disk", "version": "2020-01-01", "actions": {
            "Gone": { "doc": "Of an earlier catalogue." },
            "Resize": { "doc": "Of a page.", "source": { "file": "Resize.md", "sha256": "" } } } }"#,
    )
    .unwrap();
    let output = tcgen(folder.path(), &["import", "tccli.whl", "--out", "specs"]);
    assert_exit(&output, 0);
    assert!(
        stderr(&output).contains("Resize request Size: is not here, only in what was known: kept"),
        "{}",
        stderr(&output)
    );
    let spec = fs::read_to_string(specs.join("2020-01-01.json")).unwrap();
    let spec: serde_json::Value = serde_json::from_str(&spec).unwrap();
    assert_eq!(spec["actions"]["Resize"]["doc"], "Of a page.");
    assert_eq!(spec["actions"]["Resize"]["request"][0]["name"], "Size");
    assert!(spec["actions"].get("Gone").is_none());
}
