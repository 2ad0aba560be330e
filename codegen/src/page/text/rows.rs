//! Tables in copied text: a tab between two cells, and nothing that tells a row from the next line of a description.
//!
//! A table starts with a line of known column names. After it:
//!
//! - a line with as many tabs as the header (or more), whose first cell can be a name and whose other cells look like a
//!   requiredness or a type where the header has these columns, starts a row;
//! - so does a line with fewer tabs whose cells look like a row that lost some: `Name⇥是⇥String`, `Name⇥String⇥desc`;
//! - any other line belongs to the last cell of the row before, and so do empty lines. A tab in it is a space: it is a row
//!   of a small table in a description.
//!
//! A row that has all cells but the last gets that one from the lines that follow: `SubAppId⇥是⇥Integer⏎应用 ID。`
//!
//! Where the next table is that of a data type, its name and description are not part of the row before.
//!
//! In a table of error codes, lines after the last row and an empty line are not part of it: the foot of the page follows.

use super::captions;
use crate::diagnostic::Span;
use crate::document::{Row, one_line};
use crate::page::blocks::{Lines, row};
use crate::page::cells::{is_code, is_common_type, is_name, is_type};
use crate::page::headings::heading;
use crate::page::source_lines::trimmed;
use crate::words::{self, Column};

/// Lines, joined where a tab stands alone: `Name⏎⏎⇥⏎⏎是⏎⏎⇥⏎⏎String`, from a page whose cells hold paragraphs.
pub(super) fn joined(text: &str, lines: Vec<Span>) -> Vec<Span> {
    let is_empty = |line: &Span| text[line.start..line.end].trim().is_empty();
    let is_heading = |line: &Span| {
        let line = &text[line.start..line.end];
        heading(line).is_some() && words::column(line).is_none()
    };
    let mut joined: Vec<Span> = Vec::with_capacity(lines.len());
    // The first of the lines since the last one that is not empty, and whether a tab is in one of these.
    let mut after_text = 0;
    let mut tab = false;
    for line in lines {
        if is_empty(&line) {
            tab |= text[line.start..line.end].contains('\t');
            joined.push(line);
            continue;
        }
        let before = joined[..after_text].last().copied();
        match before.filter(|before| tab && !is_heading(before) && !is_heading(&line)) {
            Some(before) => {
                joined.truncate(after_text - 1);
                joined.push(before.to(line));
            }
            None => joined.push(line),
        }
        after_text = joined.len();
        tab = false;
    }
    joined
}

/// Whether a line is the header of a table: cells between tabs, most of them known column names.
pub(in crate::page) fn is_header(line: &str) -> bool {
    let (known, all) = count_columns(line);
    known >= 2 && known * 2 > all
}

/// Whether a line is the header of a table that is certainly not part of a description.
pub(super) fn is_whole_header(line: &str) -> bool {
    let (known, all) = count_columns(line);
    let first = line
        .trim()
        .split('\t')
        .next()
        .and_then(|cell| words::column(&one_line(cell)));
    known >= 2 && known == all && matches!(first, Some(Column::Name | Column::ErrorCode))
}

/// Whether a header is that of a table of members.
pub(super) fn lists_members(header: &str) -> bool {
    let columns = || {
        header
            .split('\t')
            .map(|cell| words::column(&one_line(cell)))
    };
    columns().any(|column| column == Some(Column::Name))
        && columns().any(|column| column == Some(Column::Type))
}

fn count_columns(line: &str) -> (usize, usize) {
    if !line.contains('\t') {
        return (0, 0);
    }
    let cells = line.trim().split('\t');
    let all = cells.clone().count();
    (
        cells
            .filter(|cell| words::column(&one_line(cell)).is_some())
            .count(),
        all,
    )
}

/// A table whose end is not found yet.
pub(super) struct OpenTable<'a> {
    text: &'a str,
    columns: Vec<Option<Column>>,
    header: Vec<Span>,
    rows: Vec<OpenRow>,
}

/// A row whose end is not found yet.
struct OpenRow {
    cells: Vec<Span>,
    /// The lines after its first one; empty ones too.
    lines: Vec<Span>,
}

impl<'a> OpenTable<'a> {
    /// The table with this header.
    pub(super) fn new(text: &'a str, header: Span) -> Self {
        let header = cells(text, trimmed(text, header));
        let columns = header
            .iter()
            .map(|cell| words::column(&one_line(&text[cell.start..cell.end])))
            .collect();
        Self {
            text,
            columns,
            header,
            rows: Vec::new(),
        }
    }

    /// Adds a line.
    pub(super) fn line(&mut self, line: Span) {
        let mut cells = cells(self.text, line);
        while cells.len() > self.columns.len()
            && cells.last().is_some_and(|cell| cell.start == cell.end)
        {
            cells.pop();
        }
        match self.rows.last_mut() {
            Some(row) if !starts_row(self.text, &self.columns, &cells) => row.lines.push(line),
            None if trimmed(self.text, line).start == line.end => {}
            // Whatever comes first is a row, so that it shows.
            _ => self.rows.push(OpenRow {
                cells,
                lines: Vec::new(),
            }),
        }
    }

