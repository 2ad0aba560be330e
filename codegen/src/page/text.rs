//! Reads plain text that was copied from a browser. Nothing is marked in it: headings are lines with known words, tables
//! are lines with tabs, code is what follows the heading of a request or response.
//!
//! The table of contents repeats every heading; its headings have nothing under them, and who looks for a section takes
//! the one that holds something.

mod captions;
mod rows;

#[cfg(test)]
mod tests;

pub(super) use self::rows::is_header;

use self::rows::OpenTable;
use super::blocks::Blocks;
use super::headings::Headings;
use super::source_lines::{source_lines, trimmed};
use crate::diagnostic::Span;
use crate::words::{self, Heading};

/// Reads a page.
pub(super) fn read(text: &str, blocks: &mut Blocks) {
    let lines = rows::joined(text, source_lines(text));
    let mut reader = Reader {
        text,
        blocks,
        headings: Headings::new(text, &lines),
        text_lines: Vec::new(),
        table: None,
        code: None,
    };
    for line in lines {
        reader.line(line);
    }
    reader.end_block();
}

struct Reader<'a> {
    text: &'a str,
    blocks: &'a mut Blocks,
    headings: Headings,
    /// The lines of text since the last block; empty ones too.
    text_lines: Vec<Span>,
    table: Option<OpenTable<'a>>,
    /// What there is of the code that we are in.
    code: Option<Span>,
}

impl Reader<'_> {
    fn line(&mut self, span: Span) {
        let line = &self.text[span.start..span.end];
        if line.trim().is_empty() {
            self.empty_line(span);
        } else if let Some(heading) = self.headings.next(line) {
            self.end_block();
            self.blocks.heading(line, trimmed(self.text, span));
            if matches!(heading, Heading::ExampleRequest | Heading::ExampleResponse) {
                self.code = Some(Span::new(span.end, span.end));
            }
        } else if words::is_footer(line) {
            self.end_block();
            self.text_lines.push(span);
        } else if let Some(code) = &mut self.code {
            // `复制` in front of it is the label of a button.
            if words::is_control(line) && self.text[code.start..code.end].trim().is_empty() {
                code.start = span.end;
            }
            code.end = span.end;
        } else if self.starts_table(line) {
            // Without sections, it is not the page of an action.
            let only_types = !self.headings.has_sections() && rows::lists_members(line);
            self.end_table(only_types);
            self.name_type(only_types);
            self.end_block();
            self.table = Some(OpenTable::new(self.text, span));
        } else if let Some(table) = &mut self.table {
            table.line(span);
        } else {
            self.text_lines.push(span);
        }
    }

    /// Code keeps its empty lines; a table looks at them to find its end.
    fn empty_line(&mut self, span: Span) {
        if let Some(code) = &mut self.code {
            code.end = span.end;
        } else if let Some(table) = &mut self.table {
            table.line(span);
        } else {
            self.text_lines.push(span);
        }
    }

    /// In a table, a header must be that of a parameter or error table: a description can hold a small table of its own.
    fn starts_table(&self, line: &str) -> bool {
        if self.table.is_some() {
            rows::is_whole_header(line)
        } else {
            is_header(line)
        }
    }

    /// Makes a heading of the line that names the data type whose table follows.
    fn name_type(&mut self, only_types: bool) {
        if let Some(at) = captions::type_name(self.text, &self.text_lines, only_types) {
            let description = self.text_lines.split_off(at + 1);
            let name = self.text_lines.pop();
            self.end_text();
            if let Some(name) = name.map(|span| trimmed(self.text, span)) {
                self.blocks.heading(&self.text[name.start..name.end], name);
            }
            self.text_lines = description;
        }
    }

    /// Ends whatever is open.
    fn end_block(&mut self) {
        if let Some(code) = self.code.take() {
            self.blocks
                .code(&self.text[code.start..code.end], trimmed(self.text, code));
        }
        self.end_table(false);
        self.end_text();
    }

    /// Ends the table that is open; what follows it is text. `type_follows` says that the name of a data type does.
    fn end_table(&mut self, type_follows: bool) {
        if let Some(table) = self.table.take() {
            let (rows, after) = table.finish(type_follows);
            self.blocks.table(rows);
            self.text_lines = after;
        }
    }

    fn end_text(&mut self) {
        for span in self.text_lines.drain(..) {
            let span = trimmed(self.text, span);
            if span.start < span.end {
                self.blocks
                    .text
                    .push(&self.text[span.start..span.end], span);
                self.blocks.text.end_line();
            }
        }
    }
}
