//! Finds tables and their cells. Real tables break every rule: cells hold line ends, so that a row spans lines; rows lack
//! bars or cells or have too many of them; some have no bar in front. What is there is told, nothing is repaired.

use super::inline;
use super::segments::{Fence, heading, underlined};
use crate::diagnostic::Span;
use crate::document::is_invisible;
use crate::page::cells::is_name;
use crate::page::headings;
use crate::page::source_lines::trimmed;
use crate::words;

/// How many lines can get between two rows.
const LINES_BETWEEN: usize = 8;

/// A table.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Table {
    /// The cells of every row, the header first.
    pub(super) rows: Vec<Vec<Span>>,
    /// The line after it.
    pub(super) end: usize,
    /// Whether its last row ends as its header does: with a bar.
    pub(super) closed: bool,
}

/// Whether a line is a row such as `| --- | :---: |`, which separates the header from the rows.
pub(in crate::page) fn is_delimiter(line: &str) -> bool {
    // Most lines have another character at their start.
    line.bytes()
        .all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t'))
        && line.contains('|')
        && line.contains('-')
}

/// Whether a line is a header by itself: known column names with bars between them.
pub(in crate::page) fn is_bar_header(line: &str) -> bool {
    line.contains('|') && names_columns(line, &cells(line, Span::new(0, line.len())))
}

/// The table whose header is this line.
pub(super) fn scan(text: &str, lines: &[Span], at: usize) -> Option<Table> {
    let scanner = Scanner::new(text, lines, at)?;
    let mut rows = Vec::new();
    let mut next = at;
    let bare_end = (!scanner.trailing).then(|| scanner.bare_end());
    while let Some(start) = scanner.next_row(next, bare_end) {
        next = bare_end.map_or_else(
            || scanner.row_end(start),
            |end| scanner.bare_row_end(start, end),
        );
        if !is_delimiter(scanner.line(start)) && !scanner.names_nothing(start) {
            rows.push(scanner.cells(start, next));
        }
    }
    let closed = !scanner.trailing || scanner.is_closed(next - 1);
    Some(Table {
        rows,
        end: next,
        closed,
    })
}

struct Scanner<'a> {
    text: &'a str,
    lines: &'a [Span],
    /// The line of the header.
    header: usize,
    /// Whether rows start with a bar.
    leading: bool,
    /// Whether rows end with a bar. If not, a row is whole when it has all cells, and lines without a bar go on with its
    /// last one.
    trailing: bool,
    columns: usize,
    /// The bars of a whole row.
    bars: usize,
}

impl<'a> Scanner<'a> {
    /// A header stands before a delimiter, or holds nothing but known column names.
    fn new(text: &'a str, lines: &'a [Span], at: usize) -> Option<Self> {
        let header = text[lines[at].start..lines[at].end].trim();
        if !header.contains('|') || is_delimiter(header) {
            return None;
        }
        let cells = cells(text, lines[at]);
        let delimited = lines
            .get(at + 1)
            .is_some_and(|next| is_delimiter(&text[next.start..next.end]));
        let leading = header.starts_with('|');
        let trailing = ends_with_bar(header);
        let columns = cells.len();
        (delimited || names_columns(text, &cells)).then(|| Self {
            text,
            lines,
            header: at,
            leading,
            trailing,
            columns,
            bars: (columns + usize::from(leading) + usize::from(trailing)).saturating_sub(1),
        })
    }

    /// The line that the next row starts with, if the table goes on.
    fn next_row(&self, at: usize, bare_end: Option<usize>) -> Option<usize> {
        if at == self.header {
            return Some(at);
        }
        if let Some(end) = bare_end {
            return (at < end).then_some(at);
        }
        // Some pages have an empty line between rows.
        let next = (at..self.lines.len()).find(|&line| !self.line(line).trim().is_empty())?;
        if next > at + 1 && !self.leading || self.ends_table(next) {
            return None;
        }
        if self.starts_row(next) {
            return Some(next);
        }
        // A line that got between two rows is a row of one cell: it shows, and the table goes on.
        let between = (next..self.lines.len())
            .take(LINES_BETWEEN)
            .take_while(|&line| !self.line(line).trim().is_empty() && !self.ends_table(line))
            .find(|&line| self.starts_row(line));
        (next == at && between.is_some()).then_some(next)
    }

