//! What is not among the changes, and what the words mean.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::super::super::{Change, Rule};
use super::super::before_and_after;
use super::Page;
use super::shown::Shown;
use super::tally::number;

pub(super) fn legend(page: &Page<'_>) -> Markup {
    html! {
        (ignored(page))
        (severities())
        (rules(page))
    }
}

/// The changes that somebody has accepted.
fn ignored(page: &Page<'_>) -> Markup {
    let ignored = page.report.ignored;
    html! {
        @if !ignored.is_empty() {
            section aria-labelledby="ignored-title" {
                h2 #ignored-title { "Ignored" }
                details {
                    summary { (number(ignored.len(), "change")) " that somebody has accepted" }
                    ul {
                        @for change in ignored { (accepted(change)) }
                    }
                }
            }
        }
    }
}

fn accepted(change: &Change) -> Markup {
    let values = before_and_after(change).filter(|_| !change.rule.is_documentation());
    html! {
        li {
            code { (change.fingerprint()) } " " (Shown(&change.place.to_string())) ": " code { (change.rule.id) }
            @if let Some(values) = values { " (" (Shown(&values)) ")" }
            "; wire " (change.wire) ", Rust " (change.rust)
        }
    }
}

/// What each severity means, on the wire and in Rust.
const SEVERITIES: [[&str; 3]; 4] = [
    [
        "breaking",
        "what was right is refused, or what was answered no longer is",
        "who uses an item no longer compiles",
    ],
    [
        "dangerous",
        "still accepted, but can mean or give something else: a smaller limit, another default, a null",
        "–",
    ],
    [
        "additive",
        "more can be sent, or more is answered that old clients skip",
        "there are more items, or a warning that one is deprecated",
    ],
    ["none", "no difference", "no difference"],
];

fn severities() -> Markup {
    html! {
        section aria-labelledby="severities-title" {
            h2 #severities-title { "Severities" }
            div.wide tabindex="0" role="group" aria-labelledby="severities-title" {
                table {
                    thead { tr { th scope="col" { "Severity" } th scope="col" { "On the wire" } th scope="col" { "In Rust" } } }
                    tbody {
                        @for [severity, wire, rust] in SEVERITIES {
                            tr { th.(severity) scope="row" { (severity) } td { (wire) } td { (rust) } }
                        }
                    }
                }
            }
        }
    }
}

/// The rules of the changes that are listed.
fn rules(page: &Page<'_>) -> Markup {
    let rules: BTreeMap<&str, &Rule> = page
        .listed()
        .map(|(_, change)| (change.rule.id, change.rule))
        .collect();
    html! {
        @if !rules.is_empty() {
            section aria-labelledby="rules-title" {
                h2 #rules-title { "Rules" }
                dl.rules {
                    @for rule in rules.values() {
                        div { dt id={ "rule-" (rule.id) } tabindex="-1" { code { (rule.id) } } dd { (meaning(rule)) } }
                    }
                }
            }
        }
    }
}

/// When a rule is given, with what stands between backquotes as code.
pub(super) fn meaning(rule: &Rule) -> Markup {
    html! {
        @for (at, part) in rule.meaning.split('`').enumerate() {
            @if at % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}

/// A text as a part of an `id`.
pub(super) fn slug(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    text.chars()
        .map(|c| if is_plain(c) { c } else { '-' })
        .collect()
}
