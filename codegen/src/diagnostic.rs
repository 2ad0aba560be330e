//! What is wrong, where, and what to do about it.
//!
//! Every stage reports through [`Diagnostic`]; only the command and `Builder` print.

use std::fmt;

/// Whether a finding stops the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something was repaired or left out; the result is usable.
    Warning,
    /// The result would be wrong or incomplete; nothing is written.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// A range of bytes in the text of a source (a page or a spec file).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

impl Span {
    /// The range `start..end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The smallest range that holds both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }
}

/// One finding about a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Whether it stops the work.
    pub severity: Severity,
    /// A stable name such as `page::row-too-short`.
    pub code: &'static str,
    /// What is wrong and what was expected, as one line.
    pub message: String,
    /// What the user can do, or what was done instead.
    pub help: Option<String>,
    /// Where in the source.
    pub span: Span,
}

impl Diagnostic {
    /// A finding that stops the work.
    pub fn error(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, span, message)
    }

    /// A finding that does not.
    pub fn warning(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, span, message)
    }

    /// Says what the user can do, or what was done instead.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    fn new(severity: Severity, code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self {
            severity,
            code,
            message: message.into(),
            help: None,
            span,
        }
    }
}

/// A named text that spans point into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// How the user named it: a path, a URL or `<stdin>`.
    pub name: String,
    /// The whole text.
    pub text: String,
    /// The first byte of each line.
    lines: Vec<usize>,
}

impl Source {
    /// A named text.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let line_starts = text.match_indices('\n').map(|(end, _)| end + 1);
        Self {
            name: name.into(),
            lines: std::iter::once(0).chain(line_starts).collect(),
            text,
        }
    }

    /// The line and column (both from 1, columns in characters) of a byte.
    pub fn position(&self, byte: usize) -> Position {
        let mut byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        let line = self.line(byte);
        Position {
            line: line + 1,
            column: self.text[self.lines[line]..byte].chars().count() + 1,
        }
    }

    /// The line that holds a byte, without its line end.
    pub fn line_at(&self, byte: usize) -> &str {
        let start = self.lines[self.line(byte)];
        self.text[start..].lines().next().unwrap_or_default()
    }

    /// The line that holds a byte, from 0.
    fn line(&self, byte: usize) -> usize {
        self.lines.partition_point(|start| *start <= byte) - 1
    }
}

/// A place in a text, for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// The start of a text, quoted for a message.
#[cfg(feature = "page")]
pub(crate) fn shortened(text: &str) -> String {
    format!("`{}`", start_of(text))
}

/// The start of a text as one line.
#[cfg(feature = "page")]
pub(crate) fn start_of(text: &str) -> String {
    const LENGTH: usize = 40;
    let mut chars = text.chars().map(|c| if c == '\n' { ' ' } else { c });
    let mut start: String = chars.by_ref().take(LENGTH).collect();
    if chars.next().is_some() {
        start.push('…');
    }
    start
}