    /// The line after the row that starts with this line.
    ///
    /// A row that lacks cells or its last bar goes on over the following lines, empty ones too, until it is whole
    /// (`| ClusterId | 是 | String | ⏎集群ID⏎⏎示例值：a |`), or the next row starts. Where it never gets whole, it ends before
    /// the first empty line.
    fn row_end(&self, start: usize) -> usize {
        let mut bars = self.count_bars(start);
        let mut closed = self.is_closed(start);
        if start == self.header
            || is_delimiter(self.line(start))
            || !self.starts_row(start)
            || closed && bars >= self.bars
        {
            return start + 1;
        }
        let mut solid_end = start + 1;
        let unclosed = !closed;
        let mut seen_empty = false;
        for at in start + 1..self.lines.len() {
            let line = self.line(at).trim();
            if line.is_empty() {
                seen_empty = true;
                continue;
            }
            if self.ends_table(at) {
                break;
            }
            let added = self.count_bars(at);
            let closes_cell = !closed && bars + added <= self.bars;
            if self.starts_row(at) && line != "|" && !closes_cell {
                return if seen_empty && !unclosed {
                    solid_end
                } else {
                    at
                };
            }
            bars += added;
            closed = self.is_closed(at);
            if closed && bars >= self.bars {
                return at + 1;
            }
            if !seen_empty {
                solid_end = at + 1;
            }
        }
        if unclosed { solid_end } else { start + 1 }
    }

    /// The line after the row that starts with this line, where rows do not end with a bar: the next one that has bars and
    /// is no part of it.
    fn bare_row_end(&self, start: usize, table_end: usize) -> usize {
        if start == self.header || is_delimiter(self.line(start)) {
            return start + 1;
        }
        let mut bars = self.count_bars(start);
        let starts_next = |at: &usize| {
            let added = self.count_bars(*at);
            bars += added;
            added > 0 && bars > self.bars
        };
        (start + 1..table_end)
            .find(starts_next)
            .unwrap_or(table_end)
    }

    /// The line after the table, where rows do not end with a bar: after the last line that looks like a row, the rest of
    /// its paragraph, and the list that its last cell holds.
    fn bare_end(&self) -> usize {
        let is_empty = |at: &usize| self.line(*at).trim().is_empty();
        let mut last = self.header;
        let mut after = self.header + 1;
        while after < self.lines.len() && !self.ends_bare_table(after) {
            if self.is_bare_row(after) || is_delimiter(self.line(after)) && last + 1 == after {
                last = after;
            }
            after += 1;
        }
        let paragraph = (last + 1..after).find(is_empty).unwrap_or(after);
        let next = (paragraph..after).find(|at| !is_empty(at));
        match next {
            Some(next) if inline::bullet(self.line(next).trim_start()).is_some() => after,
            _ => paragraph,
        }
    }

    fn ends_bare_table(&self, at: usize) -> bool {
        let line = self.line(at);
        let is_section = || headings::heading(line).is_some_and(headings::is_section);
        self.ends_table(at) || self.line(at - 1).trim().is_empty() && is_section()
    }

    /// Whether a line has the cells of a row, the first of which can be a name.
    fn is_bare_row(&self, at: usize) -> bool {
        let first = self.line(at).split('|').next().unwrap_or_default();
        self.count_bars(at) == self.bars && is_name(&first.trim().replace('\\', ""))
    }

    /// Whether a line is a header without words, `|  |  |`: converters write one where a page has marked no header. The
    /// next row names the columns, or belongs to the table before.
    fn names_nothing(&self, at: usize) -> bool {
        let is_delimited = self
            .lines
            .get(at + 1)
            .is_some_and(|next| is_delimiter(&self.text[next.start..next.end]));
        is_delimited && is_empty_row(self.line(at))
    }

