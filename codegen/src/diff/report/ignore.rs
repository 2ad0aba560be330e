//! The changes as a list of what to ignore from now on.

use super::super::Change;
use super::{Report, before_and_after};

/// A line for each change, to be put into a file of [`Ignored`](super::super::Ignored) changes.
pub fn ignore_list(report: &Report<'_>) -> String {
    let list = report.changes.list.iter();
    let list = list.filter(|change| report.documentation || !change.rule.is_documentation());
    list.map(line).collect()
}

fn line(change: &Change) -> String {
    let what = before_and_after(change).filter(|_| !change.rule.is_documentation());
    let what = what.map_or(String::new(), |what| format!(" ({what})"));
    let text = format!(
        "{} {}: {}{what}",
        change.fingerprint(),
        change.place,
        change.rule.id
    );
    text.replace(['\r', '\n'], " ") + "\n"
}
