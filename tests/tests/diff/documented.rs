//! The tables of `docs/changes.md` say what the code does.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use tcgen_tests::golden::Golden;
use tencentcloud_codegen::diff::{About, Rule, Severity, rule};

use crate::cases::{self, Case, POSITIONS};

#[test]
fn each_rule_has_a_case_and_each_case_is_of_its_rule() {
    let cases = cases::all();
    for rule in rule::ALL {
        assert!(cases.iter().any(|case| case.rule == rule.id), "{}", rule.id);
    }
    for case in &cases {
        let changes = case.changes().list;
        let found: Vec<&str> = changes.iter().map(|change| change.rule.id).collect();
        // In what only responses use, required and default mean nothing.
        let is_meaningless = ["response", "type in responses"].contains(&case.position.as_str())
            && (case.rule.starts_with("default-")
                || case.rule.starts_with("member-became-required")
                || case.rule.starts_with("member-became-optional")
                || case.rule == "member-order-changed");
        assert_eq!(
            found.contains(&case.rule),
            !is_meaningless,
            "{}: {found:?}",
            case.name()
        );
    }
}

#[test]
fn a_rule_is_found_by_its_name() {
    for rule in rule::ALL {
        assert_eq!(rule::find(rule.id), Some(*rule));
        let is_kebab = |c: char| c.is_ascii_lowercase() || c == '-';
        assert!(rule.id.chars().all(is_kebab), "{}", rule.id);
    }
}

#[test]
fn the_tables_in_the_documentation_are_those_of_the_code() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/changes.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let tables = [("members", members()), ("others", others())];
    let mut actual = text.clone();
    for (name, table) in tables {
        let (start, end) = (
            format!("<!-- {name} -->\n"),
            format!("<!-- end of {name} -->"),
        );
        let from = actual.find(&start).unwrap() + start.len();
        let to = actual.find(&end).unwrap();
        actual.replace_range(from..to, &format!("\n{table}\n"));
    }
    let mut golden = Golden::default();
    golden.check(&path, &actual);
    golden.finish();
}

/// What the cases of a rule mean for Rust, by position.
fn verdicts(rule: &Rule) -> BTreeMap<String, Vec<Severity>> {
    let mut verdicts: BTreeMap<String, Vec<Severity>> = BTreeMap::new();
    for case in cases::all().iter().filter(|case| case.rule == rule.id) {
        let position = if is_of_member(case) {
            POSITIONS
                .iter()
                .find(|position| case.position.split(',').next() == Some(position))
                .map_or(case.position.clone(), ToString::to_string)
        } else {
            case.position.clone()
        };
        let changes = case.changes().list;
        let of_rule = changes.iter().filter(|change| change.rule == rule);
        let of_position = verdicts.entry(position).or_default();
        for change in of_rule {
            if !of_position.contains(&change.rust) {
                of_position.push(change.rust);
            }
        }
    }
    verdicts
}

fn is_of_member(case: &Case) -> bool {
    rule::find(case.rule).is_some_and(|rule| rule.about == About::Member)
}

fn members() -> String {
    let mut out = String::from(
        "| rule | wire, sent | wire, answered | Rust: request | response | type in requests | type in responses | type in both | when |\n\
         |---|---|---|---|---|---|---|---|---|\n",
    );
    for rule in rule::ALL.iter().filter(|rule| rule.about == About::Member) {
        let verdicts = verdicts(rule);
        let cells: Vec<String> = POSITIONS
            .iter()
            .map(|position| words(verdicts.get(*position).map_or(&[], Vec::as_slice)))
            .collect();
        let Rule {
            id,
            request,
            response,
            meaning,
            ..
        } = rule;
        let cells = cells.join(" | ");
        let _ = writeln!(
            out,
            "| `{id}` | {request} | {response} | {cells} | {meaning} |"
        );
    }
    out
}

fn others() -> String {
    let mut out = String::from("| rule | wire | Rust | when |\n|---|---|---|---|\n");
    let others = rule::ALL.iter().filter(|rule| rule.about != About::Member);
    for rule in others {
        let Rule {
            id,
            request,
            meaning,
            ..
        } = rule;
        let verdicts = verdicts(rule);
        let all: Vec<String> = verdicts.values().map(|verdict| words(verdict)).collect();
        let rust = if all.iter().all(|one| *one == all[0]) {
            all[0].clone()
        } else {
            let each = verdicts
                .iter()
                .map(|(position, verdict)| format!("{} ({position})", words(verdict)));
            each.collect::<Vec<_>>().join("; ")
        };
        let _ = writeln!(out, "| `{id}` | {request} | {rust} | {meaning} |");
    }
    out
}

fn words(severities: &[Severity]) -> String {
    let mut severities = severities.to_vec();
    severities.sort_unstable();
    let words: Vec<&str> = severities.iter().map(|severity| severity.word()).collect();
    if words.is_empty() {
        "–".to_owned()
    } else {
        words.join(" or ")
    }
}
