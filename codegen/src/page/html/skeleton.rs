//! The part of a page that the reader needs, with its positions, for the HTML parser.
//!
//! The parser mends tables and decodes entities, but tells no positions; and its work grows with the square of the
//! nesting. So it gets a skeleton of the source: headings, tables, `<pre>` and text. Inline elements are left out, blocks
//! become line ends, hidden elements vanish with what is in them. Before a piece of text stands a `<wbr at="…" to="…">`
//! with its place in the source, links become `<wbr href="…" at="…" to="…">`, and cells get an `at`.

use std::fmt::Write;

use super::element::{Element, element};
use super::tag::{Markup, Tag, markup};
use crate::diagnostic::Span;

/// Tables in tables beyond this depth are text, and the page is told to be nested too deeply.
const TABLE_DEPTH: usize = 16;

/// The skeleton of a source.
pub(super) struct Skeleton {
    /// For the HTML parser.
    pub(super) html: String,
    /// Whether the source ends inside of a table.
    pub(super) in_table: bool,
    /// The first table beyond [`TABLE_DEPTH`].
    pub(super) too_deep: Option<Span>,
}

/// Makes the skeleton of a source.
pub(super) fn skeleton(text: &str) -> Skeleton {
    let mut shown: Vec<String> = Vec::new();
    // A hidden element that never ends would hide the rest of the page. Then it is shown, and so are others of its name.
    loop {
        match Builder::new(text, &shown).build() {
            Ok(skeleton) => return skeleton,
            Err(unclosed) => shown.push(unclosed),
        }
    }
}

struct Builder<'a> {
    text: &'a str,
    out: String,
    /// Names of hidden elements that are shown.
    shown: &'a [String],
    /// The name and depth of the hidden element that we are in.
    hidden: Option<(&'a str, usize)>,
    /// How many tables are open.
    tables: usize,
    too_deep: Option<Span>,
    in_code: bool,
    /// Whether each of the open tables stands in code.
    outer_code: Vec<bool>,
    /// Names of [`Element::Raw`] elements that have no end from here on.
    endless: Vec<&'a str>,
}

impl<'a> Builder<'a> {
    fn new(text: &'a str, shown: &'a [String]) -> Self {
        let out = String::with_capacity(text.len() * 2);
        Self {
            text,
            out,
            shown,
            hidden: None,
            tables: 0,
            too_deep: None,
            in_code: false,
            outer_code: Vec::new(),
            endless: Vec::new(),
        }
    }

    /// The skeleton, or the name of a hidden element that never ends.
    fn build(mut self) -> Result<Skeleton, String> {
        let mut run_start = 0;
        let mut search = 0;
        while let Some(length) = self.text[search..].find('<') {
            let at = search + length;
            let end = match markup(self.text, at) {
                Markup::Text => {
                    search = at + 1;
                    continue;
                }
                // No later tag can be trusted.
                Markup::CutOff => break,
                Markup::Comment(end) => {
                    self.run(run_start, at);
                    end
                }
                Markup::Tag(tag) => {
                    self.run(run_start, at);
                    self.tag(&tag)
                }
            };
            run_start = end;
            search = end;
        }
        self.run(run_start, self.text.len());
        match self.hidden {
            Some((name, _)) => Err(name.to_ascii_lowercase()),
            None => Ok(Skeleton {
                html: self.out,
                in_table: self.tables > 0,
                too_deep: self.too_deep,
            }),
        }
    }

    /// Adds a piece of text. It holds no tag, so every `<` in it is text.
    fn run(&mut self, start: usize, end: usize) {
        if self.hidden.is_some() {
            return;
        }
        let run = &self.text[start..end];
        let text = run.trim();
        if !text.is_empty() {
            let start = start + run.len() - run.trim_start().len();
            self.place("<wbr", Span::new(start, start + text.len()));
        }
        self.out.push_str(&run.replace('<', "&lt;"));
    }

