//! The report for a pull request.

use std::fmt::Write as _;

use super::super::{Change, Severity, Subject};
use super::grouped::{OfVersion, grouped};
use super::{Report, before_and_after, counts_words, left_out_words};

/// How long a report may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Length {
    /// How many changes are listed; the others are counted.
    pub changes: usize,
    /// How many bytes it has at most. A description of a pull request on GitHub can have 65,536 characters.
    pub bytes: usize,
}

impl Default for Length {
    fn default() -> Self {
        Self {
            changes: 100,
            bytes: 60_000,
        }
    }
}

/// The longest text in a cell; descriptions can have pages.
const CELL: usize = 160;

/// The report as Markdown: which versions the crates need, then the changes, the worst of all services first.
pub fn markdown(report: &Report<'_>, length: Length) -> String {
    let counts = report.changes.counts();
    let mut out = format!("## API changes: {}\n", counts_words(&counts));
    if !report.advice.is_empty() {
        crates(&mut out, report, length);
    }
    let versions = grouped(&report.changes.list);
    let mut left = length.changes;
    let mut listed = 0;
    // What breaks must not be cut off because services before it have much that does not.
    for (title, severities) in SECTIONS {
        let mut rows = String::new();
        let is_here = |change: &&Change| {
            !change.rule.is_documentation() && severities.contains(&change.severity())
        };
        for (version, change) in in_order(&versions).filter(|(_, change)| is_here(change)) {
            let row = row(version, change);
            if left == 0 || out.len() + rows.len() + row.len() > length.bytes {
                break;
            }
            left -= 1;
            listed += 1;
            rows.push_str(&row);
        }
        section(&mut out, title, severities, &rows);
    }
    if report.documentation {
        documentation(&mut out, &versions, &mut left, &mut listed, length);
    }
    let all = if report.documentation {
        report.changes.list.len()
    } else {
        counts.total()
    };
    if listed < all {
        let _ = writeln!(out, "\n… and {} more.", all - listed);
    }
    for words in left_out_words(report) {
        let _ = writeln!(out, "\n{words}.");
    }
    for words in report.sides.not_compared() {
        let _ = writeln!(out, "\n{words}.");
    }
    out
}

const SECTIONS: [(&str, &[Severity]); 3] = [
    ("Breaking", &[Severity::Breaking]),
    ("Dangerous", &[Severity::Dangerous]),
    (
        "Additive and without effect",
        &[Severity::Additive, Severity::None],
    ),
];

fn crates(out: &mut String, report: &Report<'_>, length: Length) {
    out.push_str("\n| crate | version | Rust API |\n|---|---|---|\n");
    let mut advice: Vec<_> = report.advice.iter().collect();
    advice.sort_by_key(|(_, advice)| std::cmp::Reverse(advice.rust));
    for (at, (service, advice)) in advice.iter().enumerate() {
        if at == length.changes {
            let _ = writeln!(out, "\n… and {} more crates.", report.advice.len() - at);
            break;
        }
        let _ = writeln!(
            out,
            "| `{}{service}` | {} → {} ({}) | {} |",
            report.prefix, report.current, advice.version, advice.bump, advice.rust
        );
    }
}

fn in_order<'v, 'a>(
    versions: &'v [OfVersion<'a>],
) -> impl Iterator<Item = (&'v OfVersion<'a>, &'a Change)> {
    versions.iter().flat_map(|version| {
        let changes = version.subjects.iter().flat_map(|of| of.changes.iter());
        changes.map(move |change| (version, *change))
    })
}

fn section(out: &mut String, title: &str, severities: &[Severity], rows: &str) {
    if rows.is_empty() {
        return;
    }
    let head = "| where | change | what | wire | Rust |\n|---|---|---|---|---|\n";
    let _ = if severities.contains(&Severity::Additive) {
        writeln!(
            out,
            "\n<details><summary>{title}</summary>\n\n{head}{rows}\n</details>"
        )
    } else {
        writeln!(out, "\n### {title}\n\n{head}{rows}").map(|()| {
            out.pop();
        })
    };
}

fn row(version: &OfVersion<'_>, change: &Change) -> String {
    let mut place = format!("{} {}", version.service, version.version);
    match &change.place.subject {
        Subject::Version => {}
        Subject::Action(name) => {
            let _ = write!(place, " {}", code(name));
        }
        Subject::DataType(name) => {
            let _ = write!(place, " type {}", code(name));
        }
    }
    if let Some(part) = change.place.part {
        let _ = write!(place, " {part}");
    }
    if let Some(member) = &change.place.member {
        let _ = write!(place, " {}", code(member));
    }
    let mut what = before_and_after(change).map_or(String::new(), |what| cell(&what));
    if let Some(perhaps) = &change.perhaps {
        let word = if change.before.is_some() {
            "now"
        } else {
            "before"
        };
        let _ = write!(what, "; {word} {}?", code(perhaps));
    }
    if matches!(change.place.subject, Subject::DataType(_)) && change.usage.actions > 0 {
        let _ = write!(what, "; {}", reach(change));
    }
    format!(
        "| {place} | {} | {} | {} | {} |\n",
        change.rule.id,
        what.trim_start_matches("; "),
        change.wire,
        change.rust
    )
}

fn reach(change: &Change) -> String {
    match change.usage.actions {
        1 => format!("{} of 1 action", change.usage),
        number => format!("{} of {number} actions", change.usage),
    }
}

fn documentation(
    out: &mut String,
    versions: &[OfVersion<'_>],
    left: &mut usize,
    listed: &mut usize,
    length: Length,
) {
    let mut rows = String::new();
    for (_, change) in in_order(versions).filter(|(_, change)| change.rule.is_documentation()) {
        let text = |text: &Option<String>| text.as_deref().map_or(String::new(), cell);
        let (before, after) = (text(&change.before), text(&change.after));
        let row = format!(
            "| {} | {before} | {after} |\n",
            cell(&change.place.to_string())
        );
        if *left == 0 || out.len() + rows.len() + row.len() > length.bytes {
            break;
        }
        *left -= 1;
        *listed += 1;
        rows.push_str(&row);
    }
    if !rows.is_empty() {
        let _ = writeln!(
            out,
            "\n<details><summary>Documentation</summary>\n\n| where | before | after |\n|---|---|---|\n{rows}\n</details>"
        );
    }
}

/// Text of documentation in a cell: no markup, no line breaks, not too long.
fn cell(text: &str) -> String {
    let mut chars = text.chars();
    let mut short: String = chars.by_ref().take(CELL).collect();
    if chars.next().is_some() {
        short.push('…');
    }
    let mut out = String::with_capacity(short.len());
    for c in short.chars() {
        match c {
            '\r' => {}
            '\n' | '\t' => out.push(' '),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            // A name behind it would be told by mail.
            '@' => out.push_str("&#64;"),
            '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '#' | '~' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

/// A name: letters, digits and `_`.
fn code(name: &str) -> String {
    format!("`{}`", name.replace(['`', '|', '\n'], ""))
}
