//! What no part of the spec was read from.

use super::findings::Findings;
use super::rows::named;
use super::sections::{Section, table, tables_of};
use super::{Kind, PageParts};
use crate::codes;
use crate::diagnostic::{Diagnostic, Span, shortened};
use crate::document::{Block, BlockKind};
use crate::words::{self, Heading};

/// Reports the tables that were not used and, on the page of an action, the text beside them.
pub(super) fn report(page: &PageParts<'_>, kind: Option<Kind>, findings: &mut Findings) {
    for table in tables_of(page.document) {
        if !findings.is_used(table) {
            let message = format!("a table was not used: {}", named(&table.header));
            findings.push(ignored(table.header.span, message));
        }
    }
    if kind == Some(Kind::Action) {
        let beside_tables = [Heading::Input, Heading::Output, Heading::Errors];
        let mut sections = page.sections.body().iter().peekable();
        while let Some(section) = sections.next() {
            if beside_tables.contains(&section.meaning) {
                let is_last = sections.peek().is_none();
                let blocks = if is_last {
                    before_foot(section)
                } else {
                    section.blocks
                };
                findings.extend(blocks.iter().filter_map(text));
            }
        }
    }
}

/// The last section without what the site puts below a page: all that follows its table.
fn before_foot<'a>(section: &Section<'a>) -> &'a [Block] {
    let is_table = |block: &Block| table(block).is_some();
    let end = section.blocks.iter().rposition(is_table).unwrap_or(0);
    &section.blocks[..end]
}

/// A heading or text, but for the sentences that stand on every page.
fn text(block: &Block) -> Option<Diagnostic> {
    let (span, text) = match &block.kind {
        BlockKind::Heading(text) => (block.span, text),
        BlockKind::Text(lines) => {
            let line = lines.iter().find(|line| !words::is_usual(&line.text))?;
            (line.span, &line.text)
        }
        BlockKind::Code(_) | BlockKind::Table(_) => return None,
    };
    Some(unused_text(text, span))
}

/// The finding about a text that no part of the spec was read from.
pub(super) fn unused_text(text: &str, span: Span) -> Diagnostic {
    ignored(span, format!("a text was not used: {}", shortened(text)))
}

fn ignored(span: Span, message: String) -> Diagnostic {
    Diagnostic::warning(codes::IGNORED, span, message)
        .with_help("what it says is not part of the spec")
}
