//! The report for a terminal.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style as Ansi};
use similar::{ChangeTag, TextDiff};

use super::super::{Change, Severity, Subject};
use super::grouped::{OfSubject, OfVersion, grouped};
use super::{Report, before_and_after, counts_words, left_out_words};

/// How the report looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Whether there are colours.
    pub is_coloured: bool,
    /// How many columns there are.
    pub width: usize,
}

/// How many items of the generated code are shown for a change.
const ITEMS: usize = 3;

/// Where what is said of a change begins.
const INDENT: &str = "              ";

/// Changes by service version and action or data type, the worst first.
pub fn text(report: &Report<'_>, style: Style) -> String {
    let mut text = Text {
        style,
        out: String::new(),
    };
    for version in grouped(&report.changes.list) {
        text.version(&version, report);
    }
    text.summary(report);
    text.out
}

struct Text {
    style: Style,
    out: String,
}

impl Text {
    fn version(&mut self, version: &OfVersion<'_>, report: &Report<'_>) {
        let name = format!("{} {}", version.service, version.version);
        let name = self.painted(name.trim(), Ansi::new().bold());
        let counts = counts_words(&version.counts);
        self.line(&format!("{name}: {counts}"));
        for of in &version.subjects {
            self.subject(of, report.documentation);
        }
        self.line("");
    }

    fn subject(&mut self, of: &OfSubject<'_>, documentation: bool) {
        let is_shown = |change: &&&Change| documentation || !change.rule.is_documentation();
        let mut changes = of.changes.iter().filter(is_shown).peekable();
        let Some(first) = changes.peek() else {
            return;
        };
        let mut head = match of.subject {
            Subject::Version => "the service".to_owned(),
            Subject::Action(name) => name.clone(),
            Subject::DataType(name) => format!("type {name}"),
        };
        let usage = first.usage;
        if matches!(of.subject, Subject::DataType(_)) {
            let _ = match usage.actions {
                0 => write!(head, ", which no action reaches"),
                1 => write!(head, ", in {usage} of 1 action"),
                number => write!(head, ", in {usage} of {number} actions"),
            };
        }
        self.line(&format!("  {head}"));
        for change in changes {
            self.change(change);
        }
    }

    fn change(&mut self, change: &Change) {
        let is_documentation = change.rule.is_documentation();
        let word = if is_documentation {
            "docs"
        } else {
            change.severity().word()
        };
        let word = self.painted(&format!("{word:9}"), colour(change));
        let mut what = String::from(change.rule.id);
        if let Some(part) = change.place.part {
            let _ = write!(what, " {part}");
        }
        if let Some(member) = &change.place.member {
            let _ = write!(what, " {member}");
        }
        if let Some(values) = before_and_after(change).filter(|_| !is_documentation) {
            let _ = write!(what, ": {values}");
        }
        let mut lines = self.wrapped(&what).into_iter();
        let first = lines.next().unwrap_or_default();
        self.line(&format!("    {word} {}", first.trim_start()));
        for line in lines {
            self.line(&line);
        }
        if is_documentation {
            self.texts(change);
            return;
        }
        let fingerprint = change.fingerprint();
        let severities = format!("wire {}, Rust {}  {fingerprint}", change.wire, change.rust);
        self.dimmed(&severities);
        for item in change.api.iter().take(ITEMS) {
            self.dimmed(&item.to_string());
        }
        if change.api.len() > ITEMS {
            let more = change.api.len() - ITEMS;
            let s = if more == 1 { "" } else { "s" };
            self.dimmed(&format!("and {more} more item{s} of the generated code"));
        }
        if let Some(perhaps) = &change.perhaps {
            let verb = if change.before.is_some() {
                "perhaps renamed to"
            } else {
                "perhaps renamed from"
            };
            self.dimmed(&format!("{verb} {perhaps}"));
        }
    }

    /// Two texts, as the lines that are different.
    fn texts(&mut self, change: &Change) {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let (before, after) = (text(&change.before), text(&change.after));
        let diff = TextDiff::from_lines(&before, &after);
        for part in diff.iter_all_changes() {
            let (sign, colour) = match part.tag() {
                ChangeTag::Delete => ("-", AnsiColor::Red),
                ChangeTag::Insert => ("+", AnsiColor::Green),
                ChangeTag::Equal => continue,
            };
            let line = part.value().trim_end();
            let line = format!("{sign} {}", printable(line));
            for line in self.wrapped(&line) {
                let line = self.painted(&line, colour.on_default());
                self.line(&line);
            }
        }
    }

    fn summary(&mut self, report: &Report<'_>) {
        for (service, advice) in report.advice {
            let line = format!(
                "{}{service}: {} → {}, a {} version: {} for Rust",
                report.prefix, report.current, advice.version, advice.bump, advice.rust
            );
            self.line(&line);
        }
        let counts = report.changes.counts();
        let versions = match report.changes.versions {
            1 => "1 service version".to_owned(),
            number => format!("{number} service versions"),
        };
        let mut line = format!("{} in {versions}", counts_words(&counts));
        for words in left_out_words(report) {
            let _ = write!(line, "; {words}");
        }
        if counts.documentation > 0 && !report.documentation {
            line.push_str("; --docs shows those in documentation");
        }
        self.line(&line);
        for words in report.sides.not_compared() {
            self.line(&words);
        }
    }

    fn dimmed(&mut self, text: &str) {
        for line in self.wrapped(text) {
            let line = self.painted(&line, Ansi::new().dimmed());
            self.line(&line);
        }
    }

    /// A text in lines that fit, all of them indented.
    fn wrapped(&self, text: &str) -> Vec<String> {
        // Where there is hardly any room, a terminal's own way to break lines is better.
        let width = self.style.width.max(INDENT.len() + 30);
        let options = textwrap::Options::new(width)
            .initial_indent(INDENT)
            .subsequent_indent(INDENT)
            .break_words(true);
        let text = printable(text);
        let lines = textwrap::wrap(&text, options);
        lines
            .into_iter()
            .map(std::borrow::Cow::into_owned)
            .collect()
    }

    fn painted(&self, text: &str, style: Ansi) -> String {
        if self.style.is_coloured {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }

    fn line(&mut self, line: &str) {
        self.out.push_str(line.trim_end());
        self.out.push('\n');
    }
}

fn colour(change: &Change) -> Ansi {
    match change.severity() {
        Severity::Breaking => AnsiColor::Red.on_default().bold(),
        Severity::Dangerous => AnsiColor::Yellow.on_default(),
        Severity::Additive => AnsiColor::Green.on_default(),
        Severity::None => Ansi::new().dimmed(),
    }
}

/// Documentation can hold anything: nothing in it may move the cursor or turn the text around.
fn printable(text: &str) -> String {
    let is_hidden =
        |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars()
        .map(|c| if is_hidden(c) { ' ' } else { c })
        .collect()
}