    fn starts_row(&self, at: usize) -> bool {
        let line = self.line(at).trim_start();
        if self.leading && line.starts_with('|') {
            return true;
        }
        let bars = self.count_bars(at);
        bars > 0 && bars + 2 > self.bars
    }

    /// Whether what starts here is no part of the table: a heading, a fence, or the header of another table.
    fn ends_table(&self, at: usize) -> bool {
        let line = self.line(at).trim_start();
        heading(self.text, self.lines[at]).is_some()
            || underlined(self.text, self.lines, at).is_some()
            || Fence::opening(line).is_some()
            || (line.contains('|')
                && !is_empty_row(line)
                && Scanner::new(self.text, self.lines, at).is_some())
    }

    fn is_closed(&self, at: usize) -> bool {
        ends_with_bar(self.line(at))
    }

    fn count_bars(&self, at: usize) -> usize {
        bars(self.text, self.lines[at]).len()
    }

    fn cells(&self, start: usize, end: usize) -> Vec<Span> {
        let span = self.lines[start].to(self.lines[end - 1]);
        let mut cells = cells(self.text, span);
        // Without bars in front, the last bar can also stand before an empty cell.
        if !self.leading && cells.len() + 1 == self.columns && self.is_closed(end - 1) {
            cells.push(Span::new(span.end, span.end));
        }
        cells
    }

    fn line(&self, at: usize) -> &'a str {
        &self.text[self.lines[at].start..self.lines[at].end]
    }
}

/// Whether cells hold nothing but known column names.
fn names_columns(text: &str, cells: &[Span]) -> bool {
    let is_name =
        |cell: &Span| words::column(text[cell.start..cell.end].trim_matches('*')).is_some();
    cells.len() > 1 && cells.iter().all(is_name)
}

/// Whether a line ends with a bar. Zero-width characters after it are common.
fn ends_with_bar(line: &str) -> bool {
    let line = line.trim_end_matches(|c: char| c.is_whitespace() || is_invisible(c));
    line.ends_with('|') && !line.ends_with("\\|")
}

/// Whether all cells of a row are empty.
fn is_empty_row(line: &str) -> bool {
    line.contains('|') && line.chars().all(|c| c == '|' || c.is_whitespace())
}

/// What is between the bars of a row, without the bars around it.
fn cells(text: &str, row: Span) -> Vec<Span> {
    let row = trimmed(text, row);
    let mut cells = Vec::new();
    let mut start = row.start;
    for bar in bars(text, row) {
        if bar > row.start {
            cells.push(trimmed(text, Span::new(start, bar)));
        }
        start = bar + 1;
    }
    if start < row.end {
        cells.push(trimmed(text, Span::new(start, row.end)));
    }
    cells
}

/// The bars that separate cells: not `\|`, and not those in code such as `` `a|b` ``.
fn bars(text: &str, row: Span) -> Vec<usize> {
    let bytes = &text.as_bytes()[row.start..row.end];
    let mut bars = Vec::new();
    // Runs of backticks of these lengths are not closed in the rest of the row; longer ones start no code.
    let mut unclosed = [false; 8];
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'|' => {
                bars.push(row.start + at);
                at += 1;
            }
            b'`' => {
                let length = run(bytes, at);
                let mut code = None;
                if let Some(unclosed @ false) = unclosed.get_mut(length) {
                    code = code_end(bytes, at + length, length);
                    *unclosed = code.is_none();
                }
                at = code.unwrap_or(at + length);
            }
            _ => at += 1,
        }
    }
    bars
}

/// The byte after the run of so many backticks that ends code.
fn code_end(bytes: &[u8], mut at: usize, length: usize) -> Option<usize> {
    while at < bytes.len() {
        let found = run(bytes, at);
        if found == length {
            return Some(at + length);
        }
        at += found.max(1);
    }
    None
}

/// How many backticks stand here.
fn run(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().take_while(|byte| **byte == b'`').count()
}
