//! One page in three forms gives one document. Spans aside, and the links that copied text has lost.

use std::path::Path;

use crate::document::{BlockKind, Document, Link};
use crate::page::{Format, Page};
use crate::words::{self, Heading};

use super::sketch::sketch_document;

#[test]
fn a_page_reads_the_same_in_every_form() {
    let [text, markdown, html] = [
        ("cvm-TerminateInstances.txt", Format::Text),
        ("cvm-TerminateInstances.md", Format::Markdown),
        ("cvm-TerminateInstances.html", Format::Html),
    ]
    .map(|(name, format)| body(&read(name, format)));
    assert!(text.lines().count() > 70, "{text}");
    for other in [markdown, html] {
        for (other, text) in other.lines().zip(text.lines()) {
            assert_eq!(other, text);
        }
        assert_eq!(other.lines().count(), text.lines().count());
    }
}

#[test]
fn links_are_the_same_in_html_and_markdown() {
    let targets = |links: &[Link]| {
        links
            .iter()
            .map(|link| link.target.clone())
            .collect::<Vec<_>>()
    };
    let markdown = targets(&read("cvm-TerminateInstances.md", Format::Markdown).links);
    let html = targets(&read("cvm-TerminateInstances.html", Format::Html).links);
    assert!(
        markdown[0].ends_with("?Product=cvm&Version=2017-03-12&Action=TerminateInstances"),
        "{}",
        markdown[0]
    );
    // Before them stand the links of the table of contents.
    assert!(html.ends_with(&markdown), "{html:#?}");
}

fn read(name: &str, format: Format) -> Document {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../tests/golden/terminate-instances")
        .join(name);
    let bytes =
        std::fs::read(&path).unwrap_or_else(|error| unreachable!("{}: {error}", path.display()));
    let page = Page::new(name, &bytes).expect("a page");
    assert_eq!(page.format, format);
    page.document()
}

/// The document from the first section on that holds something: what is before it, such as a table of contents, differs.
fn body(document: &Document) -> String {
    let is_description = |kind: &BlockKind| match kind {
        BlockKind::Heading(heading) => {
            words::heading(heading).is_some_and(|(heading, _)| heading == Heading::Description)
        }
        _ => false,
    };
    let start = document
        .blocks
        .windows(2)
        .position(|pair| {
            is_description(&pair[0].kind) && matches!(pair[1].kind, BlockKind::Text(_))
        })
        .expect("a description");
    sketch_document(&Document {
        blocks: document.blocks[start..].to_vec(),
        ..Document::default()
    })
}
