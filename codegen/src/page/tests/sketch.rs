//! A document as a short text, to compare in tests.

use crate::document::{BlockKind, Document, Row};
use crate::page::Page;

/// The blocks of a page, one to a line: `# heading`, `lines / of text`, `| cell | cell |` per row, `` `code` ``. A line end in
/// a cell shows as ` / `, one in code as `⏎`.
pub(in crate::page) fn sketch(name: &str, text: &str) -> String {
    sketch_document(&Page::new(name, text.as_bytes()).expect("a page").document())
}

pub(super) fn sketch_document(document: &Document) -> String {
    let blocks = document.blocks.iter().map(|block| match &block.kind {
        BlockKind::Heading(heading) => format!("# {heading}"),
        BlockKind::Text(lines) => lines
            .iter()
            .map(|line| line.text.as_str())
            .collect::<Vec<_>>()
            .join(" / "),
        BlockKind::Table(table) => {
            let rows = std::iter::once(&table.header).chain(&table.rows);
            rows.map(sketch_row).collect::<Vec<_>>().join("\n")
        }
        BlockKind::Code(code) => format!("`{}`", code.replace('\n', "⏎")),
    });
    blocks.collect::<Vec<_>>().join("\n")
}

fn sketch_row(row: &Row) -> String {
    row.cells.iter().fold("|".to_owned(), |row, cell| {
        format!("{row} {} |", cell.text.replace('\n', " / "))
    })
}
