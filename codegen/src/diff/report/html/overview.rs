//! What a reviewer wants to know first: whether something breaks, for whom, and what.

use maud::{Markup, html};

use super::super::super::{Change, Counts, Severity};
use super::super::grouped::OfVersion;
use super::super::{Report, left_out_words};
use super::Page;
use super::change::values_in_short;
use super::legend::meaning;
use super::list::{name, section_id, subject, tally};
use super::renames::is_old_name;
use super::shown::Shown;
use super::tally::{OfSeverity, Tally, number};

/// What the changes come to.
pub(super) struct Verdict {
    /// In a few words, for the title of the page.
    pub(super) title: String,
    severity: Severity,
    sentence: String,
}

pub(super) fn verdict(page: &Page<'_>) -> Verdict {
    let report = page.report;
    let all = Tally::of(&report.changes.list);
    let total = number(all.total(), "change");
    let Tally {
        wire, rust, worse, ..
    } = all;
    // What is left out may be what breaks.
    let ignored = Counts::of(report.ignored);
    let left_out = [ignored, report.only.left_out];
    let is_all = left_out.iter().all(|counts| *counts == Counts::default());
    let (nothing, only) = if is_all {
        ("Nothing", "Only")
    } else {
        (
            "Of what is told here, nothing",
            "Of what is told here, only",
        )
    };
    let (severity, title, sentence) = if worse.breaking > 0 {
        let sentence = format!(
            "{} of {total} break: {} on the wire, for programs that are running; {} in Rust, for who compiles against the generated crates.",
            worse.breaking, wire.breaking, rust.breaking
        );
        (
            Severity::Breaking,
            format!("{} breaking", worse.breaking),
            sentence,
        )
    } else if worse.dangerous > 0 {
        let sentence = format!(
            "{nothing} breaks. {} of {total} are dangerous on the wire: what was right is still accepted, but can mean or give something else.",
            worse.dangerous
        );
        (
            Severity::Dangerous,
            format!("{} dangerous", worse.dangerous),
            sentence,
        )
    } else if all.total() > 0 {
        let sentence = format!("{nothing} breaks: {total} that only add or have no effect.");
        (Severity::Additive, total, sentence)
    } else if all.documentation > 0 {
        let sentence = format!("{only} documentation is different.");
        (Severity::None, "documentation only".to_owned(), sentence)
    } else {
        let sentence = format!("{nothing} is different.");
        (Severity::None, "no changes".to_owned(), sentence)
    };
    Verdict {
        title,
        severity,
        sentence,
    }
}

pub(super) fn overview(page: &Page<'_>) -> Markup {
    let verdict = verdict(page);
    html! {
        section #verdict class=(verdict.severity.word()) aria-labelledby="verdict-title" {
            h2 #verdict-title { "Verdict" }
            p.sentence { (verdict.sentence) }
            (numbers(page))
        }
        (crates(page))
        (at_a_glance(page, Severity::Breaking, "What breaks"))
        (at_a_glance(page, Severity::Dangerous, "What is dangerous"))
        (renamed(page))
    }
}

fn numbers(page: &Page<'_>) -> Markup {
    let report = page.report;
    let all = Tally::of(&report.changes.list);
    let versions = report.changes.versions;
    html! {
        ul {
            li { "On the wire: " (words(&all.wire)) "." }
            li { "In Rust: " (words(&all.rust)) "." }
            @if all.documentation > 0 {
                li {
                    "In documentation only: " (all.documentation) "."
                    @if !report.documentation { " Not listed here; " code { "--docs" } " lists them." }
                }
            }
            li { (number(page.services.len(), "service version")) " of " (versions) " that were compared " (if page.services.len() == 1 { "has" } else { "have" }) " changes." }
            @if !report.only.words.is_empty() {
                li { "Only what was asked for is told: " code { (Shown(&report.only.words.join(", "))) } "." }
            }
            @for words in left_out_words(report) {
                li.left-out { "Not told: " (words) "." }
            }
            @for words in report.sides.not_compared() {
                li { (first_upper(&words)) "." }
            }
        }
    }
}

fn first_upper(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
}

fn words(of: &OfSeverity) -> String {
    let words = [
        (of.breaking, "breaking"),
        (of.dangerous, "dangerous"),
        (of.additive, "additive"),
        (of.none, "without effect"),
    ];
    let words = words.iter().filter(|(number, _)| *number > 0);
    let words: Vec<String> = words
        .map(|(number, word)| format!("{number} {word}"))
        .collect();
    if words.is_empty() {
        "nothing".to_owned()
    } else {
        words.join(", ")
    }
}

/// What the crate of a service needs: `tencentcloud-cvm 0.1.0 → 0.2.0, a minor version`.
pub(super) fn crate_words(report: &Report<'_>, service: &str) -> Option<Markup> {
    report.advice.get(service).map(|advice| {
        html! {
            code { (report.prefix) (Shown(service)) } " "
            (report.current) " → " strong { (advice.version) } " (" (advice.bump) ")"
        }
    })
}

