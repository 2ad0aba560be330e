//! Collects what a reader finds into a [`Document`], in copied form.

use super::flattened::{self, Part};
use crate::diagnostic::Span;
use crate::document::{
    Block, BlockKind, Cell, Document, Flattened, Line, Link, Row, Table, lines, one_line,
};
use crate::words;

/// A document in the making. Text that follows text joins it: only headings, tables and code end a block.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    done: Vec<Block>,
    /// The text since the last block.
    pub(super) text: Lines,
    pub(super) links: Links,
    flattened: Vec<Flattened>,
    /// The end of a source that ends inside of a table.
    pub(super) cut_off: Option<Span>,
    /// The first table that is nested too deeply.
    pub(super) too_deep: Option<Span>,
}

impl Blocks {
    /// Adds a heading; one without words is none.
    pub(super) fn heading(&mut self, text: &str, span: Span) {
        let text = one_line(text);
        if !text.is_empty() {
            self.push(BlockKind::Heading(text), span);
        }
    }

    /// Adds a table, whose first row names the columns; one without rows is none.
    pub(super) fn table(&mut self, rows: Vec<Row>) {
        let mut rows = rows.into_iter();
        if let Some(header) = rows.next() {
            let rows: Vec<Row> = rows.collect();
            let span = rows
                .last()
                .map_or(header.span, |last| header.span.to(last.span));
            self.push(BlockKind::Table(Table { header, rows }), span);
        }
    }

    /// Adds preformatted text, without empty lines at its ends; one that is all empty is none.
    pub(super) fn code(&mut self, text: &str, span: Span) {
        let code = normal_code(text);
        if !code.is_empty() {
            self.push(BlockKind::Code(code), span);
        }
    }

    /// The document.
    pub(super) fn finish(mut self) -> Document {
        self.end_text();
        // Text can follow, too.
        let ends_in_table = self
            .done
            .last()
            .is_some_and(|block| matches!(block.kind, BlockKind::Table(_)));
        Document {
            blocks: self.done,
            links: self.links.0,
            flattened: self.flattened,
            cut_off: self.cut_off.filter(|_| ends_in_table),
            too_deep: self.too_deep,
        }
    }

    fn push(&mut self, kind: BlockKind, span: Span) {
        self.end_text();
        self.done.push(Block { kind, span });
        // What follows shows that the table before was only badly written.
        self.cut_off = None;
    }

    fn end_text(&mut self) {
        let mut text = self.text.take();
        text.retain(|line| !words::is_control(&line.text));
        for part in flattened::parts(&text) {
            match part {
                Part::Text(lines) => {
                    if let (Some(first), Some(last)) = (lines.first(), lines.last()) {
                        let span = first.span.to(last.span);
                        let kind = BlockKind::Text(lines);
                        self.done.push(Block { kind, span });
                    }
                }
                Part::Table(table, finding) => {
                    let span = table
                        .rows
                        .last()
                        .map_or(table.header.span, |last| table.header.span.to(last.span));
                    let kind = BlockKind::Table(table);
                    self.done.push(Block { kind, span });
                    self.flattened.push(finding);
                }
                Part::Unclear(finding) => self.flattened.push(finding),
            }
        }
    }
}

/// The targets of the links so far; the text of a link is text like any other.
#[derive(Debug, Default)]
pub(super) struct Links(Vec<Link>);

impl Links {
    /// Notes a link.
    pub(super) fn push(&mut self, target: &str, span: Span) {
        self.0.push(Link {
            target: target.trim().to_owned(),
            span,
        });
    }
}

/// Code with `\n` for every line end and no empty lines at its ends.
fn normal_code(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut code = text.trim_end();
    while let Some((first, rest)) = code.split_once('\n')
        && first.trim().is_empty()
    {
        code = rest;
    }
    code.to_owned()
}

/// Lines of text in the making: pieces are put together until their line ends.
#[derive(Debug, Default)]
pub(super) struct Lines {
    done: Vec<Line>,
    piece: String,
    span: Option<Span>,
}

impl Lines {
    /// Adds to the current line.
    pub(super) fn push(&mut self, text: &str, span: Span) {
        self.piece.push_str(text);
        self.span = Some(self.span.map_or(span, |before| before.to(span)));
    }

    /// Adds white space or the like, which has no place of its own.
    pub(super) fn push_space(&mut self, text: &str) {
        self.piece.push_str(text);
    }

    /// Ends the current line.
    pub(super) fn end_line(&mut self) {
        if let Some(span) = self.span.take() {
            self.done
                .extend(lines(&self.piece).map(|text| Line { text, span }));
        }
        self.piece.clear();
    }

    /// Whether there is no text yet.
    pub(super) fn is_empty(&self) -> bool {
        self.done.is_empty() && self.span.is_none()
    }

    /// All lines; none are left.
    pub(super) fn take(&mut self) -> Vec<Line> {
        self.end_line();
        std::mem::take(&mut self.done)
    }

    /// All lines as a cell; `place` is where an empty cell stands.
    pub(super) fn take_cell(&mut self, place: usize) -> Cell {
        let lines = self.take();
        let span = match (lines.first(), lines.last()) {
            (Some(first), Some(last)) => first.span.to(last.span),
            _ => Span::new(place, place),
        };
        let text: Vec<String> = lines.into_iter().map(|line| line.text).collect();
        Cell {
            text: text.join("\n"),
            span,
        }
    }
}

/// A row of at least one cell.
pub(super) fn row(cells: Vec<Cell>) -> Option<Row> {
    let span = cells.first()?.span.to(cells.last()?.span);
    Some(Row { cells, span })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_loses_only_the_empty_lines_around_it() {
        assert_eq!(normal_code("\r\n \n  {\r\n\r\n  }\n\n"), "  {\n\n  }");
        assert_eq!(normal_code(" \n\n"), "");
    }

    #[test]
    fn a_line_is_put_together_from_pieces() {
        let mut lines = Lines::default();
        lines.push("详见", Span::new(3, 9));
        lines.push_space(" ");
        lines.push("地域列表", Span::new(20, 32));
        lines.end_line();
        lines.push_space("\n");
        assert_eq!(
            lines.take(),
            [Line {
                text: "详见 地域列表".to_owned(),
                span: Span::new(3, 32)
            }]
        );
    }
}
