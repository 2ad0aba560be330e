//! The pages that this was developed against, where they are at hand.

use std::path::{Path, PathBuf};

use super::sketch::sketch_document;
use crate::diagnostic::Span;
use crate::document::{BlockKind, Document, Row};
use crate::folder::entries;
use crate::page::{Format, Page};
use crate::shared_pages::shared_pages;

#[test]
fn every_page_is_read() {
    let files = pages();
    for file in &files {
        let page = read(file);
        let document = page.document();
        let is_table = |kind: &BlockKind| matches!(kind, BlockKind::Table(_));
        assert!(
            document.blocks.iter().any(|block| is_table(&block.kind)),
            "{} has no table",
            file.display()
        );
        for span in spans(&document) {
            let source = page.source.text.get(span.start..span.end);
            assert!(source.is_some(), "{}: {span:?}", file.display());
        }
    }
    println!("{} pages", files.len());
}

/// The tables and code of a page survive its way to the clipboard and back, but for a few that are malformed in ways
/// that cannot be told from text.
#[test]
fn pages_that_are_copied_read_the_same() {
    let facts = |document: &Document| -> Vec<String> {
        let sketch = sketch_document(document);
        let facts = sketch
            .lines()
            .filter(|line| line.starts_with("| ") || line.starts_with('`'));
        facts.map(str::to_owned).collect()
    };
    let files = pages();
    let of_actions = files.iter().filter(|file| {
        let name = file.to_string_lossy();
        let others = [
            "datatypes",
            "common-",
            "GetMonitorData",
            "/markdown-",
            "/text/",
        ];
        !others.iter().any(|other| name.contains(other))
    });
    let (mut all, mut different) = (0, 0);
    for file in of_actions {
        let document = read(file).document();
        let copy = Page::new("copy", copied(&document).as_bytes()).expect("a page");
        assert_eq!(copy.format, Format::Text, "{}", file.display());
        all += 1;
        if facts(&copy.document()) != facts(&document) {
            different += 1;
            println!("{} is different when copied", file.display());
        }
    }
    println!("{different} of {all} pages are different when copied");
    assert!(different * 50 <= all);
}

/// What a browser puts on the clipboard.
fn copied(document: &Document) -> String {
    let row = |row: &Row| {
        let cells: Vec<&str> = row.cells.iter().map(|cell| cell.text.as_str()).collect();
        cells.join("\t")
    };
    let blocks = document.blocks.iter().map(|block| match &block.kind {
        BlockKind::Heading(text) | BlockKind::Code(text) => text.clone(),
        BlockKind::Text(lines) => {
            let lines: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
            lines.join("\n\n")
        }
        BlockKind::Table(table) => {
            let rows: Vec<String> = std::iter::once(&table.header)
                .chain(&table.rows)
                .map(row)
                .collect();
            rows.join("\n")
        }
    });
    blocks.collect::<Vec<_>>().join("\n")
}

fn spans(document: &Document) -> Vec<Span> {
    let mut spans: Vec<Span> = document.links.iter().map(|link| link.span).collect();
    for block in &document.blocks {
        spans.push(block.span);
        match &block.kind {
            BlockKind::Text(lines) => spans.extend(lines.iter().map(|line| line.span)),
            BlockKind::Table(table) => {
                for row in std::iter::once(&table.header).chain(&table.rows) {
                    spans.push(row.span);
                    spans.extend(row.cells.iter().map(|cell| cell.span));
                }
            }
            BlockKind::Heading(_) | BlockKind::Code(_) => {}
        }
    }
    spans
}

fn read(file: &Path) -> Page {
    let bytes = std::fs::read(file).expect("readable");
    Page::new(&file.to_string_lossy(), &bytes).expect("a page")
}

/// The real pages; none where they are absent.
fn pages() -> Vec<PathBuf> {
    let mut files = Vec::new();
    if let Some(folder) = shared_pages() {
        collect(&folder, &mut files);
    }
    files
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for path in entries(folder).expect("a folder") {
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension != "tsv") {
            files.push(path);
        }
    }
}
