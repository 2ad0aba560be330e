//! A documentation page after reading: what every page format becomes.
//!
//! Nothing after this module knows HTML from Markdown from copied text.
//!
//! All text in it is in *copied form*: what a browser puts on the clipboard as plain text. One line per paragraph, line
//! break or list item; no empty lines; no markup, no link targets, no bullets. It is the one form that HTML, Markdown and
//! copied text can agree on, so that the same page gives the same spec however it was saved. [`lines`] makes it.

mod text;

#[cfg(feature = "page")]
pub(crate) use self::text::is_invisible;
pub use self::text::{lines, one_line};

use crate::diagnostic::Span;

/// A page as a sequence of blocks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// In the order of the page.
    pub blocks: Vec<Block>,
    /// The targets of all links, in the order of the page.
    pub links: Vec<Link>,
    /// The tables that have lost the borders between their cells, in the order of the page.
    pub flattened: Vec<Flattened>,
    /// Where the page ends, if that is in the middle of a table or of a character: then more is missing than shows.
    pub cut_off: Option<Span>,
    /// The first table that stands in more tables than are read: it and what is in it became lines of a cell.
    pub too_deep: Option<Span>,
}

/// One block and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands in the page.
    pub span: Span,
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading. Real pages nest them wrongly, so there is no level: what a heading is follows from its words.
    Heading(String),
    /// Paragraphs, list items and other text.
    Text(Vec<Line>),
    /// A table with a header row.
    Table(Table),
    /// Preformatted text, as it stands (only line ends are normalised to `\n`).
    Code(String),
}

/// A line of text in copied form; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The text.
    pub text: String,
    /// Where it stands in the page.
    pub span: Span,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The first row, which names the columns.
    pub header: Row,
    /// The others. They can have more or fewer cells than the header: the reader repairs nothing.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// From left to right.
    pub cells: Vec<Cell>,
    /// Where it stands in the page.
    pub span: Span,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Its lines in copied form, joined by `\n`; can be empty.
    pub text: String,
    /// Where it stands in the page.
    pub span: Span,
}

/// A table that is only lines of text, because a converter dropped the borders between its cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flattened {
    /// Its header, or the line that nothing certain can be said of.
    pub span: Span,
    /// What became of it.
    pub outcome: Unflattening,
}

/// What became of a table without borders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unflattening {
    /// Words tell where each row starts and what its cells are: it is a table of the document.
    Certain,
    /// A line can be the start of a row or a part of a description.
    Ambiguous,
    /// The rows lack the words that say what is required.
    RequiredLost,
    /// The converter has left it out, and says so.
    Dropped,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Its target, as the page has it.
    pub target: String,
    /// Where it stands in the page.
    pub span: Span,
}
