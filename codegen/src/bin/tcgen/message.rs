//! What the command says.

use std::fmt::Display;
use std::io::Write;

use miette::{LabeledSpan, MietteDiagnostic, MietteHandlerOpts, NamedSource, Report};
use serde_json::json;
use tencentcloud_codegen::diagnostic::{Diagnostic, Severity, Source, Span};
use tencentcloud_codegen::naming::Settled;
use tencentcloud_codegen::spec::Disagreement;

use crate::args::MessageFormat;
use crate::progress::Progress;

/// Writes messages to standard error.
pub(crate) struct Messages {
    format: MessageFormat,
    progress: Progress,
}

impl Messages {
    pub(crate) fn new(format: MessageFormat) -> Self {
        // A path or an address that is broken over two lines can be neither clicked nor searched.
        miette::set_hook(Box::new(|_| {
            Box::new(MietteHandlerOpts::new().wrap_lines(false).build())
        }))
        .expect("the hook is set once");
        Self {
            format,
            progress: Progress::new(format == MessageFormat::Human),
        }
    }

    /// Whether messages are JSON.
    pub(crate) fn are_for_machines(&self) -> bool {
        self.format == MessageFormat::Json
    }

    /// How far the run is.
    pub(crate) fn progress(&self) -> &Progress {
        &self.progress
    }

    /// Something that was done.
    pub(crate) fn note(&self, text: impl Display) {
        match self.format {
            MessageFormat::Human => self.line(text),
            MessageFormat::Json => {
                self.line(json!({ "level": "note", "message": text.to_string() }));
            }
        }
    }

    /// A warning without a place in a source.
    pub(crate) fn warning(&self, text: impl Display) {
        match self.format {
            MessageFormat::Human => self.line(format_args!("warning: {text}")),
            MessageFormat::Json => {
                self.line(json!({ "level": "warning", "message": text.to_string() }));
            }
        }
    }

    /// What layers of a spec do not agree on, with the one that says otherwise than those below it.
    pub(crate) fn disagreements(&self, disagreements: &[(String, Disagreement)]) {
        /// How many are shown to people.
        const SHOWN: usize = 5;
        let shown = if self.are_for_machines() {
            disagreements.len()
        } else {
            SHOWN
        };
        for (layer, disagreement) in disagreements.iter().take(shown) {
            self.warning(format_args!("{layer}: {disagreement}"));
        }
        if let Some((layer, _)) = disagreements.get(shown) {
            let more = disagreements.len() - shown;
            self.warning(format_args!(
                "{layer}: {more} more of these; --message-format json shows all"
            ));
        }
    }

    /// The Rust names that items of a spec are given, in place of those that are taken.
    pub(crate) fn settled(&self, spec: impl Display, settled: &[Settled]) {
        for settled in settled.iter().filter(|one| one.instead.is_some()) {
            self.note(format_args!("{spec}: {settled}"));
        }
    }

    /// An error without a place in a source, and what can be done about it.
    pub(crate) fn error(&self, text: impl Display, help: Option<&str>) {
        match self.format {
            MessageFormat::Human => {
                self.line(format_args!("error: {text}"));
                if let Some(help) = help {
                    self.line(format_args!("help: {help}"));
                }
            }
            MessageFormat::Json => {
                self.line(json!({ "level": "error", "message": text.to_string(), "help": help }));
            }
        }
    }

    /// What ends the run.
    pub(crate) fn failure(&self, error: &Report) {
        if self.format == MessageFormat::Human && error.source_code().is_some() {
            self.line(format_args!("{error:?}"));
            return;
        }
        let chain: Vec<String> = error.chain().map(ToString::to_string).collect();
        let help = error.help().map(|help| help.to_string());
        self.error(chain.join(": "), help.as_deref());
    }

    /// A finding about a source.
    pub(crate) fn finding(&self, source: &Source, finding: &Diagnostic) {
        self.line(self.written(source, finding));
    }

