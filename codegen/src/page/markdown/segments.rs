//! Cuts Markdown into headings, fences, tables, regions of HTML, and the prose between them.

use super::table::{self, Table};
use crate::diagnostic::Span;
use crate::page::headings::{self, Headings};
use crate::page::html::tags;
use crate::page::source_lines::{source_lines, trimmed};
use crate::words::{self, Heading};

/// A part of a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Segment {
    /// A heading, without its number signs or the line below it.
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
    /// Finds the headings of a page whose sections have none that are marked.
    unmarked: Option<Headings>,
    /// Whether the last heading was an unmarked one that announces code.
    code_follows: bool,
}

impl<'a> Segments<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let lines = source_lines(text);
        let marks_sections = (0..lines.len()).any(|at| {
            heading(text, lines[at])
                .or_else(|| underlined(text, &lines, at))
                .and_then(|title| headings::heading(&text[title.start..title.end]))
                .is_some_and(headings::is_section)
        });
        let unmarked = (!marks_sections)
            .then(|| Headings::new(text, &lines))
            .filter(Headings::has_sections);
        Self {
            text,
            lines,
            next: 0,
            no_region_before: 0,
            pending: None,
            unmarked,
            code_follows: false,
        }
    }

    /// The segment other than prose that starts with this line, and the line after it.
    fn marked(&mut self, at: usize) -> Option<(Segment, usize)> {
        if let Some(heading) = heading(self.text, self.lines[at]) {
            return Some((Segment::Heading(heading), at + 1));
        }
        if let Some(heading) = underlined(self.text, &self.lines, at) {
            return Some((Segment::Heading(heading), at + 2));
        }
        if let Some(heading) = self.unmarked_heading(at) {
            self.code_follows =
                matches!(heading, Heading::ExampleRequest | Heading::ExampleResponse);
            let heading = trimmed(self.text, self.lines[at]);
            return Some((Segment::Heading(heading), at + 1));
        }
        if let Some(fence) = Fence::opening(self.line(at)) {
            self.code_follows = false;
            return Some(self.code(&fence, at));
        }
        if self.code_follows && !is_blank(self.line(at)) {
            self.code_follows = false;
            return Some(self.bare_code(at));
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

    /// Code without fences: all up to the next heading.
    fn bare_code(&mut self, at: usize) -> (Segment, usize) {
        let end = (at + 1..self.lines.len())
            .find(|&line| {
                words::is_footer(self.line(line)) || self.unmarked_heading(line).is_some()
            })
            .unwrap_or(self.lines.len());
        let content = self.lines[at].to(self.lines[end - 1]);
        (Segment::Code { content, indent: 0 }, end)
    }

    fn unmarked_heading(&mut self, at: usize) -> Option<Heading> {
        let line = self.line(at);
        self.unmarked.as_mut()?.next(line)
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
            || underlined(self.text, &self.lines, line).is_some()
            || Fence::opening(self.line(line)).is_some()
            || table::is_delimiter(self.line(line))
    }

    /// Whether a line is the heading of a section. A single `#` starts a comment in many languages.
    fn is_section(&self, line: usize) -> bool {
        self.line(line).trim_start().starts_with("##")
            && heading(self.text, self.lines[line]).is_some_and(|title| {
                headings::heading(&self.text[title.start..title.end]).is_some()
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
        && (title.is_empty()
            || title.starts_with([' ', '\t'])
            || headings::heading(title).is_some());
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

/// The text of a heading that has a line below: `===`, or `---` where that was not meant as a rule. Known words tell, or that
/// it is as long as the text: converters write it so.
pub(in crate::page) fn underlined(text: &str, lines: &[Span], at: usize) -> Option<Span> {
    let below = lines.get(at + 1)?;
    let below = text[below.start..below.end].trim_end();
    let mark = below.chars().next().filter(|c| matches!(c, '=' | '-'))?;
    let content = &text[lines[at].start..lines[at].end];
    if below.len() < 3
        || below.contains(|c| c != mark)
        || content.trim().is_empty()
        || content.starts_with("    ")
    {
        return None;
    }
    let title = trimmed(text, lines[at]);
    let content = &text[title.start..title.end];
    let is_heading = mark == '='
        || content.chars().count() == below.len()
        || headings::heading(content).is_some();
    is_heading.then_some(title)
}

/// Whether nothing stands in a line, or only the label of a button.
fn is_blank(line: &str) -> bool {
    line.trim().is_empty() || words::is_control(line)
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
