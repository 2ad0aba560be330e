//! Cuts Markdown into headings, fences, tables, regions of HTML, and the prose between them.

use super::table::{self, Table};
use crate::diagnostic::Span;
use crate::page::html::tags;
use crate::page::source_lines::{source_lines, trimmed};
use crate::words;

/// A part of a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Segment {
    /// A heading, without its number signs.
    Heading(Span),
    /// What is between two fences, which are indented by so many spaces.
    Code { content: Span, indent: usize },
    /// A table.
    Table(Table),
    /// HTML from the start to the end of an element.
    Html(Span),
    /// Anything else.
    Prose(Span),
}

/// Elements whose content is not Markdown, even when it has empty lines.
const REGIONS: &[&str] = &["table", "div", "ul", "ol", "dl", "section", "pre"];

/// The segments of a source, in order.
pub(super) struct Segments<'a> {
    text: &'a str,
    lines: Vec<Span>,
    /// The next line.
    next: usize,
    /// No region of HTML starts before this line: one was looked for up to here, and did not end.
    no_region_before: usize,
    /// Found, but prose comes before it.
    pending: Option<Segment>,
}

impl<'a> Segments<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            lines: source_lines(text),
            next: 0,
            no_region_before: 0,
            pending: None,
        }
    }

    /// The segment other than prose that starts with this line, and the line after it.
    fn marked(&mut self, at: usize) -> Option<(Segment, usize)> {
        if let Some(heading) = heading(self.text, self.lines[at]) {
            return Some((Segment::Heading(heading), at + 1));
        }
        if let Some(fence) = Fence::opening(self.line(at)) {
            return Some(self.code(&fence, at));
        }
        if let Some(table) = table::scan(self.text, &self.lines, at) {
            let end = table.end;
            return Some((Segment::Table(table), end));
        }
        self.region(at)
    }

    /// A fence without an end stops at the heading of the next section.
    fn code(&self, fence: &Fence, at: usize) -> (Segment, usize) {
        let stop = (at + 1..self.lines.len())
            .find(|&line| fence.closes(self.line(line)) || self.is_section(line));
        let last = stop.unwrap_or(self.lines.len());
        let closed = stop.is_some_and(|line| fence.closes(self.line(line)));
        let start = self
            .lines
            .get(at + 1)
            .map_or(self.text.len(), |line| line.start);
        let end = self
            .lines
            .get(last)
            .map_or(self.text.len(), |line| line.start);
        (
            Segment::Code {
                content: Span::new(start, end),
                indent: fence.indent,
            },
            last + usize::from(closed),
        )
    }

    /// A region of HTML that starts in this line. It ends with its element, but not beyond a heading, fence or table.
    fn region(&mut self, at: usize) -> Option<(Segment, usize)> {
        if at < self.no_region_before {
            return None;
        }
        let (start, name) = region_start(self.line(at))?;
        let mut depth = 0;
        for line in at..self.lines.len() {
            if line > at && self.stops_region(line) {
                self.no_region_before = line;
                return None;
            }
            depth = depth_after(self.line(line), name, depth);
            if depth == 0 {
                let span = Span::new(self.lines[at].start + start, self.lines[line].end);
                return Some((Segment::Html(span), line + 1));
            }
        }
        self.no_region_before = self.lines.len();
        None
    }

    fn stops_region(&self, line: usize) -> bool {
        heading(self.text, self.lines[line]).is_some()
            || Fence::opening(self.line(line)).is_some()
            || table::is_delimiter(self.line(line))
    }

    /// Whether a line is the heading of a section. A single `#` starts a comment in many languages.
    fn is_section(&self, line: usize) -> bool {
        self.line(line).trim_start().starts_with("##")
            && heading(self.text, self.lines[line]).is_some_and(|span| {
                words::heading(self.text[span.start..span.end].trim_matches('*')).is_some()
            })
    }

    fn line(&self, index: usize) -> &'a str {
        &self.text[self.lines[index].start..self.lines[index].end]
    }
}

impl Iterator for Segments<'_> {
    type Item = Segment;

    fn next(&mut self) -> Option<Segment> {
        if let Some(segment) = self.pending.take() {
            return Some(segment);
        }
        let start = self.lines.get(self.next)?.start;
        for at in self.next..self.lines.len() {
            let Some((segment, end)) = self.marked(at) else {
                continue;
            };
            self.next = end;
            let prose_end = match &segment {
                Segment::Html(span) => span.start,
                _ => self.lines[at].start,
            };
            if self.text[start..prose_end].trim().is_empty() {
                return Some(segment);
            }
            self.pending = Some(segment);
            return Some(Segment::Prose(Span::new(start, prose_end)));
        }
        self.next = self.lines.len();
        Some(Segment::Prose(Span::new(start, self.text.len())))
    }
}

/// The text of a heading line: `## 2. 输入参数`. Without the space, its words must be known: `##2. 输入参数`.
pub(super) fn heading(text: &str, line: Span) -> Option<Span> {
    if text[line.start..line.end].starts_with("    ") {
        return None;
    }
    let line = trimmed(text, line);
    let content = &text[line.start..line.end];
    let level = content.len() - content.trim_start_matches('#').len();
    let title = &content[level..];
    let is_heading = (1..=6).contains(&level)
        && (title.is_empty() || title.starts_with([' ', '\t']) || words::heading(title).is_some());
    // `## 2. 输入参数 ##` is closed by a run of its own.
    let open = title.trim_end_matches('#');
    let open = if open.is_empty() || open.ends_with([' ', '\t']) {
        open
    } else {
        title
    };
    is_heading.then(|| {
        trimmed(
            text,
            Span::new(line.start + level, line.start + level + open.len()),
        )
    })
}

/// The start of a fenced block.
pub(super) struct Fence {
    mark: char,
    length: usize,
    indent: usize,
}

impl Fence {
    pub(super) fn opening(line: &str) -> Option<Self> {
        let content = line.trim_start();
        let mark = content.chars().next().filter(|c| matches!(c, '`' | '~'))?;
        let info = content.trim_start_matches(mark);
        let length = content.len() - info.len();
        // A backtick after them makes it code in a line: "```a```".
        (length >= 3 && !(mark == '`' && info.contains('`'))).then(|| Self {
            mark,
            length,
            indent: line.len() - content.len(),
        })
    }

    fn closes(&self, line: &str) -> bool {
        let content = line.trim();
        content.len() >= self.length && content.chars().all(|c| c == self.mark)
    }
}

/// Where in a line a region of HTML starts, and the name of its element. A table can start after text; other elements
/// stand at the start of their line.
fn region_start(line: &str) -> Option<(usize, &str)> {
    let indent = line.len() - line.trim_start().len();
    line.match_indices('<').find_map(|(at, _)| {
        let rest = &line[at + 1..];
        let name = &rest[..rest
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(rest.len())];
        let is_region = if at == indent {
            REGIONS
                .iter()
                .any(|region| region.eq_ignore_ascii_case(name))
        } else {
            name.eq_ignore_ascii_case("table")
        };
        is_region.then_some((at, name))
    })
}

/// How many elements of this name are open after a line.
fn depth_after(line: &str, name: &str, depth: usize) -> usize {
    tags(line)
        .filter(|tag| tag.name.eq_ignore_ascii_case(name))
        .fold(depth, |depth, tag| {
            if tag.end {
                depth.saturating_sub(1)
            } else {
                depth + 1
            }
        })
}