    /// Adds what a tag means; returns the byte to go on at.
    fn tag(&mut self, tag: &Tag<'a>) -> usize {
        let end = tag.span.end;
        if let Some((name, depth)) = &mut self.hidden {
            if tag.name.eq_ignore_ascii_case(name) {
                *depth = if tag.end { *depth - 1 } else { *depth + 1 };
                if *depth == 0 {
                    self.hidden = None;
                }
            }
            return end;
        }
        match element(tag.name).unwrap_or(Element::Inline) {
            Element::Raw if !tag.end => return self.raw_end(tag),
            Element::Hidden if !tag.end && !self.is_shown(tag.name) => {
                self.hidden = Some((tag.name, 1));
            }
            Element::Inline | Element::Hidden | Element::Raw | Element::TablePart => {}
            Element::Link => self.link(tag),
            Element::Block => self.out.push_str("<br>"),
            Element::Paragraph => self.out.push_str(if tag.end { "<br>" } else { "<hr>" }),
            Element::Heading => self.element(tag),
            Element::Code => self.code(tag),
            Element::Table => self.table(tag),
            Element::Row | Element::Cell if self.tables == 0 || self.tables > TABLE_DEPTH => {
                self.out.push_str("<br>");
            }
            Element::Row | Element::Cell => {
                // An end tag can have no start; then what is open stays open.
                self.in_code &= tag.end;
                self.element(tag);
            }
        }
        end
    }

    fn table(&mut self, tag: &Tag) {
        if tag.end {
            if self.tables <= TABLE_DEPTH {
                if let Some(outer) = self.outer_code.pop() {
                    self.in_code = outer;
                }
                self.element(tag);
            }
            self.tables = self.tables.saturating_sub(1);
        } else {
            self.tables += 1;
            if self.tables <= TABLE_DEPTH {
                self.outer_code.push(std::mem::take(&mut self.in_code));
                self.element(tag);
            } else {
                self.too_deep.get_or_insert(tag.span);
            }
        }
    }

    /// `<pre>` in `<pre>` is a line end.
    fn code(&mut self, tag: &Tag) {
        if self.in_code == tag.end {
            self.element(tag);
        } else {
            self.out.push_str("<br>");
        }
        self.in_code = !tag.end;
    }

    fn link(&mut self, tag: &Tag) {
        if let Some(href) = tag.href {
            self.out.push_str("<wbr href=\"");
            self.out.push_str(&href.replace('"', "&quot;"));
            self.place("\"", tag.span);
        }
    }

    fn element(&mut self, tag: &Tag) {
        self.out.push_str(if tag.end { "</" } else { "<" });
        self.out.push_str(tag.name);
        if tag.end {
            self.out.push('>');
        } else {
            self.place("", Span::new(tag.span.end, tag.span.end));
        }
    }

    /// Ends a tag that tells a place.
    fn place(&mut self, start: &str, span: Span) {
        write!(
            self.out,
            "{start} at=\"{}\" to=\"{}\">",
            span.start, span.end
        )
        .expect("a String takes everything");
    }

    fn is_shown(&self, name: &str) -> bool {
        self.shown
            .iter()
            .any(|shown| shown.eq_ignore_ascii_case(name))
    }
    /// The byte after the end tag of an element that holds no markup. Where it has none, the start tag stands alone.
    fn raw_end(&mut self, start: &Tag<'a>) -> usize {
        if self
            .endless
            .iter()
            .any(|name| name.eq_ignore_ascii_case(start.name))
        {
            return start.span.end;
        }
        let mut at = start.span.end;
        while let Some(length) = self.text[at..].find("</") {
            let name = at + length + 2;
            let rest = &self.text.as_bytes()[name..];
            if rest
                .get(..start.name.len())
                .is_some_and(|name| name.eq_ignore_ascii_case(start.name.as_bytes()))
            {
                return self.text[name..]
                    .find('>')
                    .map_or(self.text.len(), |length| name + length + 1);
            }
            at = name;
        }
        self.endless.push(start.name);
        start.span.end
    }
}
