//! Reads Markdown.
//!
//! Headings, fences, tables and regions of HTML are found line by line ([`segments`]), because real pages break the rules
//! of `CommonMark` there: rows that span lines, fences that never end, headings right after HTML or without any mark. What
//! is between them is prose, and a `CommonMark` parser reads it.

mod inline;
mod prose;
mod segments;
mod table;

#[cfg(test)]
mod tests;

pub(super) use self::inline::read_lines;
pub(super) use self::segments::underlined;
pub(super) use self::table::{is_bar_header, is_delimiter};

use self::segments::{Segment, Segments};
use super::blocks::{Blocks, Lines, row};
use super::html;
use super::source_lines::trimmed;
use crate::diagnostic::Span;
use crate::document::Row;

/// Reads a page.
pub(super) fn read(text: &str, blocks: &mut Blocks) {
    for segment in Segments::new(text) {
        match segment {
            Segment::Heading(span) => heading(text, span, blocks),
            Segment::Code { content, indent } => blocks.code(
                &outdented(&text[content.start..content.end], indent),
                content,
            ),
            Segment::Table(table) => {
                let rows = table
                    .rows
                    .iter()
                    .filter_map(|cells| table_row(text, cells, blocks))
                    .collect();
                blocks.table(rows);
                if !table.closed {
                    let end = text.trim_end().len();
                    blocks.cut_off = Some(Span::new(end, end));
                }
            }
            Segment::Html(span) => {
                blocks.text.end_line();
                html::read(&text[span.start..span.end], span.start, blocks);
            }
            Segment::Prose(span) => prose::read(text, span, blocks),
        }
    }
}

fn heading(text: &str, span: Span, blocks: &mut Blocks) {
    let mut lines = Lines::default();
    inline::read(text, span, &mut lines, &mut blocks.links);
    let heading = lines.take_cell(span.start);
    // `## **4. Sample **` is no emphasis for `CommonMark`, because of the space; a `\` at the end breaks no line.
    blocks.heading(heading.text.trim_matches(['*', ' ', '\\']), heading.span);
}

fn table_row(text: &str, cells: &[Span], blocks: &mut Blocks) -> Option<Row> {
    let mut lines = Lines::default();
    let mut row_cells = Vec::with_capacity(cells.len());
    for &cell in cells {
        inline::read_lines(text, cell, &mut lines, &mut blocks.links);
        row_cells.push(lines.take_cell(trimmed(text, cell).start));
    }
    row(row_cells)
}

/// Code without the indentation of its fence: one in a list item is indented as a whole.
fn outdented(code: &str, indent: usize) -> String {
    let mut out = String::with_capacity(code.len());
    for line in code.split_inclusive('\n') {
        let spaces = line
            .bytes()
            .take(indent)
            .take_while(|byte| *byte == b' ')
            .count();
        out.push_str(&line[spaces..]);
    }
    out
}