    /// The rows, and the lines after them that are not part of the table.
    pub(super) fn finish(mut self, type_follows: bool) -> (Vec<Row>, Vec<Span>) {
        let after = match self.rows.last_mut() {
            Some(last) if self.columns.first() == Some(&Some(Column::ErrorCode)) => {
                last.split_foot(self.text)
            }
            Some(last) => last.split_type_name(self.text, type_follows),
            None => Vec::new(),
        };
        let header = OpenRow {
            cells: self.header,
            lines: Vec::new(),
        };
        let rows = std::iter::once(header).chain(self.rows);
        (
            rows.filter_map(|row| row.finish(self.text, &self.columns))
                .collect(),
            after,
        )
    }
}

impl OpenRow {
    /// Takes off what follows an empty line, once there is a description.
    fn split_foot(&mut self, text: &str) -> Vec<Span> {
        let is_empty = |span: &Span| text[span.start..span.end].trim().is_empty();
        let mut described =
            self.cells.len() > 1 && self.cells.last().is_some_and(|cell| !is_empty(cell));
        let foot = self.lines.iter().position(|line| {
            let empty = is_empty(line);
            described |= !empty;
            described && empty
        });
        foot.map(|at| self.lines.split_off(at)).unwrap_or_default()
    }

    /// Takes off the name and description of the data type that the next table is about.
    fn split_type_name(&mut self, text: &str, type_follows: bool) -> Vec<Span> {
        let name = captions::type_name(text, &self.lines, type_follows);
        name.map(|at| self.lines.split_off(at)).unwrap_or_default()
    }

    fn finish(mut self, text: &str, columns: &[Option<Column>]) -> Option<Row> {
        let continued = self
            .lines
            .iter()
            .any(|line| trimmed(text, *line).start < line.end);
        if continued && self.cells.len() + 1 == columns.len() && fits(text, columns, &self.cells) {
            let end = self.lines[0].start;
            self.cells.push(Span::new(end, end));
        }
        let last = self.cells.len() - 1;
        let cells = self.cells.iter().enumerate().map(|(index, &cell)| {
            let more = if index == last { &self.lines[..] } else { &[] };
            let mut lines = Lines::default();
            for &line in std::iter::once(&cell).chain(more) {
                let line = trimmed(text, line);
                if line.start < line.end {
                    lines.push(&text[line.start..line.end], line);
                }
                lines.end_line();
            }
            lines.take_cell(cell.start)
        });
        row(cells.collect())
    }
}

/// Whether a line starts a row of a table with these columns.
fn starts_row(text: &str, columns: &[Option<Column>], cells: &[Span]) -> bool {
    let content = |cell: &Span| one_line(&text[cell.start..cell.end]);
    let first = cells.first().map(content).unwrap_or_default();
    if first.is_empty() && cells.len() > columns.len() {
        // A tab too many in front: `⇥Month⇥No⇥String⇥…`.
        let rest = &cells[1..];
        return is_name(&content(&rest[0])) && fits(text, columns, rest);
    }
    if columns.first() == Some(&Some(Column::ErrorCode)) {
        // A code that lost its description has no tab.
        return is_name(&first) && (cells.len() > 1 || is_code(&first));
    }
    if !is_name(&first) || cells.len() < 2 {
        return false;
    }
    let typed = columns.contains(&Some(Column::Required)) || columns.contains(&Some(Column::Type));
    match cells.len() {
        len if len < columns.len() => {
            // `JobId⇥Yes String⇥…` lost a tab, `Name⇥String⇥…` a cell.
            let second = content(&cells[1]);
            let word = second.split(' ').next().unwrap_or_default();
            typed && (words::yes_or_no(word).is_some() || is_common_type(&second))
        }
        // One of them is enough: a row that is taken for text is lost in silence, the other mistake shows.
        len if len == columns.len() => {
            !typed
                || columns
                    .iter()
                    .zip(cells)
                    .any(|(column, cell)| match column {
                        Some(Column::Required) => words::yes_or_no(&content(cell)).is_some(),
                        Some(Column::Type) => is_type(&content(cell)),
                        _ => false,
                    })
        }
        _ => typed && fits(text, columns, cells),
    }
}

/// Whether the cells of the columns for requiredness and type hold such things.
fn fits(text: &str, columns: &[Option<Column>], cells: &[Span]) -> bool {
    columns.iter().zip(cells).all(|(column, cell)| {
        let cell = one_line(&text[cell.start..cell.end]);
        match column {
            Some(Column::Required) => words::yes_or_no(&cell).is_some(),
            Some(Column::Type) => is_type(&cell),
            _ => true,
        }
    })
}

/// What is between the tabs of a line.
fn cells(text: &str, line: Span) -> Vec<Span> {
    let mut start = line.start;
    let tabs = text[line.start..line.end]
        .match_indices('\t')
        .map(|(tab, _)| line.start + tab);
    tabs.chain([line.end])
        .map(|end| {
            let cell = trimmed(text, Span::new(start, end));
            start = end + 1;
            cell
        })
        .collect()
}
