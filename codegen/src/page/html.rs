//! Reads HTML. Structure comes from the elements alone, never from CSS classes, which change with every redesign.

mod element;
mod skeleton;
mod tag;

#[cfg(test)]
mod tests;

pub(super) use self::element::{Element, element};
pub(super) use self::tag::{Markup, markup, tags};

use scraper::{Html, Node};

use super::blocks::{Blocks, Lines, row};
use crate::diagnostic::Span;
use crate::document::{Cell, Row};

/// Reads a page, or the part of one that starts at the byte `base` of its source.
pub(super) fn read(text: &str, base: usize, blocks: &mut Blocks) {
    let skeleton = skeleton::skeleton(text);
    walk(&Html::parse_fragment(&skeleton.html), base, blocks);
    if let Some(span) = skeleton.too_deep {
        let span = Span::new(base + span.start, base + span.end);
        blocks.too_deep.get_or_insert(span);
    }
    if skeleton.in_table {
        let end = base + text.trim_end().len();
        blocks.cut_off = Some(Span::new(end, end));
    }
}

/// Visits all nodes without recursion: pages may nest deeper than the stack.
fn walk(html: &Html, base: usize, blocks: &mut Blocks) {
    let mut reader = Reader {
        base,
        blocks,
        heading: None,
        table: None,
        code: None,
        place: Span::default(),
    };
    let mut node = html.tree.root();
    loop {
        reader.open(node.value());
        if let Some(child) = node.first_child() {
            node = child;
            continue;
        }
        loop {
            reader.close(node.value());
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            match node.parent() {
                Some(parent) => node = parent,
                None => return,
            }
        }
    }
}

struct Reader<'a> {
    base: usize,
    blocks: &'a mut Blocks,
    /// The heading that we are in.
    heading: Option<Lines>,
    /// The outermost table that we are in.
    table: Option<OpenTable>,
    /// The `<pre>` that we are in, outside of tables.
    code: Option<OpenCode>,
    /// Where the next text stands.
    place: Span,
}

#[derive(Default)]
struct OpenTable {
    /// How many tables are open, this one and those in its cells.
    depth: usize,
    rows: Vec<Row>,
    cells: Vec<Cell>,
    /// The text of the cell that is open, and where the cell starts.
    cell: Option<(Lines, usize)>,
}

#[derive(Default)]
struct OpenCode {
    text: String,
    span: Option<Span>,
}

impl Reader<'_> {
    fn open(&mut self, node: &Node) {
        let tag = match node {
            Node::Text(text) => return self.text(text),
            Node::Element(tag) => tag,
            _ => return,
        };
        let place = |name| {
            tag.attr(name)
                .and_then(|value| value.parse().ok())
                .unwrap_or(0usize)
                + self.base
        };
        let span = Span::new(place("at"), place("to"));
        match tag.name() {
            "wbr" => match tag.attr("href") {
                Some(target) => self.blocks.links.push(target, span),
                None => self.place = span,
            },
            "hr" => {
                self.end_heading();
                self.end_line();
            }
            "br" => self.end_line(),
            "pre" => self.open_code(),
            "table" => self.open_table(),
            "tr" | "td" | "th" => self.open_in_table(tag.name(), span.start),
            _ if element(tag.name()) == Some(Element::Heading) => self.open_heading(),
            _ => {}
        }
    }

    fn close(&mut self, node: &Node) {
        let Node::Element(tag) = node else { return };
        match tag.name() {
            "pre" => self.close_code(),
            "table" => self.close_table(),
            "tr" | "td" | "th" => self.close_in_table(tag.name()),
            _ if element(tag.name()) == Some(Element::Heading) => self.close_heading(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(code) = &mut self.code {
            code.text.push_str(text);
            if !text.trim().is_empty() {
                code.span = Some(code.span.map_or(self.place, |span| span.to(self.place)));
            }
            return;
        }
        // In HTML, a line end is a space like any other.
        let text = text.replace(['\n', '\r'], " ");
        let place = self.place;
        let lines = self.lines();
        if text.trim().is_empty() {
            lines.push_space(&text);
        } else {
            lines.push(&text, place);
        }
    }

    fn end_line(&mut self) {
        if let Some(code) = &mut self.code {
            code.text.push('\n');
        } else if let Some(heading) = &mut self.heading {
            heading.push_space(" ");
        } else {
            self.lines().end_line();
        }
    }

    /// Where text goes at the moment.
    fn lines(&mut self) -> &mut Lines {
        let cell = self.table.as_mut().and_then(|table| table.cell.as_mut());
        match (cell, &mut self.heading) {
            (Some((lines, _)), _) => lines,
            (None, Some(heading)) => heading,
            (None, None) => &mut self.blocks.text,
        }
    }

    /// A heading in a cell is a line of the cell.
    fn open_heading(&mut self) {
        self.close_heading();
        if self.table.is_none() && self.code.is_none() {
            self.heading = Some(Lines::default());
        }
    }

    fn close_heading(&mut self) {
        self.end_heading();
        self.heading = None;
        self.end_line();
    }

    /// Ends the heading, once it has words: `<h2><p>2. Input Parameters</p></h2>` starts with a paragraph.
    fn end_heading(&mut self) {
        if self
            .heading
            .as_ref()
            .is_some_and(|heading| !heading.is_empty())
            && let Some(mut heading) = self.heading.take()
        {
            let heading = heading.take_cell(0);
            self.blocks.heading(&heading.text, heading.span);
        }
    }

    /// Code in a cell is lines of the cell.
    fn open_code(&mut self) {
        self.close_heading();
        if self.table.is_none() {
            self.code = Some(OpenCode::default());
        }
    }

    fn close_code(&mut self) {
        if let Some(OpenCode {
            text,
            span: Some(span),
        }) = self.code.take()
        {
            self.blocks.code(&text, span);
        }
        self.end_line();
    }

    fn open_table(&mut self) {
        self.close_heading();
        self.table.get_or_insert_default().depth += 1;
    }

    fn close_table(&mut self) {
        self.end_line();
        let Some(table) = &mut self.table else { return };
        table.depth -= 1;
        if table.depth == 0
            && let Some(table) = self.table.take()
        {
            self.blocks.table(table.rows);
        }
    }

    /// A table in a cell becomes lines of the cell, a row to a line.
    fn open_in_table(&mut self, name: &str, start: usize) {
        match &mut self.table {
            Some(table) if table.depth == 1 && name != "tr" => {
                table.cell = Some((Lines::default(), start));
            }
            Some(table) if table.depth == 1 => {}
            _ if name == "tr" => self.end_line(),
            _ => self.lines().push_space(" "),
        }
    }

    fn close_in_table(&mut self, name: &str) {
        match &mut self.table {
            Some(table) if table.depth == 1 && name != "tr" => {
                table.cells.extend(
                    table
                        .cell
                        .take()
                        .map(|(mut lines, start)| lines.take_cell(start)),
                );
            }
            Some(table) if table.depth == 1 => {
                table.rows.extend(row(std::mem::take(&mut table.cells)));
            }
            _ if name == "tr" => self.end_line(),
            _ => {}
        }
    }
}
