//! Documents for tests, written as text: `# heading`, `| cell | cell |`, code between lines of three backticks, and text.

use crate::diagnostic::Span;
use crate::document::{Block, BlockKind, Cell, Document, Line, Link, Row, Table};

/// Reads a document; `→ target` is a link, `⏎` a line end inside a cell.
pub(super) fn document(text: &str) -> Document {
    let mut document = Document::default();
    let mut lines = text.split('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len() + 1;
        Some((line, Span::new(start, start + line.len())))
    });
    while let Some((line, span)) = lines.next() {
        let trimmed = line.trim();
        if let Some(heading) = trimmed.strip_prefix('#') {
            let heading = heading.trim_start_matches('#').trim().to_owned();
            document.blocks.push(Block {
                kind: BlockKind::Heading(heading),
                span,
            });
        } else if let Some(target) = trimmed.strip_prefix('→') {
            document.links.push(Link {
                target: target.trim().to_owned(),
                span,
            });
        } else if trimmed.starts_with("```") {
            let code: Vec<_> = lines
                .by_ref()
                .map(|(line, _)| line)
                .take_while(|line| !line.starts_with("```"))
                .collect();
            document.blocks.push(Block {
                kind: BlockKind::Code(code.join("\n")),
                span,
            });
        } else if let Some(cells) = trimmed.strip_prefix('|') {
            push_row(
                &mut document,
                row(cells.strip_suffix('|').unwrap_or(cells), span),
            );
        } else if !trimmed.is_empty() {
            push_line(
                &mut document,
                Line {
                    text: trimmed.to_owned(),
                    span,
                },
            );
        }
    }
    document
}

fn row(cells: &str, span: Span) -> Row {
    let cells = cells
        .split('|')
        .map(|cell| Cell {
            text: cell.trim().replace('⏎', "\n"),
            span,
        })
        .collect();
    Row { cells, span }
}

fn push_row(document: &mut Document, row: Row) {
    let span = row.span;
    if let Some(Block {
        kind: BlockKind::Table(table),
        span: whole,
    }) = document.blocks.last_mut()
    {
        *whole = whole.to(span);
        table.rows.push(row);
    } else {
        document.blocks.push(Block {
            kind: BlockKind::Table(Table {
                header: row,
                rows: Vec::new(),
            }),
            span,
        });
    }
}

fn push_line(document: &mut Document, line: Line) {
    let span = line.span;
    if let Some(Block {
        kind: BlockKind::Text(lines),
        span: whole,
    }) = document.blocks.last_mut()
    {
        *whole = whole.to(span);
        lines.push(line);
    } else {
        document.blocks.push(Block {
            kind: BlockKind::Text(vec![line]),
            span,
        });
    }
}
