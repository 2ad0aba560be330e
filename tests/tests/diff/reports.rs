//! Reports of two small specs, in each format, beside the specs.

use std::path::{Path, PathBuf};

use semver::Version;
use tcgen_tests::golden::Golden;
use tencentcloud_codegen::diff::report::{self, Length, Only, Origin, Report, Sides, Style};
use tencentcloud_codegen::diff::{Change, Changes, Ignored};
use tencentcloud_codegen::spec::{Spec, find_spec_files};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("diff")
}

fn specs(side: &str) -> Vec<Spec> {
    let files = find_spec_files(&folder().join(side)).unwrap();
    files.iter().map(|file| Spec::read(file).unwrap()).collect()
}

pub(super) fn changes() -> Changes {
    Changes::between(&specs("old"), &specs("new")).unwrap()
}

/// A side that tells everything.
fn origin(name: &str) -> Origin<'_> {
    Origin {
        name,
        commit: None,
        whole: true,
        error_codes: true,
    }
}

/// What a report says, with or without documentation.
pub(super) fn reported<T>(
    changes: &Changes,
    documentation: bool,
    tell: impl FnOnce(&Report<'_>) -> T,
) -> T {
    let current = Version::new(0, 1, 0);
    let advice = changes.advice(&current);
    tell(&Report {
        sides: Sides {
            old: origin("old"),
            new: origin("new"),
        },
        changes,
        advice: &advice,
        current: &current,
        prefix: "tencentcloud-",
        documentation,
        ignored: &[],
        only: Only::default(),
    })
}

const PLAIN: Style = Style {
    is_coloured: false,
    width: 100,
};

/// A page without its style and its script, which are files of their own, and without their hashes; in lines.
fn without_files(mut page: String) -> String {
    for (start, end) in [
        ("<style>", "</style>"),
        ("<script>", "</script>"),
        ("style-src 'sha256-", "'"),
        ("script-src 'sha256-", "'"),
    ] {
        let from = page.find(start).unwrap() + start.len();
        let to = from + page[from..].find(end).unwrap();
        page.replace_range(from..to, "…");
    }
    let elements = [
        "body", "button", "dd", "details", "dialog", "div", "dl", "dt", "fieldset", "footer",
        "form", "h1", "h2", "h3", "h4", "header", "input", "label", "li", "main", "meta", "option",
        "p", "script", "section", "select", "span", "style", "summary", "table", "tbody", "td",
        "textarea", "th", "thead", "title", "tr", "ul",
    ];
    for element in elements {
        for behind in [">", " "] {
            let start = format!("<{element}{behind}");
            page = page.replace(&start, &format!("\n{start}"));
        }
    }
    page.replace("\n\n", "\n")
}

#[test]
fn reports_are_what_is_expected_in_each_format() {
    let changes = changes();
    let mut golden = Golden::default();
    let place = |_: &_| Some((PathBuf::from("specs/shop/2020-01-01.json"), Some(7)));
    for (name, documentation, tell) in [
        (
            "report.txt",
            false,
            (&|r: &Report<'_>| report::text(r, PLAIN)) as &dyn Fn(&Report<'_>) -> String,
        ),
        ("report-docs.txt", true, &|r| report::text(r, PLAIN)),
        ("report.json", false, &report::json),
        ("report-docs.json", true, &report::json),
        ("report.md", false, &|r| {
            report::markdown(r, Length::default())
        }),
        ("report-docs.md", true, &|r| {
            report::markdown(r, Length::default())
        }),
        ("report-short.md", false, &|r| {
            report::markdown(
                r,
                Length {
                    changes: 3,
                    ..Length::default()
                },
            )
        }),
        ("report.html", false, &|r| without_files(report::html(r))),
        ("report-docs.html", true, &|r| {
            without_files(report::html(r))
        }),
        ("report.github", false, &|r| report::github(r, &place)),
        ("report.ignore", false, &report::ignore_list),
    ] {
        let text = reported(&changes, documentation, tell);
        golden.check(&folder().join(name), &text);
    }
    golden.finish();
}

#[test]
fn reports_in_json_fit_their_schema() {
    let schema = serde_json::from_str(report::schema()).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    for documentation in [false, true] {
        let json = reported(&changes(), documentation, report::json);
        let errors: Vec<String> = schema
            .iter_errors(&serde_json::from_str(&json).unwrap())
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
}

#[test]
fn nothing_is_different_between_a_spec_and_itself() {
    for side in ["old", "new"] {
        let specs = specs(side);
        let changes = Changes::between(&specs, &specs).unwrap();
        assert_eq!(changes.list, []);
        let text = reported(&changes, false, |report| report::text(report, PLAIN));
        assert_eq!(
            text,
            format!("no changes in {} service versions\n", specs.len())
        );
    }
}

#[test]
fn what_is_listed_to_be_ignored_is_and_nothing_else() {
    let all = changes();
    let list = reported(&all, false, report::ignore_list);
    let (first, rest) = list.split_once('\n').unwrap();
    let mut changes = all.clone();
    let mut ignored = Ignored::new(&format!("{first}\n000000000000 long gone\n")).unwrap();
    assert_eq!(ignored.apply(&mut changes).len(), 1);
    assert_eq!(ignored.unused(), [(2, "000000000000", "long gone")]);
    assert_eq!(reported(&changes, false, report::ignore_list), rest);

    let mut ignored = Ignored::new(&list).unwrap();
    ignored.apply(&mut changes);
    assert_eq!(changes.counts().total(), 0);
}

#[test]
fn fingerprints_differ_from_each_other() {
    let changes = changes().list;
    let mut fingerprints: Vec<String> = changes.iter().map(Change::fingerprint).collect();
    fingerprints.sort();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), changes.len());
}

#[test]
fn colours_are_only_where_they_are_asked_for() {
    let changes = changes();
    let coloured = reported(&changes, true, |report| {
        let style = Style {
            is_coloured: true,
            ..PLAIN
        };
        report::text(report, style)
    });
    assert!(coloured.contains("\u{1b}["));
    let plain = reported(&changes, true, |report| report::text(report, PLAIN));
    assert!(!plain.contains('\u{1b}'));
}