    /// A finding as it is shown. The text of its source is not needed any more then.
    pub(crate) fn written(&self, source: &Source, finding: &Diagnostic) -> String {
        match self.format {
            MessageFormat::Human if source.text.is_empty() => without_place(source, finding),
            MessageFormat::Human if has_long_lines(source, finding.span) => {
                in_one_line(source, finding)
            }
            MessageFormat::Human => format!("{:?}", report(source, finding)),
            MessageFormat::Json => {
                let position = source.position(finding.span.start);
                json!({
                    "level": finding.severity.to_string(),
                    "code": finding.code,
                    "message": finding.message,
                    "help": finding.help,
                    "file": source.name,
                    "line": position.line,
                    "column": position.column,
                    "excerpt": source.line_at(finding.span.start).trim(),
                })
                .to_string()
            }
        }
    }

    /// Something that is written already. Standard error can be closed; then there is nobody to tell.
    pub(crate) fn line(&self, text: impl Display) {
        self.progress.suspend(|| {
            let _ = writeln!(std::io::stderr(), "{text}");
        });
    }
}

/// Lines beyond this many bytes, such as a whole page in one line, are not drawn: only a part of them is shown.
const LONG_LINE: usize = 2000;

/// How many characters of a long line are shown on each side of a place.
const AROUND: usize = 40;

fn has_long_lines(source: &Source, span: Span) -> bool {
    let text = &source.text;
    let (start, end) = (span.start.min(text.len()), span.end.min(text.len()));
    // The drawing has a line before the place and one after it.
    let from = text[..start]
        .rmatch_indices('\n')
        .nth(1)
        .map_or(0, |(at, _)| at);
    let to = text[end..]
        .match_indices('\n')
        .nth(1)
        .map_or(text.len(), |(at, _)| end + at);
    text[from..to].lines().any(|line| line.len() > LONG_LINE)
}

/// A finding about a source that has no text: `error[fetch::status]: … --> https://…`.
fn without_place(source: &Source, finding: &Diagnostic) -> String {
    format!(
        "{}\n  --> {}{}\n",
        title(finding),
        source.name,
        help(finding)
    )
}

/// A finding without a drawing: `error[page::row-too-short]: … --> page.html:1:70000: …`.
fn in_one_line(source: &Source, finding: &Diagnostic) -> String {
    let position = source.position(finding.span.start);
    let row = source.line_at(finding.span.start);
    let excerpt: String = row
        .chars()
        .skip(position.column.saturating_sub(AROUND))
        .take(2 * AROUND)
        .collect();
    format!(
        "{}\n  --> {}:{position}\n  … {} …{}\n",
        title(finding),
        source.name,
        excerpt.trim(),
        help(finding)
    )
}

fn title(finding: &Diagnostic) -> String {
    let level = finding.severity.to_string();
    format!("{level}[{}]: {}", finding.code, finding.message)
}

fn help(finding: &Diagnostic) -> String {
    finding
        .help
        .as_ref()
        .map_or(String::new(), |help| format!("\n  help: {help}"))
}

/// A finding as an error that ends the run.
pub(crate) fn report(source: &Source, finding: &Diagnostic) -> Report {
    let span = visible(finding.span, &source.text);
    let mut diagnostic = MietteDiagnostic::new(&finding.message)
        .with_code(finding.code)
        .with_severity(match finding.severity {
            Severity::Warning => miette::Severity::Warning,
            Severity::Error => miette::Severity::Error,
        })
        .with_label(LabeledSpan::new_primary_with_span(
            None,
            (span.start, span.end - span.start),
        ));
    if let Some(help) = &finding.help {
        diagnostic = diagnostic.with_help(help);
    }
    Report::new(diagnostic).with_source_code(NamedSource::new(&source.name, source.text.clone()))
}

/// A range that can be pointed at: what is at the end of the text is shown at its last character.
fn visible(span: Span, text: &str) -> Span {
    if span.start < text.trim_end().len() {
        return Span::new(span.start, span.end.max(span.start));
    }
    let end = text.trim_end().len();
    let last = text[..end].chars().next_back().map_or(0, char::len_utf8);
    Span::new(end - last, end)
}
