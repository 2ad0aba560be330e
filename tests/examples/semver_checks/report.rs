//! The tables.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use tencentcloud_codegen::diff::ApiChange;

use crate::verdicts::Verdict;

/// How often both agree, and each rule where they do not.
pub(crate) fn of_cases(verdicts: &[Verdict]) -> String {
    let count = |ours: bool, theirs: bool| {
        let verdicts = verdicts.iter();
        verdicts
            .filter(|verdict| (verdict.breaking > 0, !verdict.found.is_empty()) == (ours, theirs))
            .count()
    };
    let mut out = String::from("| cases | they say breaking | they do not |\n|---|---|---|\n");
    for (ours, words) in [(true, "we say breaking"), (false, "we do not")] {
        let _ = writeln!(
            out,
            "| {words} | {} | {} |",
            count(ours, true),
            count(ours, false)
        );
    }
    out += "\n| only we say breaking | cases | for example |\n|---|---|---|\n";
    let mut only_ours: BTreeMap<&str, Vec<&Verdict>> = BTreeMap::new();
    for verdict in verdicts {
        if verdict.breaking > 0 && verdict.found.is_empty() {
            let rule = verdict.name.split(',').next().unwrap_or_default();
            only_ours.entry(rule).or_default().push(verdict);
        }
    }
    for (rule, verdicts) in only_ours {
        let example = verdicts.iter().find_map(|verdict| verdict.items.first());
        let example = example.map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(out, "| {rule} | {} | `{example}` |", verdicts.len());
    }
    out + &missed(verdicts)
}

/// A row for each service.
pub(crate) fn of_services(verdicts: &[Verdict]) -> String {
    let mut out = String::from(
        "| service | breaking changes | of items | they find | not: another type or signature | not: no `Default` | not: gone | only they |\n\
         |---|---|---|---|---|---|---|---|\n",
    );
    for verdict in verdicts {
        let not_found = verdict.not_found();
        let count = |is: fn(&ApiChange) -> bool| not_found.iter().filter(|item| is(item)).count();
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} | {} | {} |",
            verdict.name,
            verdict.breaking,
            verdict.items.len(),
            verdict.items.len() - not_found.len(),
            count(|item| item.after.is_some()),
            count(is_default),
            count(|item| item.after.is_none() && !is_default(item)),
            verdict.missed.len()
        );
    }
    for verdict in verdicts {
        for item in verdict.not_found() {
            if item.after.is_none() && !is_default(item) {
                let _ = writeln!(out, "not found: {}: {item}", verdict.name);
            }
        }
    }
    out + &missed(verdicts)
}

fn is_default(item: &ApiChange) -> bool {
    let before = item.before.as_deref().unwrap_or_default();
    item.after.is_none() && before.ends_with(": Default")
}

/// What only the tool finds.
fn missed(verdicts: &[Verdict]) -> String {
    let mut out = String::new();
    for verdict in verdicts {
        for finding in &verdict.missed {
            let _ = writeln!(
                out,
                "missed: {}: {}: {}",
                verdict.name, finding.lint, finding.text
            );
        }
    }
    out
}
