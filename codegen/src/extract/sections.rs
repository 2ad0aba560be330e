//! The sections of a page, by what their headings mean.

use crate::diagnostic::Span;
use crate::document::{Block, BlockKind, Document, Table};
use crate::words::{self, Column, Heading};

/// A known heading and all that follows it up to the next known heading.
#[derive(Debug)]
pub(super) struct Section<'a> {
    /// What the heading announces, at its place.
    pub meaning: Heading,
    /// The title in the heading of one example.
    pub title: &'a str,
    /// Where the heading stands.
    pub span: Span,
    /// What follows; headings in it are not known ones.
    pub blocks: &'a [Block],
}

/// A page, cut at its known headings.
///
/// The number and order of sections does not matter. A table of contents repeats the headings with nothing below them, so
/// several sections can have one meaning: their contents add up.
#[derive(Debug)]
pub(super) struct Sections<'a> {
    /// What stands before the first known heading.
    pub front: &'a [Block],
    /// In the order of the page.
    pub all: Vec<Section<'a>>,
}

impl<'a> Sections<'a> {
    /// Cuts a page.
    pub(super) fn of(document: &'a Document) -> Self {
        let blocks = &document.blocks;
        let headings: Vec<_> = blocks
            .iter()
            .enumerate()
            .filter_map(|(at, block)| {
                known_heading(block).map(|(meaning, title)| (at, meaning, title))
            })
            .collect();
        let front = &blocks[..headings.first().map_or(blocks.len(), |&(at, ..)| at)];
        let mut all = Vec::with_capacity(headings.len());
        let mut in_examples = false;
        for (index, &(at, meaning, title)) in headings.iter().enumerate() {
            let end = headings
                .get(index + 1)
                .map_or(blocks.len(), |&(next, ..)| next);
            let content = &blocks[at + 1..end];
            let meaning = at_its_place(meaning, in_examples, content);
            in_examples = is_about_examples(meaning);
            all.push(Section {
                meaning,
                title,
                span: blocks[at].span,
                blocks: content,
            });
        }
        Self { front, all }
    }

    /// The blocks of all sections with a meaning.
    pub(super) fn blocks(&self, meaning: Heading) -> impl Iterator<Item = &'a Block> + '_ {
        self.all
            .iter()
            .filter(move |section| section.meaning == meaning)
            .flat_map(|section| section.blocks)
    }

    /// The tables of all sections with a meaning.
    pub(super) fn tables(&self, meaning: Heading) -> impl Iterator<Item = &'a Table> + '_ {
        self.blocks(meaning).filter_map(table)
    }

    /// The headings of a table of contents, which stands before the description, that announce a section the page does
    /// not have.
    pub(super) fn only_announced(&self) -> impl Iterator<Item = &Section<'a>> {
        let mut missing = vec![Heading::Example, Heading::Errors];
        missing.retain(|meaning| !self.has(*meaning));
        let contents = &self.all[..self.start()];
        contents
            .iter()
            .filter(move |section| missing.contains(&section.meaning))
    }

    /// The number of sections that only a table of contents in front makes: those before the description.
    fn start(&self) -> usize {
        let is_description = |section: &Section| {
            section.meaning == Heading::Description && !section.blocks.is_empty()
        };
        self.all.iter().position(is_description).unwrap_or(0)
    }

    /// The sections without those that only a table of contents in front makes.
    pub(super) fn body(&self) -> &[Section<'a>] {
        &self.all[self.start()..]
    }

    /// Where the last section ends.
    pub(super) fn end(&self) -> Span {
        let blocks = self
            .all
            .iter()
            .flat_map(|section| section.blocks.iter().map(|block| block.span));
        let end = self
            .all
            .iter()
            .map(|section| section.span)
            .chain(blocks)
            .map(|span| span.end)
            .max();
        Span::new(end.unwrap_or_default(), end.unwrap_or_default())
    }

    /// Whether there is such a heading, not counting a table of contents in front.
    pub(super) fn has(&self, meaning: Heading) -> bool {
        self.body().iter().any(|section| section.meaning == meaning)
    }
}

/// Whether a heading belongs to examples.
pub(super) fn is_about_examples(meaning: Heading) -> bool {
    use Heading::{Example, ExampleRequest, ExampleResponse, Examples, Scenario};
    matches!(
        meaning,
        Examples | Example | ExampleRequest | ExampleResponse | Scenario
    )
}

/// Whether a table has a column.
pub(super) fn has_column(table: &Table, column: Column) -> bool {
    table
        .header
        .cells
        .iter()
        .any(|cell| words::column(&cell.text) == Some(column))
}

/// Whether a table lists parameters or members.
pub(super) fn lists_members(table: &Table) -> bool {
    has_column(table, Column::Name) && has_column(table, Column::Type)
}

/// The table that a block is.
pub(super) fn table(block: &Block) -> Option<&Table> {
    match &block.kind {
        BlockKind::Table(table) => Some(table),
        _ => None,
    }
}

/// The tables of a page.
pub(super) fn tables_of(document: &Document) -> impl Iterator<Item = &Table> {
    document.blocks.iter().filter_map(table)
}

fn known_heading(block: &Block) -> Option<(Heading, &str)> {
    match &block.kind {
        BlockKind::Heading(text) => words::heading(text),
        _ => None,
    }
}

/// Some words announce parameters on one page and a part of an example on another (`Request parameters`, `请求参数`): a
/// table of members decides, else the place.
fn at_its_place(meaning: Heading, in_examples: bool, content: &[Block]) -> Heading {
    let lists_members = content.iter().filter_map(table).any(lists_members);
    match meaning {
        Heading::ExampleRequest if lists_members => Heading::Input,
        Heading::ExampleResponse if lists_members => Heading::Output,
        Heading::Input if in_examples && !lists_members => Heading::ExampleRequest,
        Heading::Output if in_examples && !lists_members => Heading::ExampleResponse,
        meaning => meaning,
    }
}