fn crates(page: &Page<'_>) -> Markup {
    let report = page.report;
    if page.services.is_empty() && report.advice.is_empty() {
        return html! {};
    }
    // A crate needs a version for its changes that are not told, too.
    let is_told = |service: &str| {
        page.services
            .iter()
            .any(|version| version.service == service)
    };
    let untold = report.advice.keys().filter(|service| !is_told(service));
    html! {
        section aria-labelledby="crates-title" {
            h2 #crates-title { "Services and crates" }
            div.wide.tall[page.services.len() > TALL] tabindex="0" role="group" aria-labelledby="crates-title" {
                table {
                    thead {
                        tr {
                            th rowspan="2" scope="col" { "Service version" }
                            th rowspan="2" scope="col" { "Its crate needs" }
                            th colspan="3" scope="colgroup" { "On the wire" }
                            th colspan="2" scope="colgroup" { "In Rust" }
                            th rowspan="2" scope="col" { "Docs only" }
                        }
                        tr {
                            th scope="col" { "breaking" } th scope="col" { "dangerous" } th scope="col" { "additive" }
                            th scope="col" { "breaking" } th scope="col" { "additive" }
                        }
                    }
                    tbody {
                        @for version in &page.services { (row(page, version)) }
                        @for service in untold {
                            tr {
                                th scope="row" { (Shown(service)) }
                                td.crate { @if let Some(words) = crate_words(report, service) { (words) } }
                                td colspan="6" { "for changes that are not told" }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn row(page: &Page<'_>, version: &OfVersion<'_>) -> Markup {
    let tally = tally(page, version);
    let is_listed = !version.subjects.is_empty();
    html! {
        tr {
            th scope="row" {
                @if is_listed {
                    a href={ "#" (section_id(version)) } { (Shown(&name(version))) }
                } @else {
                    (Shown(&name(version)))
                }
            }
            td.crate {
                @match crate_words(page.report, version.service) {
                    Some(words) => (words),
                    None => "a new crate",
                }
            }
            (cell(tally.wire.breaking, "breaking"))
            (cell(tally.wire.dangerous, "dangerous"))
            (cell(tally.wire.additive, "additive"))
            (cell(tally.rust.breaking, "breaking"))
            (cell(tally.rust.additive, "additive"))
            (cell(tally.documentation, "docs"))
        }
    }
}

fn cell(number: usize, class: &str) -> Markup {
    html! {
        @if number == 0 { td.number { "–" } } @else { td.number.(class) { (number) } }
    }
}

/// With more rows, a table is a window of its own; with less, nothing of it may be out of sight.
const TALL: usize = 60;

/// All changes of a severity, a line each.
fn at_a_glance(page: &Page<'_>, severity: Severity, title: &str) -> Markup {
    let changes = page
        .listed()
        .filter(|(_, change)| change.severity() == severity && !change.rule.is_documentation());
    let changes: Vec<_> = changes.collect();
    if changes.is_empty() {
        return html! {};
    }
    let id = format!("{severity}-title");
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { (title) " (" (changes.len()) ")" }
            div.wide.glance.tall[changes.len() > TALL] tabindex="0" role="group" aria-labelledby=(id) {
                table {
                    thead {
                        tr {
                            th scope="col" { "Where" } th scope="col" { "Change" } th scope="col" { "Before → after" }
                            th scope="col" { "Wire" } th scope="col" { "Rust" } th scope="col" { "Actions" }
                        }
                    }
                    tbody {
                        @for (version, change) in changes {
                            tr {
                                th scope="row" { a href={ "#" (change.fingerprint()) } { (Shown(&name(version))) " " (place(change)) } }
                                td { code { (change.rule.id) } }
                                td.values-cell {
                                    @match values_in_short(change) {
                                        Some(values) => (values),
                                        None => (meaning(change.rule)),
                                    }
                                    @if let Some(perhaps) = &change.perhaps {
                                        "; perhaps " (if is_old_name(change) { "now " } else { "before " })
                                        code { (Shown(perhaps)) }
                                    }
                                }
                                td.severity.(change.wire.word()) data-name="wire" { (change.wire) }
                                td.severity.(change.rust.word()) data-name="Rust" { (change.rust) }
                                td.number data-name="actions" { (change.usage.actions) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Where in its service version a change is.
fn place(change: &Change) -> Markup {
    html! {
        (subject(&change.place.subject))
        @if let Some(part) = change.place.part { " " (part) }
        @if let Some(member) = &change.place.member { " " code { (Shown(member)) } }
    }
}

/// What may have another name, each pair once.
fn renamed(page: &Page<'_>) -> Markup {
    let pairs = page.listed().filter_map(|(version, change)| {
        let other = is_old_name(change).then(|| page.renames.other(change))??;
        Some((version, change, other))
    });
    let mut pairs = pairs.peekable();
    if pairs.peek().is_none() {
        return html! {};
    }
    html! {
        section aria-labelledby="renamed-title" {
            h2 #renamed-title { "Perhaps renamed" }
            p.note { "Something is gone, and something like it is new. It is a guess by names and types: on the wire and in Rust, the old name is gone all the same." }
            ul.renamed {
                @for (version, old, new) in pairs {
                    li {
                        (Shown(&name(version))) " "
                        a href={ "#" (old.fingerprint()) } { (place(old)) }
                        " → "
                        a href={ "#" (new.fingerprint()) } {
                            code { (Shown(old.perhaps.as_deref().unwrap_or_default())) }
                        }
                    }
                }
            }
        }
    }
}
